package io.opdbus.core.transport;

import java.time.Duration;

/** Durations as the timers count them. */
final class Timeouts {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Timeouts() {}

    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
