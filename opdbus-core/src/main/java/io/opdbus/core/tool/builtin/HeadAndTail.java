package io.opdbus.core.tool.builtin;

/**
 * Keeps the beginning and the end of a text that may be too long: what went wrong usually stands at one of the two. Safe
 * for use by several threads.
 */
final class HeadAndTail {

    private final int half;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long dropped;

    /**
     * A text of limited length.
     *
     * @param limit how many UTF-16 units to keep, at least 2
     */
    HeadAndTail(int limit) {
        half = limit / 2;
    }

    synchronized void append(String text) {
        int room = Math.min(half - head.length(), text.length());
        if (room > 0 && room < text.length() && Character.isHighSurrogate(text.charAt(room - 1))) {
            room--;
        }
        if (tail.length() > 0 || dropped > 0) {
            room = 0;
        }
        head.append(text, 0, room);
        tail.append(text, room, text.length());
        // Cut seldom, so that each character is moved a bounded number of times.
        if (tail.length() > 2 * half + text.length()) {
            cut();
        }
    }

    private void cut() {
        int excess = tail.length() - half;
        if (excess <= 0) {
            return;
        }
        if (Character.isLowSurrogate(tail.charAt(excess))) {
            excess++;
        }
        tail.delete(0, excess);
        dropped += excess;
    }

    synchronized boolean truncated() {
        cut();
        return dropped > 0;
    }

    /** The text, with a word in the middle about what is missing. */
    synchronized String text() {
        cut();
        return dropped == 0
                ? head.toString() + tail
                : head + "\n[... " + dropped + " characters left out ...]\n" + tail;
    }

    /** The last characters of the text, for an error message. */
    synchronized String end(int length) {
        String text = text().strip();
        int from = Math.max(0, text.length() - length);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }
}
