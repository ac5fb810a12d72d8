package io.opdbus.core.engine;

/** Tells the time of events: the wall clock once, then a clock that never goes back. */
@FunctionalInterface
public interface EngineClock {

    /**
     * The time.
     *
     * @return microseconds since 1970-01-01T00:00Z, never less than before
     */
    long micros();

    /**
     * The system's time.
     *
     * @return a clock that takes its start from the wall clock and goes on by {@link System#nanoTime()}
     */
    static EngineClock system() {
        long anchor = System.currentTimeMillis() * 1000 - System.nanoTime() / 1000;
        return () -> anchor + System.nanoTime() / 1000;
    }
}
