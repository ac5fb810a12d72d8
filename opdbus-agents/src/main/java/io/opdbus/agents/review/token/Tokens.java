package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.LineIndex;
import java.util.Arrays;

/**
 * The tokens of one file, in order, held in arrays rather than objects. Questions about an index outside the list are
 * answered as for a token that matches nothing, so that rules can look ahead and behind freely.
 */
public final class Tokens {
    private static final TokenKind[] KINDS = TokenKind.values();
    private static final byte INTERPOLATED = 0x40;

    private final String source;
    private final LineIndex lines;
    private byte[] kinds = new byte[128];
    private int[] starts = new int[128];
    private int[] ends = new int[128];
    private int[] innerStarts = new int[128];
    private int[] innerEnds = new int[128];
    private int size;

    Tokens(String source, LineIndex lines) {
        this.source = source;
        this.lines = lines;
    }

    void add(TokenKind kind, int start, int end) {
        add(kind, start, end, start, end, false);
    }

    @SuppressWarnings("EnumOrdinal") // a byte a token; the array lives no longer than the process
    void add(TokenKind kind, int start, int end, int innerStart, int innerEnd, boolean interpolated) {
        if (size == kinds.length) {
            grow(size * 2);
        }
        kinds[size] = (byte) (kind.ordinal() | (interpolated ? INTERPOLATED : 0));
        starts[size] = start;
        ends[size] = end;
        innerStarts[size] = innerStart;
        innerEnds[size] = Math.max(innerStart, innerEnd);
        size++;
    }

    /** How many tokens there are. */
    public int size() {
        return size;
    }

    /** The token's characters; empty outside the list. */
    public String text(int index) {
        return has(index) ? source.substring(starts[index], ends[index]) : "";
    }

    /** A literal's characters between its quotes, escapes as written; for other tokens, their characters. */
    public String content(int index) {
        return has(index) ? source.substring(innerStarts[index], innerEnds[index]) : "";
    }

    /** Whether the token reads exactly so and is neither a literal nor a comment. */
    public boolean is(int index, String text) {
        if (!has(index) || ends[index] - starts[index] != text.length()) {
            return false;
        }
        TokenKind kind = kind(index);
        return (kind == TokenKind.WORD || kind == TokenKind.PUNCT) && source.startsWith(text, starts[index]);
    }

    /** Whether the token is one of these words or operators. */
    public boolean isAny(int index, String... texts) {
        for (String text : texts) {
            if (is(index, text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the token is of this kind. */
    public boolean is(int index, TokenKind kind) {
        return has(index) && kind(index) == kind;
    }

    /** Whether the token is an identifier or keyword. */
    public boolean isWord(int index) {
        return is(index, TokenKind.WORD);
    }

    /** Whether the token is a string literal. */
    public boolean isString(int index) {
        return is(index, TokenKind.STRING);
    }

    /** Whether the token is a string literal with expressions inside. */
    public boolean isInterpolated(int index) {
        return has(index) && (kinds[index] & INTERPOLATED) != 0;
    }

    /** The kind of a token in the list. */
    public TokenKind kind(int index) {
        return KINDS[kinds[index] & 0x0f];
    }

    /** The offset of the token's first character; for an index past the end, the end of the text. */
    public int start(int index) {
        return has(index) ? starts[index] : source.length();
    }

    /** The offset after the token's last character. */
    public int end(int index) {
        return has(index) ? ends[index] : source.length();
    }

    /** The line on which the token begins; 0 outside the list. */
    public int line(int index) {
        return has(index) ? lines.lineOf(starts[index]) : 0;
    }

    /** The line on which the token ends; 0 outside the list. */
    public int lastLine(int index) {
        return has(index) ? lines.lineOf(Math.max(starts[index], ends[index] - 1)) : 0;
    }

    /** How many characters precede the token on its line. */
    public int column(int index) {
        return has(index) ? starts[index] - lines.start(line(index)) : 0;
    }

    /** Whether nothing stands between this token and the one before it. */
    public boolean touchesPrevious(int index) {
        return has(index) && has(index - 1) && starts[index] == ends[index - 1];
    }

    /** The first token at or after this offset. */
    public int firstFrom(int offset) {
        int found = Arrays.binarySearch(starts, 0, size, offset);
        return found >= 0 ? found : -found - 1;
    }

    void dropLast() {
        size--;
    }

    Tokens trim() {
        grow(size);
        return this;
    }

    private boolean has(int index) {
        return index >= 0 && index < size;
    }

    private void grow(int length) {
        kinds = Arrays.copyOf(kinds, length);
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
        innerStarts = Arrays.copyOf(innerStarts, length);
        innerEnds = Arrays.copyOf(innerEnds, length);
    }
}
