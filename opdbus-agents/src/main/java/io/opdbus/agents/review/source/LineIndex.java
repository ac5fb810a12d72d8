package io.opdbus.agents.review.source;

import java.util.Arrays;

/** The lines of a text: which line an offset is on, and a line's characters. Lines count from 1. */
public final class LineIndex {
    private final String text;
    private final int[] starts;

    private LineIndex(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    /** Indexes a text whose lines end in {@code \n} or {@code \r\n}. */
    public static LineIndex of(String text) {
        int[] starts = new int[64];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
        }
        if (count > 1 && starts[count - 1] == text.length()) {
            count--;
        }
        return new LineIndex(text, Arrays.copyOf(starts, count));
    }

    /** How many lines there are; a text without a line break has one. */
    public int count() {
        return starts.length;
    }

    /** The line that holds the character at this offset. */
    public int lineOf(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The offset of a line's first character. */
    public int start(int line) {
        return starts[line - 1];
    }

    /** The offset after a line's last character, without its line break. */
    public int end(int line) {
        int end = line < starts.length ? starts[line] - 1 : text.length();
        while (end > starts[line - 1] && (text.charAt(end - 1) == '\r' || text.charAt(end - 1) == '\n')) {
            end--;
        }
        return end;
    }

    /** A line's characters, without its line break; empty for a line that does not exist. */
    public String line(int line) {
        return line < 1 || line > starts.length ? "" : text.substring(start(line), end(line));
    }
}
