package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;
import java.util.Arrays;

/** Which bracket closes which. Brackets without a partner, as in broken or preprocessed code, have none. */
public final class Brackets {
    private static final int NEAR = 6;

    private final int[] partner;

    Brackets(Tokens tokens) {
        partner = new int[tokens.size()];
        Arrays.fill(partner, -1);
        int[] open = new int[32];
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.is(i, TokenKind.PUNCT)) {
                continue;
            }
            if (tokens.isAny(i, "(", "[", "{", "$(")) {
                if (depth == open.length) {
                    open = Arrays.copyOf(open, depth * 2);
                }
                open[depth++] = i;
            } else if (tokens.isAny(i, ")", "]", "}")) {
                depth = close(tokens, open, depth, i);
            }
        }
    }

    /** The bracket that opens the innermost pair around each token; -1 outside of all pairs. */
    int[] openers() {
        int[] openers = new int[partner.length];
        int open = -1;
        for (int i = 0; i < partner.length; i++) {
            if (open >= 0 && partner[open] == i) {
                open = openers[open];
            }
            openers[i] = open;
            if (partner[i] > i) {
                open = i;
            }
        }
        return openers;
    }

    /** The other bracket of a pair, or -1. */
    public int partner(int token) {
        return token >= 0 && token < partner.length ? partner[token] : -1;
    }

    private int close(Tokens tokens, int[] open, int depth, int closer) {
        String opener = tokens.is(closer, ")") ? "(" : tokens.is(closer, "]") ? "[" : "{";
        for (int i = depth - 1; i >= 0 && i >= depth - NEAR; i--) {
            if (tokens.is(open[i], opener) || opener.equals("(") && tokens.is(open[i], "$(")) {
                partner[open[i]] = closer;
                partner[closer] = open[i];
                return i;
            }
        }
        return depth;
    }
}
