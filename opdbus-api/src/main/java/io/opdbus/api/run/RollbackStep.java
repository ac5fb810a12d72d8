package io.opdbus.api.run;

import io.opdbus.api.error.ErrorInfo;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one step when it was to be undone (R14).
 *
 * @param unit the unit's id
 * @param step the undone step's id; {@code rollback} for the unit's own
 * @param target the tool or {@code agent.operation} that undid it; empty where nothing was called
 * @param outcome what became of it
 * @param error why it is not undone; empty where there is no error
 */
public record RollbackStep(
        String unit, String step, String target, RollbackOutcome outcome, Optional<ErrorInfo> error) {

    /** Checks for null. */
    public RollbackStep {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(error, "error");
    }
}
