package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** Kotlin: strings with interpolation, raw strings, back-quoted names, nested comments. */
final class KotlinScanner extends BraceScanner {
    private final Template template;

    KotlinScanner(SourceFile file) {
        super(file);
        this.template = new Template(text, false);
    }

    @Override
    boolean nestedComments() {
        return true;
    }

    @Override
    boolean literal(char c) {
        if (c == '"') {
            string(looking("\"\"\"") ? "\"\"\"" : "\"");
            return true;
        }
        if (c == '\'') {
            quoted(TokenKind.CHAR, at);
            return true;
        }
        if (c == '`') {
            int start = at;
            int close = text.indexOf('`', at + 1);
            int line = endOfLine(at);
            at = close < 0 || close > line ? at + 1 : close + 1;
            token(TokenKind.WORD, start);
            return true;
        }
        return false;
    }

    private void string(String quote) {
        int start = at;
        int inner = at + quote.length();
        int innerEnd = template.end(inner, quote);
        at = Math.min(text.length(), innerEnd + (text.startsWith(quote, innerEnd) ? quote.length() : 0));
        code.add(TokenKind.STRING, start, at, inner, innerEnd, template.interpolated());
    }
}
