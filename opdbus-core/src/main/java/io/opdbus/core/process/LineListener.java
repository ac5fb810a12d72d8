package io.opdbus.core.process;

/** Joins and cuts chunks into lines, each source on its own. */
final class LineListener implements OutputListener {

    private final OutputListener lines;
    private final StringBuilder[] open = {new StringBuilder(), new StringBuilder()};

    LineListener(OutputListener lines) {
        this.lines = lines;
    }

    @Override
    public void onText(OutputSource source, String text) throws InterruptedException {
        StringBuilder line = open[source.ordinal()];
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
        StringBuilder line = open[source.ordinal()];
        if (line.length() > 0) {
            emit(source, line, false);
        }
        lines.onEnd(source);
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
