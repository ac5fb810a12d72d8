package io.opdbus.core.source;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes YAML in blocks. Every line that it writes ends with a line break. */
final class YamlWriter {

    private static final int LONGEST_KEY = 500;
    private static final int LONGEST_LINE = 100;
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*+");

    private final StringBuilder out;

    YamlWriter(StringBuilder out) {
        this.out = out;
    }

    void document(@Nullable Object value) {
        if (isBlock(value)) {
            block(value, 0, 0);
        } else {
            inline(value, 1);
        }
    }

    /** Maps and lists with content stand on lines of their own, unless the list is short. */
    private static boolean isBlock(@Nullable Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty()
                || value instanceof List<?> list && !list.isEmpty() && !isShort(list);
    }

    private void block(@Nullable Object value, int indent, int depth) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                indent(indent);
                entry(JsonWriter.requireText(key), entry, indent, depth);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(item -> {
                indent(indent);
                item(item, indent, depth);
            });
        }
    }

    private void entry(String key, @Nullable Object value, int indent, int depth) {
        String written = YamlText.isPlain(key) ? key : YamlText.quoted(key);
        if (written.length() > LONGEST_KEY) {
            out.append("? ").append(written).append('\n');
            indent(indent);
        } else {
            out.append(written);
        }
        out.append(':');
        if (isBlock(value)) {
            out.append('\n');
            block(value, indent + 2, JsonWriter.nested(depth));
        } else {
            out.append(' ');
            inline(value, indent + 2);
        }
    }

    /** An element of a list; its first line follows the hyphen. */
    private void item(@Nullable Object value, int indent, int depth) {
        out.append("- ");
        if (!isBlock(value)) {
            inline(value, indent + 2);
            return;
        }
        int mark = out.length();
        block(value, indent + 2, JsonWriter.nested(depth));
        out.delete(mark, mark + indent + 2);
    }

    private void inline(@Nullable Object value, int indent) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            if (YamlText.isLiteral(text)) {
                literal(text, indent);
                return;
            }
            out.append(YamlText.isPlain(text) ? text : YamlText.quoted(text));
        } else if (value instanceof Number number) {
            out.append(Numbers.write(number));
        } else if (value instanceof Map) {
            out.append("{}");
        } else if (value instanceof List<?> list) {
            out.append(flow(list));
        } else {
            throw JsonWriter.unsupported(value);
        }
        out.append('\n');
    }

    private void literal(String text, int indent) {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        out.append('|');
        if (body.length() == text.length()) {
            out.append('-');
        } else if (body.endsWith("\n")) {
            out.append('+');
        }
        out.append('\n');
        for (String line : body.split("\n", -1)) {
            if (!line.isEmpty()) {
                indent(Math.max(indent, 2));
            }
            out.append(line).append('\n');
        }
    }

    private static boolean isShort(List<?> list) {
        return list.stream()
                        .allMatch(item -> item instanceof String text
                                && WORD.matcher(text).matches()
                                && YamlText.isPlain(text))
                && flow(list).length() <= LONGEST_LINE;
    }

    private static String flow(List<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    private void indent(int columns) {
        out.append(" ".repeat(columns));
    }
}
