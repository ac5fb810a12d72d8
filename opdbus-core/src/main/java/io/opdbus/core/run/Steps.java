package io.opdbus.core.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.run.Lifecycle.StepSignal;
import io.opdbus.core.run.Lifecycle.StepState;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a run: their states, attempts and errors, and what may happen to one of them. */
final class Steps {

    /** What a fact did to a step. */
    enum Effect {
        /** Nothing: it came too late, twice, or of another attempt. */
        IGNORED,
        /** The step goes on. */
        APPLIED,
        /** The step has ended for good. */
        ENDED
    }

    private final Plan plan;
    private final MachineSettings settings;
    private final CommandQueue commands;
    private final TransitionLog log;
    private final StepState[] states;
    private final int[] attempts;
    private @Nullable ErrorInfo @Nullable [] errors;
    private boolean @Nullable [] timedOut;
    private boolean @Nullable [] interrupted;
    private long @Nullable [] dues;
    private long seed;
    private @Nullable RunObserver observer;

    Steps(Plan plan, MachineSettings settings, CommandQueue commands, TransitionLog log) {
        this.plan = plan;
        this.settings = settings;
        this.commands = commands;
        this.log = log;
        this.states = new StepState[plan.stepCount()];
        this.attempts = new int[plan.stepCount()];
        Arrays.fill(states, StepState.IDLE);
    }

    void begin(long runSeed, @Nullable RunObserver told) {
        seed = runSeed;
        observer = told;
    }

    StepState state(int step) {
        return states[step];
    }

    int attempts(int step) {
        // A requested attempt has not been made.
        return states[step] == StepState.REQUESTED ? attempts[step] - 1 : attempts[step];
    }

    int currentAttempt(int step) {
        return attempts[step];
    }

    @Nullable ErrorInfo error(int step) {
        return errors == null ? null : errors[step];
    }

    /** Of a pause or of grace its end; of an attempt whose time is limited its beginning. */
    long due(int step) {
        return dues == null ? 0 : dues[step];
    }

    /** When the attempt under way must have ended; only where the step has a timeout. */
    long attemptDue(int step) {
        return MachineSettings.after(due(step), plan.step(step).timeoutMicros());
    }

    /** When the attempt under way has been silent for too long, if it says nothing; only where that is limited. */
    long idleDue(int step) {
        return MachineSettings.after(due(step), plan.step(step).idleMicros());
    }

    /** Whether some attempt was stopped midway or nobody can tell how it ended, whatever came of those after it. */
    boolean interrupted(int step) {
        return interrupted != null && interrupted[step];
    }

    /** The step's turn has come. */
    void request(int step) {
        fire(step, StepSignal.REQUEST);
        attempts[step] = 1;
        commands.add(Command.Kind.START, step, 1);
    }

    Effect skipped(int step) {
        if (attempts[step] != 1 || fire(step, StepSignal.SKIP) == null) {
            return Effect.IGNORED;
        }
        attempts[step] = 0;
        return ended(step);
    }

    Effect started(int step, int attempt, long now) {
        if (attempt != attempts[step] || fire(step, StepSignal.START) == null) {
            return Effect.IGNORED;
        }
        if (observer != null) {
            observer.stepStarted(step, attempt);
        }
        PlanStep planned = plan.step(step);
        boolean timed = planned.timeoutMicros() != Long.MAX_VALUE;
        boolean watched = planned.idleMicros() != Long.MAX_VALUE;
        if (timed || watched) {
            setDue(step, now);
        }
        if (timed) {
            commands.arm(TimerKind.ATTEMPT_DEADLINE, step, attempt, attemptDue(step));
        }
        if (watched) {
            commands.arm(TimerKind.IDLE, step, attempt, idleDue(step));
        }
        return Effect.APPLIED;
    }

    Effect succeeded(int step, int attempt) {
        if (attempt != attempts[step] || fire(step, StepSignal.SUCCEED) == null) {
            return Effect.IGNORED;
        }
        if (errors != null) {
            errors[step] = null;
        }
        return ended(step);
    }

    Effect failed(int step, int attempt, ErrorInfo error, Ran ran, boolean mayRetry, long now) {
        StepState state = states[step];
        if (attempt != attempts[step]
                || state != StepState.REQUESTED && state != StepState.RUNNING && state != StepState.STOPPING) {
            return Effect.IGNORED;
        }
        setError(step, error);
        if (state == StepState.REQUESTED) {
            attempts[step]--;
            fire(step, StepSignal.FAIL);
            return ended(step);
        }
        if (ran == Ran.UNKNOWN) {
            setInterrupted(step);
        }
        PlanStep planned = plan.step(step);
        boolean knownOrHarmless = ran != Ran.UNKNOWN || planned.repeatable();
        if (mayRetry
                && error.retryable()
                && knownOrHarmless
                && attempt < planned.retry().maxAttempts()) {
            long delay = RetryDelays.micros(planned.retry(), seed, step, attempt);
            fire(step, StepSignal.RETRY);
            setTimedOut(step, false);
            setDue(step, MachineSettings.after(now, delay));
            commands.arm(TimerKind.RETRY, step, attempt, due(step));
            if (observer != null) {
                observer.retryScheduled(step, attempt, delay, error);
            }
            return Effect.APPLIED;
        }
        fire(step, ran == Ran.UNKNOWN ? StepSignal.LOSE : StepSignal.FAIL);
        return ended(step);
    }

