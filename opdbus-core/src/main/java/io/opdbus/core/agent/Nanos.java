package io.opdbus.core.agent;

import java.time.Duration;

/** Durations as the timers count them. */
final class Nanos {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Nanos() {}

    static long of(Duration duration) {
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** The pause before the nth repetition, counted from 1. */
    static long doubled(Duration first, int nth, Duration most) {
        long longest = of(most);
        long pause = of(first);
        for (int i = 1; i < nth && pause < longest; i++) {
            pause *= 2;
        }
        return Math.min(pause, longest);
    }
}
