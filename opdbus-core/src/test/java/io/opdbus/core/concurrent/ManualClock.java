package io.opdbus.core.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock alone; timers on it are served by {@link ManualTimers#advance}. */
    synchronized void move(Duration by) {
        now = now.plus(by);
    }
}
