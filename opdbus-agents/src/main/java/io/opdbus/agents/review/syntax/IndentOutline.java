package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/** Finds the blocks of Python by their indentation. */
final class IndentOutline {
    private final Tokens tokens;
    private final Brackets brackets;
    private final List<int[]> lines = new ArrayList<>();

    private IndentOutline(Tokens tokens, Brackets brackets) {
        this.tokens = tokens;
        this.brackets = brackets;
        int first = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, TokenKind.NEWLINE)) {
                if (i > first) {
                    lines.add(new int[] {first, i, tokens.column(first)});
                }
                first = i + 1;
            }
        }
    }

    static Outline read(Tokens tokens, Brackets brackets) {
        return new IndentOutline(tokens, brackets).read();
    }

    private Outline read() {
        Outline.Builder outline = new Outline.Builder(tokens.size());
        int[] ends = blockEnds();
        int line = 0;
        for (int i = 0; i < tokens.size(); i++) {
            outline.reach(i);
            if (line < lines.size() && lines.get(line)[1] == i) {
                line++;
            } else if (line < lines.size() && tokens.is(i, ":") && i == colon(line)) {
                open(outline, line, i, ends[line]);
            }
        }
        return outline.build();
    }

    private void open(Outline.Builder outline, int line, int colon, int end) {
        int first = lines.get(line)[0];
        boolean async = tokens.is(first, "async");
        int keyword = async ? first + 1 : first;
        int to = colon + 1 == lines.get(line)[1] ? end : lines.get(line)[1];
        Span body = new Span(colon + 1, to);
        switch (tokens.text(keyword)) {
            case "def" -> outline.open(BlockKind.FUNCTION, tokens.text(keyword + 1), first, body, async);
            case "class" -> outline.open(BlockKind.TYPE, tokens.text(keyword + 1), first, body, false);
            case "for", "while" -> outline.open(BlockKind.LOOP, "", first, body, false);
            default -> outline.open(BlockKind.BRANCH, "", first, body, false);
        }
    }

    /** The colon that ends the header on a line; -1 where the line is not a header. */
    private int colon(int line) {
        int first = lines.get(line)[0];
        if (!tokens.isAny(
                first, "def", "class", "for", "while", "if", "elif", "else", "try", "except", "finally", "with",
                "match", "case", "async")) {
            return -1;
        }
        for (int i = first + 1; i < lines.get(line)[1]; i++) {
            int close = brackets.partner(i);
            if (close > i) {
                i = close;
            } else if (tokens.is(i, "lambda")) {
                i = afterLambda(i, lines.get(line)[1]);
            } else if (tokens.is(i, ":")) {
                return i;
            }
        }
        return -1;
    }

    private int afterLambda(int from, int end) {
        int at = from;
        while (at < end && !tokens.is(at, ":")) {
            at++;
        }
        return at;
    }

    /** For each line, the token after the last line that is indented more than it. */
    private int[] blockEnds() {
        int[] ends = new int[lines.size()];
        int[] open = new int[lines.size()];
        int depth = 0;
        for (int line = 0; line < lines.size(); line++) {
            while (depth > 0 && lines.get(open[depth - 1])[2] >= lines.get(line)[2]) {
                ends[open[--depth]] = lines.get(line)[0];
            }
            open[depth++] = line;
        }
        while (depth > 0) {
            ends[open[--depth]] = tokens.size();
        }
        return ends;
    }
}
