package io.opdbus.api.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one phase or node ended.
 *
 * @param id the unit's id
 * @param status how it ended
 * @param reason why it ended so (R15); empty where it succeeded
 * @param startedAt when it started; empty where it never did
 * @param duration from its start to its end, its own rollback included; zero where it never started
 * @param steps its steps, in order
 */
public record UnitResult(
        String id,
        UnitStatus status,
        String reason,
        Optional<Instant> startedAt,
        Duration duration,
        List<StepResult> steps) {

    /** Checks for null and copies. */
    public UnitResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(duration, "duration");
        steps = List.copyOf(steps);
    }

    /**
     * The results of the steps that succeeded.
     *
     * @return results by step id, in order
     */
    public Map<String, @Nullable Object> results() {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        for (StepResult step : steps) {
            if (step.status() == StepStatus.SUCCEEDED) {
                results.put(step.id(), step.value());
            }
        }
        return Collections.unmodifiableMap(results);
    }

    /**
     * How often the step that was tried most was tried.
     *
     * @return the number of attempts; 0 where no step started
     */
    public int attempts() {
        return steps.stream().mapToInt(StepResult::attempts).max().orElse(0);
    }
}
