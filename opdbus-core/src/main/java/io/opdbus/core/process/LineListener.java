package io.opdbus.core.process;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Joins and cuts chunks into lines, each source on its own. */
final class LineListener implements OutputListener {

    private final OutputListener lines;
    private final Map<OutputSource, StringBuilder> open = new EnumMap<>(OutputSource.class);

    LineListener(OutputListener lines) {
        this.lines = lines;
        // Filled at once: the two sources are read by two threads, each of which then has its own.
        for (OutputSource source : OutputSource.values()) {
            open.put(source, new StringBuilder());
        }
    }

    @Override
    public void onText(OutputSource source, String text) throws InterruptedException {
        StringBuilder line = line(source);
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            append(source, line, text, from, end);
            emit(source, line, true);
            from = end + 1;
        }
        append(source, line, text, from, text.length());
    }

    @Override
    public void onEnd(OutputSource source) throws InterruptedException {
        StringBuilder line = line(source);
        if (line.length() > 0) {
            emit(source, line, false);
        }
        lines.onEnd(source);
    }

    private StringBuilder line(OutputSource source) {
        return Objects.requireNonNull(open.get(source));
    }

    private void append(OutputSource source, StringBuilder line, String text, int from, int end)
            throws InterruptedException {
        int at = from;
        while (line.length() + (end - at) > MAX_CHUNK) {
            int cut = at + MAX_CHUNK - line.length();
            if (cut > at && Character.isHighSurrogate(text.charAt(cut - 1))) {
                cut--;
            }
            line.append(text, at, cut);
            emit(source, line, false);
            at = cut;
        }
        line.append(text, at, end);
    }

    private void emit(OutputSource source, StringBuilder line, boolean complete) throws InterruptedException {
        int length = line.length();
        if (complete && length > 0 && line.charAt(length - 1) == '\r') {
            length--;
        }
        String text = line.substring(0, length);
        line.setLength(0);
        lines.onText(source, text);
    }
}
