package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.token.Tokens;

/** Finds the blocks of languages with braces, loop bodies without braces included. */
final class BraceOutline {
    private final Tokens tokens;
    private final Brackets brackets;
    private final Outline.Builder outline;
    private final boolean keywords;
    private final KeywordHeaders keywordHeaders;
    private final ParenHeaders parenHeaders;

    private BraceOutline(Tokens tokens, Brackets brackets, Language language) {
        this.tokens = tokens;
        this.brackets = brackets;
        this.outline = new Outline.Builder(tokens.size());
        this.keywords = language == Language.RUST || language == Language.GO;
        this.keywordHeaders = new KeywordHeaders(tokens, brackets, language);
        this.parenHeaders = new ParenHeaders(tokens, brackets, language);
    }

    static Outline read(Tokens tokens, Brackets brackets, Language language) {
        BraceOutline reader = new BraceOutline(tokens, brackets, language);
        for (int i = 0; i < tokens.size(); i++) {
            reader.outline.reach(i);
            reader.token(i);
        }
        return reader.outline.build();
    }

    private void token(int at) {
        int close = brackets.partner(at);
        if (tokens.is(at, "{") && close > at) {
            brace(at, close);
        } else if (tokens.is(at, "(")
                && close > at
                && tokens.is(at - 1, "forEach")
                && tokens.isAny(at - 2, ".", "?.")) {
            outline.open(BlockKind.LOOP, "", at - 1, new Span(at + 1, close), false);
        } else if (!keywords && tokens.isAny(at, "for", "while") && !tokens.is(at - 1, ".")) {
            unbraced(at);
        }
    }

    private void brace(int at, int close) {
        if (keywords && tokens.is(close + 1, "{") && !tokens.is(at - 1, ")") && literalBefore(close + 1)) {
            outline.open(BlockKind.OTHER, "", at, new Span(at + 1, close), false);
            return;
        }
        boolean inFunction = outline.insideCallable();
        BlockHeader header = keywords ? keywordHeaders.read(at) : parenHeaders.read(at, inFunction);
        boolean loopArgument = header.kind() == BlockKind.LAMBDA
                && outline.topKind() == BlockKind.LOOP
                && tokens.is(outlineStart(), "(")
                && tokens.is(outlineStart() - 1, "forEach");
        BlockKind kind = loopArgument ? BlockKind.OTHER : header.kind();
        outline.open(kind, header.name(), header.first(), new Span(at + 1, close), header.async() && !loopArgument);
    }

    /** The token before the body of the innermost open block. */
    private int outlineStart() {
        return outline.topBodyStart() - 1;
    }

    /** Whether a Go composite literal ends just before this brace, in the header of a loop or condition. */
    private boolean literalBefore(int brace) {
        return tokens.line(brace) == tokens.line(brace - 1);
    }

    private void unbraced(int keyword) {
        int open = tokens.is(keyword + 1, "await") ? keyword + 2 : keyword + 1;
        int close = tokens.is(open, "(") ? brackets.partner(open) : -1;
        if (close < 0 || tokens.isAny(close + 1, "{", ";") || close + 1 >= tokens.size()) {
            return;
        }
        if (tokens.is(keyword, "while") && tokens.is(keyword - 1, "}") && endsDoBody(keyword - 1)) {
            return;
        }
        outline.open(BlockKind.LOOP, "", keyword, new Span(close + 1, endOfStatement(close + 1)), false);
    }

    private boolean endsDoBody(int closer) {
        int open = brackets.partner(closer);
        return open > 0 && tokens.is(open - 1, "do");
    }

    private int endOfStatement(int from) {
        int at = from;
        while (at < tokens.size() && !tokens.isAny(at, ";", "}")) {
            int close = brackets.partner(at);
            if (tokens.is(at, "{") && close > at) {
                if (!tokens.isAny(close + 1, "else", "catch", "finally")) {
                    return close + 1;
                }
                at = close;
            } else if (close > at) {
                at = close;
            }
            at++;
        }
        return Math.min(tokens.size(), at + 1);
    }
}
