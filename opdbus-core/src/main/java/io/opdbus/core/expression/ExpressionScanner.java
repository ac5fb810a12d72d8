package io.opdbus.core.expression;

/**
 * Finds the brace that ends an expression, and refuses what no expression may hold, so that the parser behind it sees
 * only letters, operators, balanced brackets and quoted texts.
 */
final class ExpressionScanner {

    private static final String PUNCTUATION = ".,:?!=<>&|^~+-*/%";

    private final String text;
    private final int start;
    private final char[] open = new char[Limits.BRACKETS];
    private final int[] openedAt = new int[Limits.BRACKETS];
    private int depth;
    private int at;

    private ExpressionScanner(String text, int start) {
        this.text = text;
        this.start = start;
        this.at = start;
    }

    /**
     * Finds the end.
     *
     * @param text the string that holds the expression
     * @param start where the expression begins, after its brace
     * @return where its closing brace is
     * @throws SyntaxFailure if there is none, or something before it is not allowed
     */
    static int end(String text, int start) {
        return new ExpressionScanner(text, start).end();
    }

    private int end() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\'', '"' -> skipQuoted(c);
                case '(', '[', '{' -> push(c);
                case ')', ']' -> pop(c);
                case '}' -> {
                    if (depth == 0) {
                        return at;
                    }
                    pop(c);
                }
                default -> check(c);
            }
            at++;
        }
        if (depth > 0) {
            throw neverClosed(depth - 1);
        }
        throw new SyntaxFailure(start - 2, "this '${' has no closing '}'; a literal '${' is written '$${'");
    }

    private void push(char bracket) {
        if (depth == open.length) {
            throw new SyntaxFailure(at, "more than " + Limits.BRACKETS + " brackets inside each other");
        }
        if (bracket == '{' && (previous() == ')' || isWord(previous()))) {
            throw new SyntaxFailure(
                    at, "loops, functions and statements are not allowed in ${…}; a choice is written test ? a : b");
        }
        if (bracket == '{' && "'\"}:".indexOf(next()) < 0) {
            throw new SyntaxFailure(at, "a map is written {'key': value}, its keys in quotes");
        }
        open[depth] = bracket;
        openedAt[depth++] = at;
    }

    private void pop(char bracket) {
        char opening = bracket == ')' ? '(' : bracket == ']' ? '[' : '{';
        if (depth == 0) {
            throw new SyntaxFailure(at, "'" + bracket + "' without '" + opening + "'");
        }
        if (open[depth - 1] != opening) {
            throw neverClosed(depth - 1);
        }
        depth--;
    }

    private SyntaxFailure neverClosed(int bracket) {
        return new SyntaxFailure(openedAt[bracket], "this '" + open[bracket] + "' is never closed");
    }

    private static boolean isWord(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Leaves the position at the closing quote. */
    private void skipQuoted(char quote) {
        int opening = at;
        if (previous() == '.') {
            throw new SyntaxFailure(at, "a key in quotes is written in brackets: ['key']");
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return;
            }
            if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
                throw new SyntaxFailure(at, "a quoted text may not hold a line break; write \\n");
            }
            if (c == '\\') {
                at++;
            }
        }
        throw new SyntaxFailure(opening, "this " + quote + " has no closing " + quote);
    }

    private void check(char c) {
        if (isWord(c) || PUNCTUATION.indexOf(c) >= 0 && !startsComment(c) || isSpace(c)) {
            return;
        }
        if (c == '$' && at > start && (text.charAt(at - 1) == '=' || text.charAt(at - 1) == '!')) {
            return; // ends with
        }
        throw new SyntaxFailure(at, refusal(c));
    }

    private boolean startsComment(char c) {
        return c == '/' && at + 1 < text.length() && (text.charAt(at + 1) == '/' || text.charAt(at + 1) == '*');
    }

    private String refusal(char c) {
        return switch (c) {
            case '/' -> "comments are not allowed in ${…}";
            case '$' -> text.startsWith("${", at) ? "${…} inside ${…}; a name needs no ${ here" : "unexpected '$'";
            case '`' -> "texts in backquotes are not allowed in ${…}; write '…'";
            case '@' -> "annotations are not allowed in ${…}";
            case '#' -> "comments, pragmas and registers are not allowed in ${…}";
            case ';' -> "${…} holds one expression, without ';'";
            default -> "unexpected character '" + Character.toString(text.codePointAt(at)) + "'";
        };
    }

    private char next() {
        int i = at + 1;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i < text.length() ? text.charAt(i) : '}';
    }

    private char previous() {
        int i = at - 1;
        while (i >= start && isSpace(text.charAt(i))) {
            i--;
        }
        return i < start ? ' ' : text.charAt(i);
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
