package io.opdbus.core.engine;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackOutcome;
import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.run.RollbackEntry;
import io.opdbus.core.run.RunMachine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why each unit ended as it did (R15), in words that name the cause. Built only when somebody asks. */
final class Explanation {

    private final Plan plan;
    private final RunMachine machine;
    private final Masker masker;

    Explanation(Plan plan, RunMachine machine, Masker masker) {
        this.plan = plan;
        this.machine = machine;
        this.masker = masker;
    }

    /** Why the unit ended so; empty where it succeeded or has not ended. */
    String reason(int unit) {
        int cause = machine.unitCause(unit);
        ErrorInfo error = machine.unitError(unit);
        return switch (machine.unitStatus(unit)) {
            case SKIPPED -> "its condition was false";
            case BLOCKED -> "it depends on '" + plan.unit(cause).id() + "', which is " + machine.unitStatus(cause);
            case STOPPED ->
                (machine.unitStartedMicros(unit) == 0
                                ? "it had not started when the run was stopped"
                                : "it was stopped with the run")
                        + " (" + masker.mask(machine.abortReason()) + ")";
            case FAILED, UNKNOWN, RUNNING -> failure(cause, error);
            default -> "";
        };
    }

    private String failure(int causeStep, @Nullable ErrorInfo error) {
        String what = error == null ? "" : masker.mask(error.toString());
        if (causeStep < 0) {
            return what;
        }
        PlanStep step = plan.step(causeStep);
        int attempts = machine.attempts(causeStep);
        return "step '" + step.id() + "' (" + step.target() + ") "
                + (attempts == 0
                        ? "could not start"
                        : attempts == 1 ? "failed" : "failed after " + attempts + " attempts")
                + (what.isEmpty() ? "" : ": " + what);
    }

    RollbackStep rollbackStep(RollbackEntry entry) {
        String step = entry.step() < 0 ? "rollback" : plan.step(entry.step()).id();
        String target = entry.undoStep() < 0 ? "" : plan.step(entry.undoStep()).target();
        return new RollbackStep(
                plan.unit(entry.unit()).id(),
                step,
                target,
                entry.outcome(),
                Optional.ofNullable(masker.mask(entry.error())));
    }

    /** The causal chain of the whole run, from the first cause to what followed from it. */
    String text() {
        StringBuilder text = new StringBuilder();
        RunStatus status = machine.status();
        text.append(plan.kind()).append(" '").append(plan.id()).append("' ").append(word(status));
        ErrorInfo error = machine.error();
        if (error != null) {
            text.append(": ").append(masker.mask(error.toString()));
        }
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            UnitStatus unitStatus = machine.unitStatus(unit);
            if (unitStatus != UnitStatus.SUCCEEDED) {
                text.append("\n  ").append(unit < plan.mainUnits() ? "" : "finally ");
                text.append(plan.unit(unit).id()).append(" is ").append(unitStatus);
                String reason = reason(unit);
                if (!reason.isEmpty()) {
                    text.append(": ").append(reason);
                }
                if (plan.unit(unit).continueOnFailure()
                        && (unitStatus == UnitStatus.FAILED || unitStatus == UnitStatus.UNKNOWN)) {
                    text.append(" (tolerated by continue_on_failure)");
                }
            }
        }
        List<RollbackEntry> entries = machine.rollback();
        for (RollbackEntry entry : entries) {
            if (entry.outcome() != RollbackOutcome.NOT_NEEDED) {
                append(text, rollbackStep(entry));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, RollbackStep step) {
        text.append("\n  rollback of ")
                .append(step.unit())
                .append('/')
                .append(step.step())
                .append(": ");
        text.append(
                switch (step.outcome()) {
                    case UNDONE -> "undone by " + step.target();
                    case FAILED -> "FAILED, " + step.target() + " did not undo it";
                    case UNKNOWN -> "not known whether " + step.target() + " undid it";
                    case NO_ROLLBACK -> "left as it is, nothing is declared to undo it";
                    case NOT_NEEDED -> "not needed";
                });
        step.error().ifPresent(error -> text.append(": ").append(error));
    }

    private static String word(RunStatus status) {
        return switch (status) {
            case RUNNING -> "is running";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
            case TIMED_OUT -> "timed out";
        };
    }
}
