package io.opdbus.agents.review.token;

import java.util.ArrayDeque;
import java.util.Deque;

/** Finds the end of a string whose text may hold code in <code>${…}</code>, which may hold strings, and so on. */
final class Template {
    private static final String CODE = "";

    private final String text;
    private final boolean scriptQuotes;
    private boolean interpolated;

    /**
     * @param scriptQuotes whether code inside has JavaScript's quotes (back quotes nest, the others do not); else Kotlin's
     */
    Template(String text, boolean scriptQuotes) {
        this.text = text;
        this.scriptQuotes = scriptQuotes;
    }

    /** Whether the string last looked at holds code. */
    boolean interpolated() {
        return interpolated;
    }

    /** The offset of the terminator of the string whose inside begins at {@code from}, or the end of the text. */
    int end(int from, String terminator) {
        interpolated = false;
        Deque<String> open = new ArrayDeque<>();
        Deque<int[]> braces = new ArrayDeque<>();
        open.push(terminator);
        int at = from;
        while (at < text.length()) {
            String inside = open.element();
            char c = text.charAt(at);
            if (inside.equals(CODE)) {
                at = code(at, c, open, braces);
            } else if (c == '\\' && inside.length() == 1) {
                at += 2;
            } else if (text.startsWith(inside, at) || c == '\n' && inside.equals("\"")) {
                open.pop();
                if (open.isEmpty()) {
                    return at;
                }
                at += c == '\n' ? 0 : inside.length();
            } else if (c == '$' && at + 1 < text.length()) {
                at = dollar(at, open, braces);
            } else {
                at++;
            }
        }
        return text.length();
    }

    private int dollar(int at, Deque<String> open, Deque<int[]> braces) {
        char next = text.charAt(at + 1);
        if (next == '{') {
            interpolated = true;
            open.push(CODE);
            braces.push(new int[] {0});
            return at + 2;
        }
        if (!scriptQuotes && Character.isJavaIdentifierStart(next) && next != '$') {
            interpolated = true;
        }
        return at + 1;
    }

    private int code(int at, char c, Deque<String> open, Deque<int[]> braces) {
        if (c == '{') {
            braces.element()[0]++;
        } else if (c == '}' && braces.element()[0]-- == 0) {
            braces.pop();
            open.pop();
        } else if (scriptQuotes && c == '`') {
            open.push("`");
        } else if (!scriptQuotes && text.startsWith("\"\"\"", at)) {
            open.push("\"\"\"");
            return at + 3;
        } else if (!scriptQuotes && c == '"') {
            open.push("\"");
        } else if (c == '\'' || c == '"') {
            return afterQuoted(at, c);
        }
        return at + 1;
    }

    private int afterQuoted(int at, char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }
}
