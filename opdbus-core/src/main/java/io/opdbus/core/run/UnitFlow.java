package io.opdbus.core.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.Lifecycle.StepState;
import io.opdbus.core.run.Lifecycle.UnitSignal;
import io.opdbus.core.run.Lifecycle.UnitState;
import io.opdbus.core.run.Steps.Effect;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a unit goes on: its condition, its steps one after the other or together (R3), and how it ends (R8). */
final class UnitFlow {

    private final Plan plan;
    private final MachineSettings settings;
    private final CommandQueue commands;
    private final Steps steps;
    private final Units units;
    private final Rollbacks rollbacks;
    private final RunFlow run;

    UnitFlow(
            Plan plan,
            MachineSettings settings,
            CommandQueue commands,
            Steps steps,
            Units units,
            Rollbacks rollbacks,
            RunFlow run) {
        this.plan = plan;
        this.settings = settings;
        this.commands = commands;
        this.steps = steps;
        this.units = units;
        this.rollbacks = rollbacks;
        this.run = run;
    }

    void start(int unit) {
        PlanUnit planned = plan.unit(unit);
        boolean decide = planned.condition() != null;
        units.started(unit, decide ? UnitSignal.DECIDE : UnitSignal.RUN, run.now());
        long timeout = settings.timeoutMicros(planned);
        if (timeout != Long.MAX_VALUE) {
            commands.arm(TimerKind.UNIT_DEADLINE, unit, 0, MachineSettings.after(run.now(), timeout));
        }
        if (decide) {
            commands.add(Command.Kind.DECIDE, unit, 0);
        } else {
            advance(unit);
        }
    }

    boolean decided(RunEvent.UnitDecided fact) {
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
                units.end(unit, UnitSignal.SKIP, run.now());
                break;
            case FAIL:
                ErrorInfo why = fact.error();
                drain(
                        unit,
                        UnitSignal.FAIL,
                        -1,
                        why != null
                                ? why
                                : ErrorInfo.of(
                                        ErrorCode.EXPRESSION_FAILED,
                                        "the condition of phase '"
                                                + plan.unit(unit).id() + "' could not be evaluated"));
                break;
        }
        return true;
    }

    /** The unit's time is over; waiting for its turn to be decided counts. */
    boolean deadlinePassed(int unit) {
        if (!isGoingOn(unit)) {
            return false;
        }
        PlanUnit planned = plan.unit(unit);
        drain(
                unit,
                UnitSignal.FAIL,
                -1,
                ErrorInfo.of(
                        ErrorCode.TIMED_OUT,
                        "phase '" + planned.id() + "' took longer than its timeout of "
                                + settings.timeoutMicros(planned) / 1000 + " ms"));
        return true;
    }

    /** The run is being stopped, and the unit with it. */
    void stop(int unit) {
        if (isGoingOn(unit)) {
            drain(unit, UnitSignal.STOP, -1, null);
        }
    }

    private boolean isGoingOn(int unit) {
        return units.state(unit) == UnitState.RUNNING || units.state(unit) == UnitState.DECIDING;
    }

    /** Requests the unit's next steps, or ends it where there are none (R3). */
    private void advance(int unit) {
        PlanUnit planned = plan.unit(unit);
        int next = units.cursor(unit);
        if (next == planned.endStep()) {
            units.end(unit, UnitSignal.SUCCEED, run.now());
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

    /** Whether a failed attempt of a forward step may be made again. */
    boolean mayRetry(int step) {
        int unit = plan.step(step).unit();
        return units.state(unit) == UnitState.RUNNING && !units.raceWon(unit);
    }

    /** A forward step has ended: the unit goes on, or will not. */
    void stepEnded(int step) {
        int unit = plan.step(step).unit();
        units.addLive(unit, -1);
        if (units.state(unit) == UnitState.DRAINING) {
            if (units.live(unit) == 0) {
                drained(unit);
            }
            return;
        }
        StepState ended = steps.state(step);
        PlanUnit planned = plan.unit(unit);
        boolean race = planned.coordination() == Coordination.RACE && step >= planned.firstAgent();
        if (race && ended == StepState.SUCCEEDED && !units.raceWon(unit)) {
            units.winRace(unit);
            stopSteps(unit);
        }
        boolean quiet = units.live(unit) == 0;
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
        boolean reachesBack = failure != null && run.unitFailed(plan.unit(unit), failure);
        if (units.live(unit) == 0) {
            drained(unit);
        }
        if (reachesBack) {
            run.abort(RunStatus.FAILED, Objects.requireNonNull(failure));
        }
    }

    private void stopSteps(int unit) {
        for (int step = plan.unit(unit).firstStep(); step < units.cursor(unit); step++) {
            if (steps.stop(step, run.now()) == Effect.ENDED) {
                units.addLive(unit, -1);
            }
        }
    }

    /** Nothing of the unit runs any more: it ends, or is undone first. */
    private void drained(int unit) {
        PlanUnit planned = plan.unit(unit);
        UnitSignal verdict = units.verdict(unit);
        int lost = lostStep(planned);
        if (lost >= 0) {
            verdict = UnitSignal.LOSE;
            boolean unexplained = units.error(unit) == null;
            units.verdict(unit, verdict, unexplained ? lost : -1, unexplained ? steps.error(lost) : null);
        }
        if (verdict == UnitSignal.STOP) {
            units.end(unit, completed(planned) ? UnitSignal.SUCCEED : verdict, run.now());
        } else if (run.undoesWithTheRest(planned)) {
            units.end(unit, verdict, run.now());
        } else {
            units.fire(unit, UnitSignal.UNDO);
            if (rollbacks.begin(unit, run.now(), false)) {
                units.end(unit, verdict, run.now());
            }
        }
    }

    /** The first step of which nobody can tell how it ended, or -1; who lost a race that was won does not count. */
    private int lostStep(PlanUnit unit) {
        if (!raceWon(unit)) {
            for (int step = unit.firstStep(); step < unit.endStep(); step++) {
                if (steps.state(step) == StepState.UNKNOWN) {
                    return step;
                }
            }
        }
        return -1;
    }

    /** Whether the unit did all that was asked, although it was to stop. */
    private boolean completed(PlanUnit unit) {
        if (raceWon(unit)) {
            return true;
        }
        for (int step = unit.firstStep(); step < unit.endStep(); step++) {
            if (steps.state(step) != StepState.SUCCEEDED && steps.state(step) != StepState.SKIPPED) {
                return false;
            }
        }
        // One without steps was still to be decided.
        return unit.firstStep() < unit.endStep();
    }

    /** Whether its race has a winner, be it one that was to stop. */
    private boolean raceWon(PlanUnit unit) {
        if (unit.coordination() == Coordination.RACE) {
            for (int step = unit.firstAgent(); step < unit.endStep(); step++) {
                if (steps.state(step) == StepState.SUCCEEDED) {
                    return true;
                }
            }
        }
        return false;
    }
}
