package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;

/** Finds the loops of shell scripts. */
final class ShellOutline {
    private ShellOutline() {}

    static Outline read(Tokens tokens) {
        Outline.Builder outline = new Outline.Builder(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            outline.reach(i);
            if (command(tokens, i, "do")) {
                outline.open(BlockKind.LOOP, "", i, new Span(i + 1, done(tokens, i + 1)), false);
            }
        }
        return outline.build();
    }

    private static int done(Tokens tokens, int from) {
        int depth = 1;
        for (int i = from; i < tokens.size(); i++) {
            depth += command(tokens, i, "do") ? 1 : command(tokens, i, "done") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    private static boolean command(Tokens tokens, int at, String word) {
        return tokens.is(at, word)
                && (at == 0
                        || tokens.is(at - 1, TokenKind.NEWLINE)
                        || tokens.isAny(at - 1, ";", "&&", "||", "(", "{", "do", "then", "else"));
    }
}
