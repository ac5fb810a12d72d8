package io.opdbus.api.run;

import io.opdbus.api.error.ErrorInfo;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one step ended.
 *
 * @param id the step's id within its unit
 * @param target what was called: a tool's name, or {@code agent.operation}
 * @param status how it ended
 * @param attempts how often it was tried; 0 where it never started
 * @param value its result, secrets masked; null unless it succeeded
 * @param error why it did not succeed; empty where it did or never started
 */
public record StepResult(
        String id,
        String target,
        StepStatus status,
        int attempts,
        @Nullable Object value,
        Optional<ErrorInfo> error) {

    /** Checks for null. */
    public StepResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(error, "error");
    }
}
