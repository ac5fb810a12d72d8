package io.opdbus.agents.review.syntax;

/**
 * A run of tokens.
 *
 * @param from the first token
 * @param to the one after the last
 */
public record Span(int from, int to) {
    /** Whether it holds no token. */
    public boolean isEmpty() {
        return to <= from;
    }

    /** How many tokens it holds. */
    public int size() {
        return Math.max(0, to - from);
    }

    /** Whether a token is inside. */
    public boolean contains(int token) {
        return token >= from && token < to;
    }
}
