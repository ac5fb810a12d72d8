package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** Java: strings, text blocks and characters. */
final class JavaScanner extends BraceScanner {
    JavaScanner(SourceFile file) {
        super(file);
    }

    @Override
    boolean literal(char c) {
        if (looking("\"\"\"")) {
            tripleQuoted();
            return true;
        }
        if (c == '"' || c == '\'') {
            quoted(c == '"' ? TokenKind.STRING : TokenKind.CHAR, at);
            return true;
        }
        return false;
    }
}
