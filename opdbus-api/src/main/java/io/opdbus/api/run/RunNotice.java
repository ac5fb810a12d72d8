package io.opdbus.api.run;

import io.opdbus.api.error.ErrorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a run concluded, for listeners. Notices are derived from events and built only where somebody listens;
 * secrets in them are masked (R18).
 */
public sealed interface RunNotice {

    /**
     * The run that it is about.
     *
     * @return the run's id
     */
    String runId();

    /**
     * When it was concluded.
     *
     * @return the moment
     */
    Instant at();

    /**
     * The run has begun.
     *
     * @param runId the run's id
     * @param at when
     * @param kind what is run
     * @param id the id of what is run
     * @param units how many units it has
     */
    record RunStarted(String runId, Instant at, String kind, String id, int units) implements RunNotice {}

    /**
     * A unit has started.
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit's id
     */
    record UnitStarted(String runId, Instant at, String unit) implements RunNotice {}

    /**
     * An attempt has started.
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit's id
     * @param step the step's id
     * @param target the tool, or {@code agent.operation}
     * @param attempt from 1
     * @param undo whether it undoes something
     */
    record StepStarted(String runId, Instant at, String unit, String step, String target, int attempt, boolean undo)
            implements RunNotice {}

    /**
     * A step has ended for good.
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit's id
     * @param step the step's id
     * @param status how it ended
     * @param attempts how often it was tried
     * @param error why it did not succeed
     */
    record StepEnded(
            String runId,
            Instant at,
            String unit,
            String step,
            StepStatus status,
            int attempts,
            Optional<ErrorInfo> error)
            implements RunNotice {}

    /**
     * An attempt failed and another will be made.
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit's id
     * @param step the step's id
     * @param attempt the attempt that failed
     * @param delay how long until the next
     * @param error why it failed
     */
    record RetryScheduled(
            String runId, Instant at, String unit, String step, int attempt, Duration delay, ErrorInfo error)
            implements RunNotice {}

    /**
     * A unit has ended.
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit's id
     * @param status how it ended
     * @param reason why it ended so (R15); empty where it succeeded
     * @param duration from its start to its end; zero where it never started
     */
    record UnitEnded(String runId, Instant at, String unit, UnitStatus status, String reason, Duration duration)
            implements RunNotice {}

    /**
     * A rollback begins.
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit that is rolled back
     * @param reason why
     */
    record RollbackStarted(String runId, Instant at, String unit, String reason) implements RunNotice {}

    /**
     * It is told what became of one step that was to be undone.
     *
     * @param runId the run's id
     * @param at when
     * @param step what became of it
     */
    record StepRolledBack(String runId, Instant at, RollbackStep step) implements RunNotice {}

    /**
     * The run is being stopped: nothing more starts.
     *
     * @param runId the run's id
     * @param at when
     * @param reason why
     */
    record Aborting(String runId, Instant at, String reason) implements RunNotice {}

    /**
     * A step's outcome came after the run had stopped waiting for it. It was not applied (R10).
     *
     * @param runId the run's id
     * @param at when
     * @param unit the unit's id
     * @param step the step's id
     * @param attempt the attempt that it belongs to
     * @param outcome what it was, in a word
     */
    record LateOutcome(String runId, Instant at, String unit, String step, int attempt, String outcome)
            implements RunNotice {}

    /**
     * The listener was too slow, and something was left out for it (R17).
     *
     * @param runId the run's id
     * @param at when
     * @param chunks how many chunks
     * @param notices how many notices
     */
    record Dropped(String runId, Instant at, long chunks, long notices) implements RunNotice {}

    /**
     * The run has ended. Only a {@link LateOutcome} may come after it.
     *
     * @param runId the run's id
     * @param at when
     * @param status how it ended
     * @param duration from its start to its end
     * @param error the first error
     */
    record RunEnded(String runId, Instant at, RunStatus status, Duration duration, Optional<ErrorInfo> error)
            implements RunNotice {}
}
