package io.opdbus.core.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.Lifecycle.RunSignal;
import io.opdbus.core.run.Lifecycle.RunState;
import io.opdbus.core.run.Steps.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The run as a whole: what starts next, when it is stopped, what is undone then, and how it ends. */
final class RunFlow {

    private final Plan plan;
    private final MachineSettings settings;
    private final TransitionLog log;
    private final CommandQueue commands;
    private final Steps steps;
    private final Units units;
    private final Rollbacks rollbacks;
    private final UnitFlow unitFlow;
    private @Nullable RunObserver observer;

    private RunState state = RunState.NEW;
    private RunStatus verdict = RunStatus.SUCCEEDED;
    private @Nullable ErrorInfo error;
    private String abortReason = "";
    private long now;
    private long startedAt;
    private long endedAt;
    private long deadline = Long.MAX_VALUE;
    private int undone;
    private int unitBeingUndone = -1;

    RunFlow(Plan plan, MachineSettings settings, CommandQueue commands, Steps steps, Units units, TransitionLog log) {
        this.plan = plan;
        this.settings = settings;
        this.log = log;
        this.commands = commands;
        this.steps = steps;
        this.units = units;
        this.rollbacks = new Rollbacks(plan, settings, steps, commands);
        this.unitFlow = new UnitFlow(plan, settings, commands, steps, units, rollbacks, this);
    }

    UnitFlow units() {
        return unitFlow;
    }

    Rollbacks rollbacks() {
        return rollbacks;
    }

    RunStatus status() {
        return state == RunState.ENDED ? verdict : RunStatus.RUNNING;
    }

    @Nullable ErrorInfo error() {
        return error;
    }

    String abortReason() {
        return abortReason;
    }

    long startedAt() {
        return startedAt;
    }

    long endedAt() {
        return endedAt;
    }

    /** When the fact that is being taken in happened. */
    long now() {
        return now;
    }

    void now(long micros) {
        now = micros;
    }

    List<Command> pending() {
        return new PendingCommands(plan, settings, steps, units, rollbacks).list(state, deadline, unitBeingUndone);
    }

    // --- facts about the run ---

    boolean begin(RunEvent.RunStarted fact, @Nullable RunObserver told) {
        if (!fire(RunSignal.START)) {
            return false;
        }
        observer = told;
        startedAt = now;
        deadline = fact.deadlineMicros();
        steps.begin(fact.seed(), told);
        units.begin(told);
        rollbacks.begin(told);
        if (deadline != Long.MAX_VALUE) {
            commands.arm(TimerKind.RUN_DEADLINE, -1, 0, deadline);
        }
        units.open(0, plan.mainUnits());
        return true;
    }

    boolean cancelled(String reason) {
        return abort(RunStatus.CANCELLED, ErrorInfo.of(ErrorCode.CANCELLED, "cancelled: " + reason));
    }

    boolean deadlinePassed() {
        return abort(
                RunStatus.TIMED_OUT,
                ErrorInfo.of(
                        ErrorCode.TIMED_OUT,
                        "the run took longer than its timeout of " + (deadline - startedAt) / 1000 + " ms"));
    }

    boolean outputsRendered(@Nullable ErrorInfo failure) {
        if (state != RunState.OUTPUTS) {
            return false;
        }
        if (failure != null && plan.rollbackScope() == RollbackScope.COMPLETED) {
            return abort(RunStatus.FAILED, failure);
        }
        if (failure != null) {
            fail(failure);
        }
        fire(RunSignal.OUTPUTS_DONE);
        return beginFinally();
    }

    /** The time of a unit's rollback, or with -1 of the rollback of everything, is over. */
    boolean rollbackDeadlinePassed(int unit) {
        boolean whole = unit < 0;
        int beingUndone = whole ? unitBeingUndone : unit;
        int call = beingUndone < 0 ? -1 : rollbacks.expire(beingUndone, whole);
        if (call < 0) {
            return false;
        }
        if (steps.stop(call, now) == Effect.ENDED) {
            undoStepEnded(call);
        }
        return true;
    }

    void undoStepEnded(int step) {
        int unit = plan.step(step).unit();
        if (!rollbacks.stepEnded(step)) {
            return;
        }
        if (unit == unitBeingUndone) {
            undoNext();
        } else {
            units.end(unit, units.verdict(unit), now);
        }
    }

    // --- what follows ---

    /** Goes on until nothing more follows from what is known. */
    void settle() {
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
            unitFlow.start(unit);
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
            if (!rollbacks.begun(unitBeingUndone) && !rollbacks.begin(unitBeingUndone, now, true)) {
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

    // --- failures ---

    /**
     * A unit will not succeed.
     *
     * @return true if everything is to be undone for that, and the run is to be stopped
     */
    boolean unitFailed(PlanUnit unit, ErrorInfo failure) {
        if (unit.continueOnFailure()) {
            return false;
        }
        fail(failure);
        return reachesBack(unit);
    }

    /** Whether a unit that failed is undone together with the others and not at once. */
    boolean undoesWithTheRest(PlanUnit unit) {
        return state == RunState.ABORTING || reachesBack(unit);
    }

    private boolean reachesBack(PlanUnit unit) {
        return state == RunState.RUNNING
                && !unit.continueOnFailure()
                && plan.rollbackScope() == RollbackScope.COMPLETED;
    }

    private void fail(ErrorInfo failure) {
        if (verdict == RunStatus.SUCCEEDED) {
            verdict = RunStatus.FAILED;
        }
        if (error == null) {
            error = failure;
        }
    }

    /**
     * Nothing more starts, what runs is stopped, and what was done will be undone (R10, R12). The rollback of a phase that
     * had begun before goes on meanwhile.
     */
    boolean abort(RunStatus why, ErrorInfo reason) {
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
            unitFlow.stop(unit);
        }
        return true;
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
}
