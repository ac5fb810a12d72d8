package io.opdbus.core.source;

import io.opdbus.api.error.Location;
import java.util.Arrays;

/** The text of a document and where its lines begin. Offsets count UTF-16 units, columns count characters. */
final class SourceText {

    private final String name;
    private final String text;
    private final int[] lineStarts;
    private final boolean hasSurrogates;

    SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.hasSurrogates = text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** Whether some characters take two units. */
    boolean hasSurrogates() {
        return hasSurrogates;
    }

    /** The place of an offset; beyond the end it is the end. */
    Location location(int offset, String pointer) {
        int at = Math.max(0, Math.min(offset, text.length()));
        int line = line(at);
        return new Location(name, line + 1, text.codePointCount(lineStarts[line], at) + 1, pointer);
    }

    /** The index, from 0, of the line that holds an offset. */
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** The offset at which a line begins; the text's end for lines beyond the last. */
    int lineStart(int line) {
        return line < lineStarts.length ? lineStarts[line] : text.length();
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (endsLine) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
