package io.opdbus.core.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.StepStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.Lifecycle.RunSignal;
import io.opdbus.core.run.Lifecycle.RunState;
import io.opdbus.core.run.Lifecycle.StepState;
import io.opdbus.core.run.Lifecycle.UnitSignal;
import io.opdbus.core.run.Lifecycle.UnitState;
import io.opdbus.core.run.Steps.Effect;
import java.util.List;
import java.util.Map;
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
    private final MachineSettings settings;
    private final TransitionLog log;
    private final CommandQueue commands = new CommandQueue();
    private final Steps steps;
    private final Units units;
    private final Rollbacks rollbacks;
    private @Nullable RunObserver observer;

    private RunState state = RunState.NEW;
    private RunStatus verdict = RunStatus.SUCCEEDED;
    private @Nullable ErrorInfo error;
    private String abortReason = "";
    private long nextSequence;
    private long now;
    private long startedAt;
    private long endedAt;
    private long deadline = Long.MAX_VALUE;
    private int undone;
    private int unitBeingUndone = -1;

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
        this.settings = settings;
        this.log = log;
        this.steps = new Steps(plan, settings, commands, log);
        this.units = new Units(plan, log);
        this.rollbacks = new Rollbacks(plan, settings, steps, commands);
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
        if (event.sequence() < nextSequence) {
            ignore(event);
            return false;
        }
        nextSequence = event.sequence() + 1;
        now = event.atMicros();
        if (!take(event)) {
            ignore(event);
            return false;
        }
        settle();
        return true;
    }

    private boolean take(RunEvent event) {
        if (event instanceof RunEvent.StepSucceeded fact) {
            return after(fact.step(), steps.succeeded(fact.step(), fact.attempt()));
        }
        if (event instanceof RunEvent.StepStarted fact) {
            return after(fact.step(), steps.started(fact.step(), fact.attempt(), now));
        }
        if (event instanceof RunEvent.StepFailed fact) {
            return after(
                    fact.step(),
                    steps.failed(fact.step(), fact.attempt(), fact.error(), fact.ran(), mayRetry(fact.step()), now));
        }
        if (event instanceof RunEvent.StepSkipped fact) {
            return after(fact.step(), steps.skipped(fact.step()));
        }
        if (event instanceof RunEvent.StepStopped fact) {
            return after(fact.step(), steps.stopped(fact.step(), fact.attempt(), mayRetry(fact.step()), now));
        }
        if (event instanceof RunEvent.GraceExpired fact) {
            return after(fact.step(), steps.graceExpired(fact.step(), fact.attempt()));
        }
        if (event instanceof RunEvent.TimerFired fact) {
            return timerFired(fact.timer(), fact.index(), fact.attempt());
        }
        if (event instanceof RunEvent.UnitDecided fact) {
            return decided(fact);
        }
        if (event instanceof RunEvent.RunStarted fact) {
            return begin(fact);
        }
        if (event instanceof RunEvent.CancelRequested fact) {
            return abort(RunStatus.CANCELLED, ErrorInfo.of(ErrorCode.CANCELLED, "cancelled: " + fact.reason()));
        }
        return outputsRendered((RunEvent.OutputsRendered) event);
    }

    private void ignore(RunEvent event) {
        if (observer != null) {
            observer.ignored(event);
        }
    }

    // --- the run ---

    private boolean begin(RunEvent.RunStarted fact) {
        if (!fire(RunSignal.START)) {
            return false;
        }
        startedAt = now;
        deadline = fact.deadlineMicros();
        steps.begin(fact.seed(), observer);
        units.begin(observer);
        rollbacks.begin(observer);
        if (deadline != Long.MAX_VALUE) {
            commands.arm(TimerKind.RUN_DEADLINE, -1, 0, deadline);
        }
        units.open(0, plan.mainUnits());
        return true;
    }

    /** Goes on until nothing more follows from what is known. */
    private void settle() {
        do {
            for (int unit = units.takeEnded(); unit >= 0; unit = units.takeEnded()) {
                if (state == RunState.RUNNING || state == RunState.FINALLY) {
                    units.passOn(unit);
                }
            }
        } while (startNext() || units.hasEnded() || conclude());
    }

    private boolean startNext() {
        if (state != RunState.RUNNING && state != RunState.FINALLY) {
            return false;
        }
        boolean any = false;
        for (int unit = units.takeNext(); unit >= 0; unit = units.hasEnded() ? -1 : units.takeNext()) {
            startUnit(unit);
            any = true;
        }
        return any;
    }

    private boolean conclude() {
        switch (state) {
            case RUNNING:
                if (!units.allMainEnded()) {
                    return false;
                }
                if (verdict == RunStatus.SUCCEEDED) {
                    commands.add(Command.Kind.RENDER_OUTPUTS, -1, 0);
                    return fire(RunSignal.ALL_DONE);
                }
                fire(RunSignal.ALL_ENDED);
                return beginFinally();
            case ABORTING:
                if (units.active() > 0) {
                    return false;
                }
                undone = units.endedInOrder();
                rollbacks.beginWhole(now);
                fire(RunSignal.QUIET);
                return undoNext();
            case FINALLY:
                if (!units.allFinallyEnded()) {
                    return false;
                }
                endedAt = now;
                commands.add(Command.Kind.FINISH, -1, 0);
                fire(RunSignal.FINALLY_DONE);
                if (observer != null) {
                    observer.ended();
                }
                return false;
            default:
                return false;
        }
    }

    /** Undoes the next unit, latest first, as far as that goes without waiting. */
    private boolean undoNext() {
        while (--undone >= 0) {
            unitBeingUndone = units.endOrder(undone);
            if (!rollbacks.begun(unitBeingUndone) && !rollbacks.begin(unitBeingUndone, now)) {
                return true;
            }
        }
        unitBeingUndone = -1;
        fire(RunSignal.ROLLED_BACK);
        return beginFinally();
    }

    private boolean beginFinally() {
        units.open(plan.mainUnits(), plan.unitCount());
        return true;
    }

    private boolean outputsRendered(RunEvent.OutputsRendered fact) {
        if (state != RunState.OUTPUTS) {
            return false;
        }
        ErrorInfo failure = fact.error();
        if (failure != null && plan.rollbackScope() == RollbackScope.COMPLETED) {
            return abort(RunStatus.FAILED, failure);
        }
        if (failure != null) {
            fail(failure);
        }
        fire(RunSignal.OUTPUTS_DONE);
        return beginFinally();
    }

    private void fail(ErrorInfo failure) {
        if (verdict == RunStatus.SUCCEEDED) {
            verdict = RunStatus.FAILED;
        }
        if (error == null) {
            error = failure;
        }
    }

    /** Nothing more starts, what runs is stopped, and what was done will be undone (R10, R12). */
    private boolean abort(RunStatus why, ErrorInfo reason) {
        if (!fire(RunSignal.ABORT)) {
            return false;
        }
        verdict = why;
        if (error == null) {
            error = reason;
        }
        abortReason = reason.message();
        if (observer != null) {
            observer.aborting();
        }
        units.stopWaiting();
        for (int unit = 0; unit < plan.mainUnits() && units.active() > 0; unit++) {
            UnitState unitState = units.state(unit);
            if (unitState == UnitState.RUNNING || unitState == UnitState.DECIDING) {
                drain(unit, UnitSignal.STOP, -1, null);
            }
        }
        return true;
    }

    private boolean timerFired(TimerKind timer, int index, int attempt) {
        switch (timer) {
            case RUN_DEADLINE:
                return abort(
                        RunStatus.TIMED_OUT,
                        ErrorInfo.of(
                                ErrorCode.TIMED_OUT,
                                "the run took longer than its timeout of " + (deadline - startedAt) / 1000 + " ms"));
            case UNIT_DEADLINE:
                UnitState unitState = units.state(index);
                if (unitState != UnitState.RUNNING && unitState != UnitState.DECIDING) {
                    return false;
                }
                drain(
                        index,
                        UnitSignal.FAIL,
                        -1,
                        ErrorInfo.of(
                                ErrorCode.TIMED_OUT,
                                "phase '" + plan.unit(index).id() + "' took longer than its timeout of "
                                        + unitTimeout(plan.unit(index)) / 1000 + " ms"));
                return true;
            case ATTEMPT_DEADLINE:
            case IDLE:
                return after(index, steps.attemptTimedOut(index, attempt, timer, now));
            case RETRY:
                return after(index, steps.retryDue(index, attempt));
            case GRACE:
                return after(index, steps.graceExpired(index, attempt));
            case ROLLBACK_DEADLINE:
                int call = rollbacks.expire(index, unitBeingUndone);
                return call >= 0 && after(call, steps.stop(call, now));
        }
        return false;
    }

    // --- units ---

    private void startUnit(int unit) {
        PlanUnit planned = plan.unit(unit);
        boolean decide = planned.condition() != null;
        units.started(unit, decide ? UnitSignal.DECIDE : UnitSignal.RUN, now);
        long timeout = unitTimeout(planned);
        if (timeout != Long.MAX_VALUE) {
            commands.arm(TimerKind.UNIT_DEADLINE, unit, 0, now + timeout);
        }
        if (decide) {
            commands.add(Command.Kind.DECIDE, unit, 0);
        } else {
            advance(unit);
        }
    }

    private long unitTimeout(PlanUnit unit) {
        return unit.isFinally() && unit.timeoutMicros() == Long.MAX_VALUE
                ? settings.finallyMicros()
                : unit.timeoutMicros();
    }

    private boolean decided(RunEvent.UnitDecided fact) {
        int unit = fact.unit();
        if (units.state(unit) != UnitState.DECIDING) {
            return false;
        }
        switch (fact.decision()) {
            case RUN:
                units.fire(unit, UnitSignal.RUN);
                advance(unit);
                break;
            case SKIP:
                units.end(unit, UnitSignal.SKIP, now);
                break;
            case FAIL:
                drain(unit, UnitSignal.FAIL, -1, fact.error());
                break;
        }
        return true;
    }

    /** Requests the unit's next steps, or ends it where there are none (R3). */
    private void advance(int unit) {
        PlanUnit planned = plan.unit(unit);
        int next = units.cursor(unit);
        if (next == planned.endStep()) {
            units.end(unit, UnitSignal.SUCCEED, now);
        } else if (next < planned.firstAgent() || !together(planned)) {
            units.cursor(unit, next + 1);
            units.addLive(unit, 1);
            steps.request(next);
        } else {
            units.cursor(unit, planned.endStep());
            units.addLive(unit, planned.endStep() - next);
            for (int step = next; step < planned.endStep(); step++) {
                steps.request(step);
            }
        }
    }

    private static boolean together(PlanUnit unit) {
        return unit.coordination() == Coordination.PARALLEL || unit.coordination() == Coordination.RACE;
    }

    private boolean mayRetry(int step) {
        if (step >= plan.forwardSteps()) {
            return rollbacks.mayRetry(step);
        }
        int unit = plan.step(step).unit();
        return units.state(unit) == UnitState.RUNNING && !units.raceWon(unit);
    }

    /** Draws the conclusions for the unit, where a step has ended. */
    private boolean after(int step, Effect effect) {
        if (effect == Effect.ENDED) {
            if (step >= plan.forwardSteps()) {
                undoStepEnded(step);
            } else {
                stepEnded(plan.step(step).unit(), step);
            }
        }
        return effect != Effect.IGNORED;
    }

    private void stepEnded(int unit, int step) {
        units.addLive(unit, -1);
        boolean quiet = units.live(unit) == 0;
        StepState ended = steps.state(step);
        if (units.state(unit) == UnitState.DRAINING) {
            if (ended == StepState.UNKNOWN) {
                boolean first = units.error(unit) == null;
                units.verdict(unit, UnitSignal.LOSE, first ? step : -1, first ? steps.error(step) : null);
            }
            if (quiet) {
                drained(unit);
            }
            return;
        }
        PlanUnit planned = plan.unit(unit);
        boolean race = planned.coordination() == Coordination.RACE && step >= planned.firstAgent();
        if (race && !units.raceWon(unit) && ended == StepState.SUCCEEDED) {
            units.winRace(unit);
            stopSteps(unit);
            quiet = units.live(unit) == 0;
        }
        boolean good = ended == StepState.SUCCEEDED || ended == StepState.SKIPPED;
        if (good || units.raceWon(unit)) {
            if (quiet) {
                advance(unit);
            }
        } else if (!race || quiet) {
            drain(unit, ended == StepState.UNKNOWN ? UnitSignal.LOSE : UnitSignal.FAIL, step, steps.error(step));
        }
    }

    /** The unit will not go on; its running steps are stopped and awaited. */
    private void drain(int unit, UnitSignal verdict, int causeStep, @Nullable ErrorInfo failure) {
        units.verdict(unit, verdict, causeStep, failure);
        units.fire(unit, UnitSignal.DRAIN);
        stopSteps(unit);
        if (units.live(unit) == 0) {
            drained(unit);
        }
    }

    private void stopSteps(int unit) {
        PlanUnit planned = plan.unit(unit);
        for (int step = planned.firstStep(); step < units.cursor(unit); step++) {
            if (steps.stop(step, now) == Effect.ENDED) {
                units.addLive(unit, -1);
            }
        }
    }

    private void drained(int unit) {
        UnitSignal verdict = units.verdict(unit);
        if (verdict == UnitSignal.STOP) {
            units.end(unit, completed(unit) ? UnitSignal.SUCCEED : UnitSignal.STOP, now);
            return;
        }
        PlanUnit planned = plan.unit(unit);
        boolean tolerated = planned.continueOnFailure();
        ErrorInfo failure = units.error(unit);
        if (failure == null) {
            failure = ErrorInfo.of(ErrorCode.OUTCOME_UNKNOWN, "phase '" + planned.id() + "' ended in an unknown state");
        }
        boolean reachesBack =
                state == RunState.RUNNING && !tolerated && plan.rollbackScope() == RollbackScope.COMPLETED;
        if (!tolerated) {
            fail(failure);
        }
        if (state == RunState.ABORTING || reachesBack) {
            units.end(unit, verdict, now);
            if (reachesBack) {
                abort(RunStatus.FAILED, failure);
            }
        } else {
            units.fire(unit, UnitSignal.UNDO);
            if (rollbacks.begin(unit, now)) {
                units.end(unit, verdict, now);
            }
        }
    }

    /** Whether the unit did all that was asked, although it was to stop. */
    private boolean completed(int unit) {
        PlanUnit planned = plan.unit(unit);
        if (units.raceWon(unit)) {
            return true;
        }
        for (int step = planned.firstStep(); step < planned.endStep(); step++) {
            if (steps.state(step) != StepState.SUCCEEDED && steps.state(step) != StepState.SKIPPED) {
                return false;
            }
        }
        return true;
    }

    private void undoStepEnded(int step) {
        int unit = plan.step(step).unit();
        if (!rollbacks.stepEnded(step)) {
            return;
        }
        if (units.state(unit) == UnitState.UNDOING) {
            units.end(unit, units.verdict(unit), now);
        } else if (state == RunState.ROLLING_BACK) {
            undoNext();
        }
    }

    private boolean fire(RunSignal signal) {
        RunState to = Lifecycle.RUN.next(state, signal);
        if (to == null) {
            return false;
        }
        log.taken(state, signal, to);
        state = to;
        return true;
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
        return new PendingCommands(plan, settings, steps, units, rollbacks).list(state, deadline, unitBeingUndone);
    }

    /** The number that the next event should bear. */
    public long nextSequence() {
        return nextSequence;
    }

    /** How the run stands. */
    public RunStatus status() {
        return state == RunState.ENDED ? verdict : RunStatus.RUNNING;
    }

    /** The first error that was not tolerated; null where there is none. */
    public @Nullable ErrorInfo error() {
        return error;
    }

    /** Why the run was stopped; empty where it was not. */
    public String abortReason() {
        return abortReason;
    }

    /** When it started, in microseconds since the epoch. */
    public long startedMicros() {
        return startedAt;
    }

    /** When it ended, in microseconds since the epoch. */
    public long endedMicros() {
        return endedAt;
    }

    /** What became of each step that was to be undone, in the order in which that happened. */
    public List<RollbackEntry> rollback() {
        return rollbacks.entries();
    }

    /** How a unit stands (R8). */
    public UnitStatus unitStatus(int unit) {
        return STATUSES.get(units.state(unit));
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
        switch (steps.state(step)) {
            case SUCCEEDED:
                return StepStatus.SUCCEEDED;
            case FAILED:
                return StepStatus.FAILED;
            case SKIPPED:
                return StepStatus.SKIPPED;
            case STOPPED:
                return StepStatus.STOPPED;
            case UNKNOWN:
                return StepStatus.UNKNOWN;
            case IDLE:
                return units.state(plan.step(step).unit()).ended() ? StepStatus.SKIPPED : StepStatus.PENDING;
            default:
                return StepStatus.RUNNING;
        }
    }

    /** How often a step was tried. */
    public int attempts(int step) {
        return steps.attempts(step);
    }

    /** Why a step did not succeed; null where it did or never started. */
    public @Nullable ErrorInfo stepError(int step) {
        return steps.error(step);
    }

    private static final Map<UnitState, UnitStatus> STATUSES = Map.ofEntries(
            Map.entry(UnitState.WAITING, UnitStatus.PENDING),
            Map.entry(UnitState.READY, UnitStatus.PENDING),
            Map.entry(UnitState.DECIDING, UnitStatus.RUNNING),
            Map.entry(UnitState.RUNNING, UnitStatus.RUNNING),
            Map.entry(UnitState.DRAINING, UnitStatus.RUNNING),
            Map.entry(UnitState.UNDOING, UnitStatus.RUNNING),
            Map.entry(UnitState.SUCCEEDED, UnitStatus.SUCCEEDED),
            Map.entry(UnitState.FAILED, UnitStatus.FAILED),
            Map.entry(UnitState.SKIPPED, UnitStatus.SKIPPED),
            Map.entry(UnitState.BLOCKED, UnitStatus.BLOCKED),
            Map.entry(UnitState.STOPPED, UnitStatus.STOPPED),
            Map.entry(UnitState.UNKNOWN, UnitStatus.UNKNOWN));
}
