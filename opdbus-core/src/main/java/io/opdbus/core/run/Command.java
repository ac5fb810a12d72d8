package io.opdbus.core.run;

import io.opdbus.api.run.TimerKind;
import org.jspecify.annotations.Nullable;

/**
 * Something that the engine is to do, as a value. The engine itself reads {@link CommandQueue} and makes none of these.
 *
 * @param kind what is to be done
 * @param index the unit's or step's number; -1 where it is about neither
 * @param attempt the attempt; 0 where it is about none
 * @param timer which timer; null unless one is to be armed
 * @param dueMicros when the timer is due, in microseconds since the epoch; 0 unless one is to be armed
 */
public record Command(
        Kind kind, int index, int attempt, @Nullable TimerKind timer, long dueMicros) {

    /** What is to be done. */
    public enum Kind {
        /** Evaluate the unit's condition; answer with UnitDecided. */
        DECIDE,
        /** Make the attempt, unless {@link RunMachine#wants} says no; answer with StepStarted, StepSkipped or StepFailed. */
        START,
        /** Ask the running attempt to stop. */
        STOP,
        /** An attempt is under way: its outcome is awaited. Only in {@link RunMachine#pending()}. */
        AWAIT,
        /** Send TimerFired (or GraceExpired) when the time has come. A timer that nobody needs any more does no harm. */
        ARM,
        /** Evaluate the outputs; answer with OutputsRendered. */
        RENDER_OUTPUTS,
        /** The run has ended. */
        FINISH
    }
}
