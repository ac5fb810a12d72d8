package io.opdbus.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is known of the terminal that standard error is shown on, if it is shown on one. */
final class Terminal {

    /** A file, a pipe, or a terminal that cannot move its cursor. */
    static final Terminal NONE = new Terminal(false, false, 80, 24);

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final boolean live;
    private final boolean colour;
    private volatile int columns;
    private volatile int rows;

    Terminal(boolean live, boolean colour, int columns, int rows) {
        this.live = live;
        this.colour = colour;
        this.columns = columns;
        this.rows = rows;
    }

    static Terminal detect(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        if (kind.isEmpty() || kind.equals("dumb") || !isStandardErrorShown(environment)) {
            return NONE;
        }
        String noColour = environment.get("NO_COLOR");
        Terminal terminal = new Terminal(
                true,
                noColour == null || noColour.isEmpty(),
                number(environment.get("COLUMNS"), 80),
                number(environment.get("LINES"), 24));
        terminal.measure();
        return terminal;
    }

    /** The launcher tests it; without the launcher, Linux tells what the descriptor is. */
    private static boolean isStandardErrorShown(Map<String, String> environment) {
        String told = environment.get("OPDBUS_STDERR_TTY");
        if (told != null) {
            return told.equals("1");
        }
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Math.max(1, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Asks how large the terminal is; keeps what was known where nothing answers. */
    void measure() {
        if (!live) {
            return;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            int blank = answer.indexOf(' ');
            if (blank > 0) {
                int high = number(answer.substring(0, blank), 0);
                int wide = number(answer.substring(blank + 1), 0);
                // A terminal that knows no size says 0 0.
                rows = high > 1 ? high : rows;
                columns = wide > 1 ? wide : columns;
            }
        } catch (IOException e) {
            // No stty, or no controlling terminal: the usual size will do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether lines on it can be drawn anew. */
    boolean live() {
        return live;
    }

    boolean colour() {
        return colour;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }
}
