package io.opdbus.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Standard error: lines that stay, and below them, on a terminal, lines that are drawn anew. Everything that goes to standard
 * error goes through here, so that neither writes into the other.
 */
final class Screen {

    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final Terminal terminal;
    private List<String> drawn = List.of();

    Screen(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    /** A line, or several, that stay. */
    synchronized void print(String text) {
        StringBuilder all = erase();
        all.append(text).append('\n');
        draw(all, drawn);
    }

    /** Replaces the lines that are drawn anew; they must not be wider than the terminal. */
    synchronized void live(List<String> lines) {
        if (!terminal.live()) {
            return;
        }
        draw(erase(), List.copyOf(lines));
    }

    private StringBuilder erase() {
        StringBuilder all = new StringBuilder();
        int rows = 0;
        for (String line : drawn) {
            // A terminal that became narrower has wrapped what was drawn.
            rows += Math.max(1, (TextWidth.of(line) + terminal.columns() - 1) / terminal.columns());
        }
        if (rows > 0) {
            all.append('\r')
                    .append(ESCAPE)
                    .append(rows)
                    .append('A')
                    .append(ESCAPE)
                    .append("0J");
        }
        return all;
    }

    private void draw(StringBuilder before, List<String> lines) {
        for (String line : lines) {
            before.append(line).append('\n');
        }
        drawn = new ArrayList<>(lines);
        out.print(before);
        out.flush();
    }

    /** The text in a colour, where the terminal shows colours and the user wants them. */
    String paint(Colour colour, String text) {
        return terminal.colour() ? ESCAPE + colour.code + "m" + text + ESCAPE + "0m" : text;
    }

    /** Colours of the standard palette, which themes of terminals adapt. */
    enum Colour {
        GREEN(32),
        RED(31),
        YELLOW(33),
        CYAN(36),
        FAINT(2);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }
}
