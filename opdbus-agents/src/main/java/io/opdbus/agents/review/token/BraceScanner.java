package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** A language with {@code //} and {@code /*} comments; its literals are left to a subclass. */
abstract class BraceScanner extends Scanner {
    BraceScanner(SourceFile file) {
        super(file);
    }

    /** Consumes a literal, or anything else peculiar to the language, if one begins here. */
    abstract boolean literal(char c);

    boolean nestedComments() {
        return false;
    }

    @Override
    final void step() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '/' && peek(1) == '/') {
            lineComment();
        } else if (c == '/' && peek(1) == '*') {
            blockComment(nestedComments());
        } else if (literal(c)) {
            return;
        } else if (Character.isDigit(c)) {
            number();
        } else if (Character.isJavaIdentifierStart(c)) {
            word();
        } else {
            operator();
        }
    }

    /** A literal in three double quotes with backslash escapes; {@code at} is on its first quote. */
    final void tripleQuoted() {
        int start = at;
        int inner = at + 3;
        at = inner;
        while (at < text.length() && !looking("\"\"\"")) {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1;
        }
        int innerEnd = at;
        at = Math.min(text.length(), at + 3);
        code.add(TokenKind.STRING, start, at, inner, innerEnd, false);
    }
}
