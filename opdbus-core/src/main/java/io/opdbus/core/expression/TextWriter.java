package io.opdbus.core.expression;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the text of a string with several parts: strings as they are, numbers and booleans, compact JSON. */
final class TextWriter {

    private final StringBuilder text = new StringBuilder();
    private final Evaluation evaluation;

    TextWriter(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    TextWriter literal(String part) {
        check(part.length());
        text.append(part);
        return this;
    }

    /** Adds a value; null has no text. */
    TextWriter value(@Nullable Object value) {
        Object opened = evaluation.open(value);
        if (opened instanceof String string) {
            return literal(string);
        }
        if (opened == null) {
            throw new EvaluationFailure("null has no text; give one with ??, as in ${x ?? 'none'}");
        }
        json(opened);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void json(@Nullable Object value) {
        Object opened = evaluation.open(value);
        if (opened instanceof Map<?, ?> map) {
            map(map);
        } else if (opened instanceof List<?> list) {
            list(list);
        } else if (opened instanceof String string) {
            quoted(string);
        } else if (opened instanceof Number number) {
            literal(Numbers.text(number));
        } else if (opened == null || opened instanceof Boolean) {
            literal(String.valueOf(opened));
        } else {
            throw new EvaluationFailure(Kind.of(opened) + " cannot be written as text");
        }
    }

    private void map(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            quoted(String.valueOf(entry.getKey()));
            text.append(':');
            json(entry.getValue());
            before = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private void list(List<?> list) {
        char before = '[';
        for (Object item : list) {
            text.append(before);
            json(item);
            before = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private void quoted(String string) {
        check(string.length());
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private void check(int more) {
        if (text.length() + (long) more > Limits.TEXT_LENGTH) {
            throw new EvaluationFailure("the text would be longer than " + Limits.TEXT_LENGTH + " characters");
        }
    }
}
