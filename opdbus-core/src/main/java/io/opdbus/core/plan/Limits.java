package io.opdbus.core.plan;

import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Durations;
import java.time.Duration;
import java.util.Optional;

/** Timeouts and retries: as numbers of a plan, and those that make no sense together. */
final class Limits {

    static final long NONE = Long.MAX_VALUE;

    private Limits() {}

    /** Microseconds, at least one, or {@link #NONE} where there is no limit. */
    static long micros(Optional<Duration> limit) {
        return limit.map(Limits::micros).orElse(NONE);
    }

    static long micros(Duration limit) {
        if (limit.getSeconds() > NONE / 1_000_000 - 1) {
            return NONE;
        }
        return Math.max(1, limit.getSeconds() * 1_000_000 + limit.getNano() / 1_000);
    }

    static void check(Workstack workstack, Outline outline, Report report) {
        positive(workstack.timeout(), "/timeout", report);
        for (UnitDraft unit : outline.units()) {
            String pointer = unit.pointer() + "/timeout";
            positive(unit.phase.timeout(), pointer, report);
            if (!unit.isFinally) {
                longer(unit.phase.timeout(), workstack.timeout(), "phase", "the workstack's", pointer, report);
            }
        }
        outline.forward().forEach(step -> check(step, report));
        outline.undoing().forEach(step -> check(step, report));
    }

    private static void check(StepDraft draft, Report report) {
        Step step = draft.step;
        if (step.timeout().isPresent()) {
            String pointer = draft.pointer() + "/timeout";
            positive(step.timeout(), pointer, report);
            if (!draft.undo) {
                longer(step.timeout(), draft.unit.phase.timeout(), "attempt", "the phase's", pointer, report);
            }
        }
        if (step.retry().isPresent() && step.retry().get().maxAttempts() > 1 && !draft.undo) {
            Optional<Duration> pause = Optional.of(step.retry().get().delay());
            longer(
                    pause,
                    draft.unit.phase.timeout(),
                    "pause before the second attempt",
                    "the phase's",
                    draft.pointer() + "/retry",
                    report);
        }
    }

    private static void positive(Optional<Duration> limit, String pointer, Report report) {
        if (limit.isPresent() && (limit.get().isZero() || limit.get().isNegative())) {
            report.error(pointer, "a timeout must be longer than zero");
        }
    }

    private static void longer(
            Optional<Duration> inner,
            Optional<Duration> outer,
            String what,
            String whose,
            String pointer,
            Report report) {
        if (inner.isPresent() && outer.isPresent() && inner.get().compareTo(outer.get()) > 0) {
            report.warning(
                    pointer,
                    "the " + what + " may take " + Durations.format(inner.get()) + ", but " + whose + " timeout of "
                            + Durations.format(outer.get()) + " ends it before");
        }
    }
}
