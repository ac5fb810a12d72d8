package io.opdbus.api.run;

import io.opdbus.api.error.ErrorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended. Secrets are masked throughout (R18).
 *
 * @param runId the run's id
 * @param kind what was run: {@code workstack}, {@code workflow}, {@code tool} or {@code agent}
 * @param id the id of what was run
 * @param status how it ended
 * @param outputs what it gives; empty unless it succeeded
 * @param units its units, in the order of the definition
 * @param rollback what became of each step that was to be undone, in the order in which that happened
 * @param error the first error, never hidden by those after it; empty where it succeeded
 * @param startedAt when it started
 * @param duration from its start to its end
 * @param explanation why each unit that did not succeed ended so
 */
public record RunResult(
        String runId,
        String kind,
        String id,
        RunStatus status,
        Map<String, @Nullable Object> outputs,
        List<UnitResult> units,
        List<RollbackStep> rollback,
        Optional<ErrorInfo> error,
        Instant startedAt,
        Duration duration,
        String explanation) {

    /** Checks for null and copies. */
    public RunResult {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        units = List.copyOf(units);
        rollback = List.copyOf(rollback);
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(explanation, "explanation");
    }

    /**
     * Whether the run did what was asked.
     *
     * @return true for {@link RunStatus#SUCCEEDED}
     */
    public boolean succeeded() {
        return status == RunStatus.SUCCEEDED;
    }

    /**
     * This result, if the run succeeded.
     *
     * @return this
     * @throws RunFailedException if it did not; the exception carries this result
     */
    public RunResult orElseThrow() {
        if (!succeeded()) {
            throw new RunFailedException(this);
        }
        return this;
    }

    /**
     * One of its units.
     *
     * @param unit the unit's id
     * @return how it ended
     * @throws NoSuchElementException if the run has no unit of that id
     */
    public UnitResult unit(String unit) {
        return units.stream()
                .filter(candidate -> candidate.id().equals(unit))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("run " + runId + " has no unit '" + unit + "'; it has "
                        + units.stream().map(UnitResult::id).toList()));
    }

    /**
     * Why everything that did not succeed ended so: the causal chain, from the first cause to what followed from it (R15).
     *
     * @return lines of text; one line where everything succeeded
     */
    public String explain() {
        return explanation;
    }
}
