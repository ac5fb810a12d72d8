package io.opdbus.core.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON, either canonical or in lines for people. */
final class JsonWriter {

    static final int MAX_DEPTH = 1000;

    private final StringBuilder out;
    private final boolean canonical;

    JsonWriter(StringBuilder out, boolean canonical) {
        this.out = out;
        this.canonical = canonical;
    }

    void write(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String string) {
            quote(out, string, !canonical);
        } else if (value instanceof Number number) {
            out.append(Numbers.write(number));
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, nested(depth));
        } else if (value instanceof List<?> list) {
            writeList(list, nested(depth));
        } else {
            throw unsupported(value);
        }
    }

    private void writeMap(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<String> keys = keys(map).iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            newLine(depth);
            quote(out, key, !canonical);
            out.append(canonical ? ":" : ": ");
            write(map.get(key), depth);
            if (keys.hasNext()) {
                out.append(',');
            }
        }
        if (!map.isEmpty()) {
            newLine(depth - 1);
        }
        out.append('}');
    }

    private void writeList(List<?> list, int depth) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            newLine(depth);
            write(items.next(), depth);
            if (items.hasNext()) {
                out.append(',');
            }
        }
        if (!list.isEmpty()) {
            newLine(depth - 1);
        }
        out.append(']');
    }

    private List<String> keys(Map<?, ?> map) {
        List<String> keys = new ArrayList<>(map.size());
        map.keySet().forEach(key -> keys.add(requireText(key)));
        if (canonical) {
            Collections.sort(keys);
        }
        return keys;
    }

    private void newLine(int depth) {
        if (!canonical) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    static String requireText(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a key must be a string, is " + key);
    }

    static int nested(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("values are nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    static IllegalArgumentException unsupported(Object value) {
        return new IllegalArgumentException("a " + value.getClass().getName() + " is not a JSON-like value");
    }

    /**
     * Writes text in double quotes, in a form that both JSON and YAML read.
     *
     * @param printableOnly whether characters that do not print are escaped even where JSON does not ask for it
     */
    static void quote(StringBuilder out, String text, boolean printableOnly) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else if (c < 0x20 || Character.isSurrogate(c) || (printableOnly && isInvisible(c))) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Characters that a reader of the text would not see, or that YAML takes for line breaks. */
    static boolean isInvisible(char c) {
        return !Utf8.isPrintable(c) || c == 0x85 || c == 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    }
}