    Effect stopped(int step, int attempt, boolean mayRetry, long now) {
        if (attempt != attempts[step]) {
            return Effect.IGNORED;
        }
        if (states[step] == StepState.RUNNING) {
            setInterrupted(step);
            return failed(
                    step,
                    attempt,
                    ErrorInfo.of(
                            ErrorCode.CANCELLED, plan.step(step).target() + " stopped although nobody asked it to"),
                    Ran.YES,
                    mayRetry,
                    now);
        }
        if (timedOut != null && timedOut[step] && states[step] == StepState.STOPPING) {
            setInterrupted(step);
            ErrorInfo error = error(step);
            return failed(step, attempt, error == null ? timeoutOf(step) : error, Ran.YES, mayRetry, now);
        }
        if (fire(step, StepSignal.STOPPED) == null) {
            return Effect.IGNORED;
        }
        return ended(step);
    }

    Effect graceExpired(int step, int attempt) {
        if (attempt != attempts[step] || states[step] != StepState.STOPPING || fire(step, StepSignal.LOSE) == null) {
            return Effect.IGNORED;
        }
        ErrorInfo before = error(step);
        setError(
                step,
                new ErrorInfo(
                        ErrorCode.OUTCOME_UNKNOWN,
                        plan.step(step).target() + " did not stop within the grace period of " + settings.gracePeriod()
                                + "; whether it had its effect is not known"
                                + (before == null ? "" : " (" + before.message() + ")"),
                        false,
                        Map.of()));
        return ended(step);
    }

    /** The attempt's own time is over: its deadline, or the longest silence. */
    Effect attemptTimedOut(int step, int attempt, TimerKind timer, long now) {
        if (attempt != attempts[step] || states[step] != StepState.RUNNING) {
            return Effect.IGNORED;
        }
        setTimedOut(step, true);
        PlanStep planned = plan.step(step);
        setError(
                step,
                timer == TimerKind.IDLE
                        ? ErrorInfo.retryable(
                                ErrorCode.TIMED_OUT,
                                planned.target() + " was silent for longer than " + planned.idleMicros() / 1000 + " ms")
                        : timeoutOf(step));
        stop(step, now);
        return Effect.APPLIED;
    }

    Effect retryDue(int step, int attempt) {
        if (attempt != attempts[step] || fire(step, StepSignal.RETRY_DUE) == null) {
            return Effect.IGNORED;
        }
        attempts[step] = attempt + 1;
        commands.add(Command.Kind.START, step, attempt + 1);
        return Effect.APPLIED;
    }

    /** The step is to stop: what has not started never starts, what runs is asked to end. */
    Effect stop(int step, long now) {
        StepState state = states[step];
        if (state == StepState.REQUESTED) {
            attempts[step]--;
            // Of a retry, the attempts that were made have failed.
            fire(step, attempts[step] == 0 ? StepSignal.STOP : StepSignal.FAIL);
            return ended(step);
        }
        if (fire(step, StepSignal.STOP) == null) {
            return Effect.IGNORED;
        }
        if (state == StepState.RETRY_WAIT) {
            return ended(step);
        }
        commands.add(Command.Kind.STOP, step, attempts[step]);
        setDue(step, MachineSettings.after(now, settings.graceMicros()));
        commands.arm(TimerKind.GRACE, step, attempts[step], due(step));
        return Effect.APPLIED;
    }

    private ErrorInfo timeoutOf(int step) {
        PlanStep planned = plan.step(step);
        return ErrorInfo.retryable(
                ErrorCode.TIMED_OUT,
                planned.target() + " took longer than its timeout of " + planned.timeoutMicros() / 1000 + " ms");
    }

    private Effect ended(int step) {
        if (observer != null) {
            observer.stepEnded(step);
        }
        return Effect.ENDED;
    }

    private @Nullable StepState fire(int step, StepSignal signal) {
        StepState from = states[step];
        StepState to = Lifecycle.STEP.next(from, signal);
        if (to != null) {
            states[step] = to;
            log.taken(from, signal, to);
        }
        return to;
    }

    private void setError(int step, ErrorInfo error) {
        if (errors == null) {
            errors = new ErrorInfo[states.length];
        }
        errors[step] = error;
    }

    private void setTimedOut(int step, boolean value) {
        if (timedOut == null) {
            timedOut = new boolean[states.length];
        }
        timedOut[step] = value;
    }

    private void setInterrupted(int step) {
        if (interrupted == null) {
            interrupted = new boolean[states.length];
        }
        interrupted[step] = true;
    }

    private void setDue(int step, long due) {
        if (dues == null) {
            dues = new long[states.length];
        }
        dues[step] = due;
    }
}
