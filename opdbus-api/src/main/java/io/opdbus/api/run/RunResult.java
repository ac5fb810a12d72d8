package io.opdbus.api.run;

import io.opdbus.api.error.ErrorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a run ended. Immutable; secrets are masked throughout (R18). */
public interface RunResult {

    /**
     * The run's id.
     *
     * @return the same as {@link Run#id()}
     */
    String runId();

    /**
     * What was run.
     *
     * @return {@code workstack}, {@code workflow}, {@code tool}, {@code agent}, {@code skill} or {@code coordinate}
     */
    String kind();

    /**
     * The id of what was run.
     *
     * @return the id
     */
    String id();

    /**
     * How it ended.
     *
     * @return never {@link RunStatus#RUNNING}
     */
    RunStatus status();

    /**
     * What it gives.
     *
     * @return JSON-like values by name; empty unless it succeeded. A single call gives its {@code result}
     */
    Map<String, @Nullable Object> outputs();

    /**
     * Its units.
     *
     * @return in the order of the definition, {@code finally} phases last
     */
    List<UnitResult> units();

    /**
     * What became of each step that was to be undone (R14).
     *
     * @return in the order in which that happened; empty where nothing was to be undone
     */
    List<RollbackStep> rollback();

    /**
     * The first error that was not tolerated; those after it never hide it.
     *
     * @return the error, or empty if the run succeeded
     */
    Optional<ErrorInfo> error();

    /**
     * When it started.
     *
     * @return the moment
     */
    Instant startedAt();

    /**
     * How long it took.
     *
     * @return from its start to its end
     */
    Duration duration();

    /**
     * Why everything that did not succeed ended so: the causal chain, from the first cause to what followed from it (R15).
     *
     * @return lines of text; one line where everything succeeded
     */
    String explain();

    /**
     * Whether the run did what was asked.
     *
     * @return true for {@link RunStatus#SUCCEEDED}
     */
    default boolean succeeded() {
        return status() == RunStatus.SUCCEEDED;
    }

    /**
     * This result, if the run succeeded.
     *
     * @return this
     * @throws RunFailedException if it did not; the exception carries this result
     */
    default RunResult orElseThrow() {
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
    default UnitResult unit(String unit) {
        return units().stream()
                .filter(candidate -> candidate.id().equals(unit))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("run " + runId() + " has no unit '" + unit + "'; it has "
                        + units().stream().map(UnitResult::id).toList()));
    }
}
