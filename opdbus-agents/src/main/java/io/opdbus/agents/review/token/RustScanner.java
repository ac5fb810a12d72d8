package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** Rust: strings over several lines, raw and byte strings, characters told from lifetimes, nested comments. */
final class RustScanner extends BraceScanner {
    RustScanner(SourceFile file) {
        super(file);
    }

    @Override
    boolean nestedComments() {
        return true;
    }

    @Override
    boolean literal(char c) {
        int start = at;
        if (c == '\'') {
            characterOrLifetime();
            return true;
        }
        int prefix = prefixLength();
        if (prefix < 0) {
            return false;
        }
        boolean raw = text.substring(at, at + prefix).indexOf('r') >= 0;
        at += prefix;
        if (raw) {
            rawString(start);
        } else if (text.charAt(at) == '\'') {
            quoted(TokenKind.CHAR, start);
        } else {
            string(start);
        }
        return true;
    }

    /** The length of a literal's prefix ({@code b}, {@code r}, {@code br}, {@code c}) here, or -1 where no literal begins. */
    private int prefixLength() {
        int length = 0;
        while (length < 2 && "bcr".indexOf(peek(length)) >= 0 && peek(length) != '\0') {
            length++;
        }
        char next = peek(length);
        boolean raw = length > 0 && peek(length - 1) == 'r';
        if (next == '"' || next == '\'' && length == 1 && peek(0) == 'b') {
            return length;
        }
        return raw && next == '#' && (peek(length + 1) == '"' || peek(length + 1) == '#') ? length : -1;
    }

    private void characterOrLifetime() {
        int start = at;
        int width = Character.isHighSurrogate(peek(1)) ? 2 : 1;
        if (peek(1) == '\\' || peek(1 + width) == '\'') {
            quoted(TokenKind.CHAR, start);
            return;
        }
        at++;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        token(TokenKind.PUNCT, start);
    }

    private void rawString(int start) {
        int hashes = 0;
        while (peek(hashes) == '#') {
            hashes++;
        }
        at += hashes;
        if (peek(0) != '"') {
            token(TokenKind.PUNCT, start);
            return;
        }
        at++;
        raw(start, "\"" + "#".repeat(hashes));
    }

    private void string(int start) {
        int inner = ++at;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at, text.length());
        int innerEnd = at;
        at = Math.min(text.length(), at + 1);
        code.add(TokenKind.STRING, start, at, inner, innerEnd, false);
    }
}
