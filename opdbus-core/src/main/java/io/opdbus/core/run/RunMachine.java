package io.opdbus.core.run;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.StepStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.run.Lifecycle.StepState;
import io.opdbus.core.run.Lifecycle.UnitState;
import io.opdbus.core.run.Steps.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one run. {@link #apply} is its only door: each event is a fact from outside, and what is to be done
 * about it stands in {@link #commands()} afterwards. {@link Lifecycle} says which state follows on which signal.
 *
 * <p>Replaying a run's events into a fresh machine of the same plan rebuilds it exactly; {@link #pending()} then lists what
 * is still open. Events that come twice, too late, or of an attempt long past are ignored, and told to the observer. Not
 * safe for use by several threads at once.
 */
public final class RunMachine {

    private final Plan plan;
    private final CommandQueue commands = new CommandQueue();
    private final Steps steps;
    private final Units units;
    private final Rollbacks rollbacks;
    private final RunFlow run;
    private final UnitFlow unitFlow;
    private @Nullable RunObserver observer;
    private long nextSequence;

    /**
     * A machine that has seen nothing yet.
     *
     * @param plan what is run
     * @param settings limits that hold for a whole run
     */
    public RunMachine(Plan plan, MachineSettings settings) {
        this(plan, settings, TransitionLog.NONE);
    }

    RunMachine(Plan plan, MachineSettings settings, TransitionLog log) {
        this.plan = plan;
        this.steps = new Steps(plan, settings, commands, log);
        this.units = new Units(plan, log);
        this.run = new RunFlow(plan, settings, commands, steps, units, log);
        this.unitFlow = run.units();
        this.rollbacks = run.rollbacks();
    }

    /**
     * Who is told what the machine concludes. To be set before the first event.
     *
     * @param told the observer, or null for nobody
     */
    public void observe(@Nullable RunObserver told) {
        observer = told;
    }

    /**
     * Takes in a fact.
     *
     * @param event the next event of the run
     * @return false if it was ignored: it came twice, too late, or of an attempt long past
     */
    public boolean apply(RunEvent event) {
        if (event.sequence() >= nextSequence) {
            nextSequence = event.sequence() + 1;
            run.now(event.atMicros());
            if (take(event)) {
                run.settle();
                return true;
            }
        }
        if (observer != null) {
            observer.ignored(event);
        }
        return false;
    }

    private boolean take(RunEvent event) {
        if (event instanceof RunEvent.StepSucceeded fact) {
            return after(fact.step(), steps.succeeded(fact.step(), fact.attempt()));
        }
        if (event instanceof RunEvent.StepStarted fact) {
            return after(fact.step(), steps.started(fact.step(), fact.attempt(), fact.atMicros()));
        }
        if (event instanceof RunEvent.StepFailed fact) {
            boolean mayRetry = mayRetry(fact.step());
            return after(
                    fact.step(),
                    steps.failed(fact.step(), fact.attempt(), fact.error(), fact.ran(), mayRetry, fact.atMicros()));
        }
        if (event instanceof RunEvent.StepSkipped fact) {
            return after(fact.step(), steps.skipped(fact.step()));
        }
        if (event instanceof RunEvent.StepStopped fact) {
            boolean mayRetry = mayRetry(fact.step());
            return after(fact.step(), steps.stopped(fact.step(), fact.attempt(), mayRetry, fact.atMicros()));
        }
        if (event instanceof RunEvent.GraceExpired fact) {
            return after(fact.step(), steps.graceExpired(fact.step(), fact.attempt()));
        }
        if (event instanceof RunEvent.TimerFired fact) {
            return timerFired(fact.timer(), fact.index(), fact.attempt(), fact.atMicros());
        }
        if (event instanceof RunEvent.UnitDecided fact) {
            return unitFlow.decided(fact);
        }
        if (event instanceof RunEvent.RunStarted fact) {
            return run.begin(fact, observer);
        }
        if (event instanceof RunEvent.CancelRequested fact) {
            return run.cancelled(fact.reason());
        }
        return run.outputsRendered(((RunEvent.OutputsRendered) event).error());
    }

    private boolean timerFired(TimerKind timer, int index, int attempt, long now) {
        return switch (timer) {
            case RUN_DEADLINE -> run.deadlinePassed();
            case UNIT_DEADLINE -> unitFlow.deadlinePassed(index);
            case ATTEMPT_DEADLINE, IDLE -> after(index, steps.attemptTimedOut(index, attempt, timer, now));
            case RETRY -> after(index, steps.retryDue(index, attempt));
            case GRACE -> after(index, steps.graceExpired(index, attempt));
            case ROLLBACK_DEADLINE -> run.rollbackDeadlinePassed(index);
        };
    }

    private boolean mayRetry(int step) {
        return step < plan.forwardSteps() ? unitFlow.mayRetry(step) : rollbacks.mayRetry(step);
    }

    /** Draws the conclusions where a step has ended. */
    private boolean after(int step, Effect effect) {
        if (effect == Effect.ENDED) {
            if (step < plan.forwardSteps()) {
                unitFlow.stepEnded(step);
            } else {
                run.undoStepEnded(step);
            }
        }
        return effect != Effect.IGNORED;
    }

    // --- what the engine asks ---

    /**
     * What is to be done, in order.
     *
     * @return the queue; read it until it is empty after each event
     */
    public CommandQueue commands() {
        return commands;
    }

    /**
     * Whether an attempt is still to be made: something that came after the command may have stopped it.
     *
     * @param step the step's number
     * @param attempt the attempt
     * @return true if it is
     */
    public boolean wants(int step, int attempt) {
        return steps.state(step) == StepState.REQUESTED && steps.currentAttempt(step) == attempt;
    }

    /**
     * Whether a unit still waits for the decision on its condition.
     *
     * @param unit the unit's number
     * @return true if it does
     */
    public boolean wantsDecision(int unit) {
        return units.state(unit) == UnitState.DECIDING;
    }

    /**
     * The commands that are open after a replay.
     *
     * @return what is still to be done or awaited, in the order of the plan
     */
    public List<Command> pending() {
        return run.pending();
    }

    /** The number that the next event should bear. */
    public long nextSequence() {
        return nextSequence;
    }

    /** How the run stands. */
    public RunStatus status() {
        return run.status();
    }

    /** The first error that was not tolerated; null where there is none. */
    public @Nullable ErrorInfo error() {
        return run.error();
    }

    /** Why the run was stopped; empty where it was not. */
    public String abortReason() {
        return run.abortReason();
    }

    /** When it started, in microseconds since the epoch. */
    public long startedMicros() {
        return run.startedAt();
    }

    /** When it ended, in microseconds since the epoch. */
    public long endedMicros() {
        return run.endedAt();
    }

    /** What became of each step that was to be undone, in the order in which that happened. */
    public List<RollbackEntry> rollback() {
        return rollbacks.entries();
    }

    /** How a unit stands (R8). */
    public UnitStatus unitStatus(int unit) {
        return switch (units.state(unit)) {
            case WAITING, READY -> UnitStatus.PENDING;
            case DECIDING, RUNNING, DRAINING, UNDOING -> UnitStatus.RUNNING;
            case SUCCEEDED -> UnitStatus.SUCCEEDED;
            case FAILED -> UnitStatus.FAILED;
            case SKIPPED -> UnitStatus.SKIPPED;
            case BLOCKED -> UnitStatus.BLOCKED;
            case STOPPED -> UnitStatus.STOPPED;
            case UNKNOWN -> UnitStatus.UNKNOWN;
        };
    }

    /** The step that a failed unit failed by, or the unit that a blocked one was blocked by; -1 for neither. */
    public int unitCause(int unit) {
        return units.cause(unit);
    }

    /** Why a unit failed; null where it did not. */
    public @Nullable ErrorInfo unitError(int unit) {
        return units.error(unit);
    }

    /** When a unit started, in microseconds since the epoch; 0 where it never did. */
    public long unitStartedMicros(int unit) {
        return units.startedAt(unit);
    }

    /** When a unit ended, in microseconds since the epoch; 0 where it never started. */
    public long unitEndedMicros(int unit) {
        return units.endedAt(unit);
    }

    /** How a step stands. */
    public StepStatus stepStatus(int step) {
        return switch (steps.state(step)) {
            case SUCCEEDED -> StepStatus.SUCCEEDED;
            case FAILED -> StepStatus.FAILED;
            case SKIPPED -> StepStatus.SKIPPED;
            case STOPPED -> StepStatus.STOPPED;
            case UNKNOWN -> StepStatus.UNKNOWN;
            case IDLE -> units.state(plan.step(step).unit()).ended() ? StepStatus.SKIPPED : StepStatus.PENDING;
            case REQUESTED, RUNNING, STOPPING, RETRY_WAIT -> StepStatus.RUNNING;
        };
    }

    /** How often a step was tried. */
    public int attempts(int step) {
        return steps.attempts(step);
    }

    /** Why a step did not succeed; null where it did or never started. */
    public @Nullable ErrorInfo stepError(int step) {
        return steps.error(step);
    }
}
