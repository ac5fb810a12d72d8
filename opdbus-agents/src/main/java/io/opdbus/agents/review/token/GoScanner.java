package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** Go: strings, raw strings and runes. */
final class GoScanner extends BraceScanner {
    GoScanner(SourceFile file) {
        super(file);
    }

    @Override
    boolean literal(char c) {
        if (c == '`') {
            int start = at++;
            raw(start, "`");
            return true;
        }
        if (c == '"' || c == '\'') {
            quoted(c == '"' ? TokenKind.STRING : TokenKind.CHAR, at);
            return true;
        }
        return false;
    }
}
