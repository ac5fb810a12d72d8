package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** What the scanners of all languages share: a position in the text and the tokens found so far. */
abstract class Scanner {
    private static final String[] OPERATORS = {
        ">>>=", "===", "!==", "**=", "<<=", ">>=", "...", "..=", "&&=", "||=", "??=", "->", "=>", "::", "?.", "?:",
        "??", "!!", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "==", "!=", "<=", ">=", "&&", "||", ":=", "<-",
        "++", "--", ".."
    };

    final String text;
    final Tokens code;
    final Tokens comments;
    int at;

    Scanner(SourceFile file) {
        this.text = file.text();
        this.code = new Tokens(text, file.lines());
        this.comments = new Tokens(text, file.lines());
    }

    /** Consumes at least one character. */
    abstract void step();

    /** Called once at the end of the text. */
    void finish() {}

    final char peek(int ahead) {
        int index = at + ahead;
        return index < text.length() ? text.charAt(index) : '\0';
    }

    final boolean looking(String expected) {
        return text.startsWith(expected, at);
    }

    final void token(TokenKind kind, int start) {
        code.add(kind, start, at);
    }

    final void lineComment() {
        int start = at;
        at = endOfLine(at);
        comments.add(TokenKind.COMMENT, start, at);
    }

    final void blockComment(boolean nested) {
        int start = at;
        int depth = 1;
        at += 2;
        while (at < text.length() && depth > 0) {
            if (looking("*/")) {
                depth--;
                at += 2;
            } else if (nested && looking("/*")) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        comments.add(TokenKind.COMMENT, start, at);
    }

    /** A literal in single-character quotes on one line, with backslash escapes; {@code at} is on its opening quote. */
    final void quoted(TokenKind kind, int start) {
        char quote = text.charAt(at);
        int inner = ++at;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' && peek(1) != '\0' ? 2 : 1;
        }
        at = Math.min(at, text.length());
        int innerEnd = at;
        if (peek(0) == quote) {
            at++;
        }
        code.add(kind, start, at, inner, innerEnd, false);
    }

    /** A literal that runs to a terminator, over lines and without escapes; {@code at} is on its first inner character. */
    final void raw(int start, String terminator) {
        int inner = at;
        int found = text.indexOf(terminator, at);
        int innerEnd = found < 0 ? text.length() : found;
        at = found < 0 ? text.length() : found + terminator.length();
        code.add(TokenKind.STRING, start, at, inner, innerEnd, false);
    }

    final void word() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        token(TokenKind.WORD, start);
    }

    final void number() {
        int start = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponentSign = (c == '+' || c == '-')
                    && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
                    && !text.startsWith("0x", start);
            boolean fraction = c == '.' && Character.isDigit(peek(1));
            if (Character.isLetterOrDigit(c) || c == '_' || fraction || exponentSign) {
                at++;
            } else {
                break;
            }
        }
        token(TokenKind.NUMBER, start);
    }

    final void operator() {
        int start = at;
        for (String operator : OPERATORS) {
            if (looking(operator)) {
                at += operator.length();
                token(TokenKind.PUNCT, start);
                return;
            }
        }
        at++;
        token(TokenKind.PUNCT, start);
    }

    final int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
