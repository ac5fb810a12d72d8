package io.opdbus.core.run;

import io.opdbus.core.plan.PlanUnit;
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
        return micros(gracePeriod);
    }

    long rollbackMicros() {
        return micros(rollbackTimeout);
    }

    /** How long a unit may take, in microseconds; {@link Long#MAX_VALUE} for no limit. */
    long timeoutMicros(PlanUnit unit) {
        return unit.isFinally() && unit.timeoutMicros() == Long.MAX_VALUE
                ? micros(finallyTimeout)
                : unit.timeoutMicros();
    }

    private static long micros(Duration limit) {
        return limit.getSeconds() >= Long.MAX_VALUE / 1_000_000
                ? Long.MAX_VALUE
                : limit.getSeconds() * 1_000_000 + limit.getNano() / 1_000;
    }

    /** The moment so much later, or the end of all time. */
    static long after(long now, long micros) {
        return micros > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + micros;
    }
}
