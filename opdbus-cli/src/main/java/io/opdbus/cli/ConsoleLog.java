package io.opdbus.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Shows what is logged on standard error: warnings, and the rest where the user asks for it. */
final class ConsoleLog extends Handler {

    private final Screen screen;
    private final boolean traces;
    private final SimpleFormatter messages = new SimpleFormatter();

    private ConsoleLog(Screen screen, boolean traces) {
        this.screen = screen;
        this.traces = traces;
    }

    static void install(Screen screen, boolean verbose, boolean traces) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        ConsoleLog handler = new ConsoleLog(screen, traces);
        root.addHandler(handler);
        Logger own = Logger.getLogger("io.opdbus");
        own.setLevel(verbose ? Level.FINE : Level.WARNING);
        handler.keep = own;
    }

    /** Loggers that nobody holds are forgotten with their level. */
    @SuppressWarnings("unused")
    private Logger keep = Logger.getLogger("");

    @Override
    public void publish(LogRecord record) {
        String level = record.getLevel().intValue() >= Level.SEVERE.intValue()
                ? "error"
                : record.getLevel().intValue() >= Level.WARNING.intValue()
                        ? "warning"
                        : record.getLevel().intValue() >= Level.INFO.intValue() ? "info" : "debug";
        StringBuilder line =
                new StringBuilder("opdbus: ").append(level).append(": ").append(messages.formatMessage(record));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            line.append(": ").append(thrown);
            if (traces) {
                line.append('\n').append(Traces.of(thrown));
            }
        }
        screen.print(line.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
