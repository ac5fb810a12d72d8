package io.opdbus.core.engine;

import io.opdbus.api.run.TimerKind;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.RunMachine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deadlines of a run's calls: run before unit before attempt (R10), and the rollback's own. All in microseconds. */
final class RunDeadlines {

    static final long NONE = Long.MAX_VALUE;

    /** By how much a callee's clock may be ahead of the run's. */
    private static final long TOLERANCE = 50_000;

    private final Plan plan;
    private final RunMachine machine;
    private final long rollbackMicros;
    private long runDeadline = NONE;

    RunDeadlines(Plan plan, RunMachine machine, Duration rollbackTimeout) {
        this.plan = plan;
        this.machine = machine;
        this.rollbackMicros = micros(rollbackTimeout);
    }

    /** Sets the run's deadline: the definition's timeout or the request's, the earlier wins. */
    long begin(long now, @Nullable Duration requested) {
        long limit = requested == null ? plan.timeoutMicros() : Math.min(plan.timeoutMicros(), micros(requested));
        runDeadline = limit >= NONE - now ? NONE : now + limit;
        return runDeadline;
    }

    /** By when an attempt that starts now must have ended. */
    long ofAttempt(PlanStep step, long now) {
        long attempt = step.timeoutMicros() == NONE ? NONE : now + step.timeoutMicros();
        if (step.undo()) {
            return Math.min(attempt, now + rollbackMicros);
        }
        PlanUnit unit = plan.unit(step.unit());
        long deadline = Math.min(attempt, ofUnit(unit));
        return unit.isFinally() ? deadline : Math.min(deadline, runDeadline);
    }

    private long ofUnit(PlanUnit unit) {
        return unit.timeoutMicros() == NONE ? NONE : machine.unitStartedMicros(unit.index()) + unit.timeoutMicros();
    }

    /** Which deadline of a call has passed, or is just about to; null for none. */
    @Nullable TimerKind passed(PlanStep step, long startedMicros, long now) {
        long almost = now + TOLERANCE;
        PlanUnit unit = plan.unit(step.unit());
        if (!step.undo() && !unit.isFinally() && almost >= runDeadline) {
            return TimerKind.RUN_DEADLINE;
        }
        if (!step.undo() && almost >= ofUnit(unit)) {
            return TimerKind.UNIT_DEADLINE;
        }
        return step.timeoutMicros() != NONE && almost >= startedMicros + step.timeoutMicros()
                ? TimerKind.ATTEMPT_DEADLINE
                : null;
    }

    private static long micros(Duration duration) {
        return duration.compareTo(Duration.ofDays(36_500)) >= 0 ? NONE : duration.toNanos() / 1000;
    }
}
