package io.opdbus.core.run;

import java.time.Duration;

/**
 * Limits that hold for a whole run.
 *
 * @param gracePeriod how long a stopped step may take to end before its outcome is unknown (R10)
 * @param rollbackTimeout how long a rollback may take (R12)
 * @param finallyTimeout how long a {@code finally} phase may take that sets no timeout itself (R16)
 */
public record MachineSettings(Duration gracePeriod, Duration rollbackTimeout, Duration finallyTimeout) {

    /** Five seconds of grace, five minutes of rollback, five minutes for each {@code finally} phase. */
    public static final MachineSettings DEFAULT =
            new MachineSettings(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    long graceMicros() {
        return gracePeriod.toNanos() / 1000;
    }

    long rollbackMicros() {
        return rollbackTimeout.toNanos() / 1000;
    }

    long finallyMicros() {
        return finallyTimeout.toNanos() / 1000;
    }
}
