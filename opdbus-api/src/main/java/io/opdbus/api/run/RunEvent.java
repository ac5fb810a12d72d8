package io.opdbus.api.run;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallOutcome.Ran;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact that came to a run from outside: the only door into its state machine, and what a journal stores. The events of a
 * run, replayed in their order into a fresh machine, rebuild it exactly. Units and steps are told by their index in the
 * plan, which is the same whenever the same definition is compiled.
 */
public sealed interface RunEvent {

    /**
     * The event's number within its run.
     *
     * @return from 0, without gaps
     */
    long sequence();

    /**
     * When the event happened, never earlier than the event before it.
     *
     * @return microseconds since 1970-01-01T00:00Z
     */
    long atMicros();

    /**
     * When the event happened.
     *
     * @return the moment, to the microsecond
     */
    default Instant at() {
        return Instant.EPOCH.plus(atMicros(), ChronoUnit.MICROS);
    }

    /**
     * The run began. Everything is told that is needed to compile the same plan again.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param formatVersion the version of the events' form, 1
     * @param runId the run's id
     * @param kind what is run
     * @param id the id of what is run
     * @param definition the definition in canonical form
     * @param operations the operations that R6 resolved, by {@code unit/step}
     * @param inputs the inputs; secrets are held as references
     * @param skills name, version and SHA-256 of each skill that the run may activate
     * @param session the agents' session
     * @param seed the run's seed for jitter
     * @param deadlineMicros when the run must have ended; {@link Long#MAX_VALUE} for no deadline
     */
    record RunStarted(
            long sequence,
            long atMicros,
            int formatVersion,
            String runId,
            String kind,
            String id,
            Map<String, @Nullable Object> definition,
            Map<String, String> operations,
            Map<String, @Nullable Object> inputs,
            List<String> skills,
            String session,
            long seed,
            long deadlineMicros)
            implements RunEvent {}

    /** What was decided of a unit before it started. */
    enum Decision {
        /** It runs. */
        RUN,
        /** It is skipped: its condition is false. */
        SKIP,
        /** It fails: its condition could not be evaluated. */
        FAIL
    }

    /**
     * A unit's condition was evaluated.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param unit the unit's index
     * @param decision what was decided
     * @param items how many items a for_each has; -1 where the unit has none
     * @param error why it fails; null unless it does
     */
    record UnitDecided(
            long sequence,
            long atMicros,
            int unit,
            Decision decision,
            int items,
            @Nullable ErrorInfo error) implements RunEvent {}

    /**
     * An attempt is about to be made; recorded before it can have an effect.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param step the step's index
     * @param attempt from 1
     * @param arguments the rendered arguments; secrets are held as references
     */
    record StepStarted(long sequence, long atMicros, int step, int attempt, Map<String, @Nullable Object> arguments)
            implements RunEvent {}

    /**
     * A step's condition was false.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param step the step's index
     */
    record StepSkipped(long sequence, long atMicros, int step) implements RunEvent {}

    /**
     * An attempt did what was asked.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param step the step's index
     * @param attempt which attempt
     * @param value the result, a JSON-like value
     */
    record StepSucceeded(
            long sequence,
            long atMicros,
            int step,
            int attempt,
            @Nullable Object value) implements RunEvent {}

    /**
     * An attempt failed, or could not start.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param step the step's index
     * @param attempt which attempt
     * @param error what happened
     * @param ran whether it may have had its effect
     */
    record StepFailed(long sequence, long atMicros, int step, int attempt, ErrorInfo error, Ran ran)
            implements RunEvent {}

    /**
     * An attempt was stopped and certainly runs no more.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param step the step's index
     * @param attempt which attempt
     */
    record StepStopped(long sequence, long atMicros, int step, int attempt) implements RunEvent {}

    /**
     * An attempt that was to stop did not end within the grace period.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param step the step's index
     * @param attempt which attempt
     */
    record GraceExpired(long sequence, long atMicros, int step, int attempt) implements RunEvent {}

    /**
     * A timer has fired.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param timer what it is for
     * @param index the unit's or step's index; -1 for the run
     * @param attempt which attempt it is about; 0 where it is about none
     */
    record TimerFired(long sequence, long atMicros, TimerKind timer, int index, int attempt) implements RunEvent {}

    /**
     * Somebody asked the run to stop.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param reason why, for people
     */
    record CancelRequested(long sequence, long atMicros, String reason) implements RunEvent {}

    /**
     * The outputs were rendered, or could not be.
     *
     * @param sequence the event's number
     * @param atMicros when it happened
     * @param outputs what the run gives; empty where it fails
     * @param error why they could not be rendered; null unless that is so
     */
    record OutputsRendered(
            long sequence,
            long atMicros,
            Map<String, @Nullable Object> outputs,
            @Nullable ErrorInfo error) implements RunEvent {}
}
