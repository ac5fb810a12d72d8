package io.opdbus.core.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackOutcome;
import io.opdbus.api.run.TimerKind;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.Lifecycle.StepState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undoes units (R12, R14): of a unit the steps' own rollbacks, latest step first, then the unit's rollback as written; one call
 * after the other. A call that fails does not keep the next from being made.
 *
 * <p>A step that says itself that it failed is not undone by its own rollback; one that succeeded, was stopped midway, or
 * whose outcome is unknown is, also where only an earlier attempt of it was. The unit's rollback runs whenever a step of it has started.
 */
final class Rollbacks {

    /** A call that is to be made, and the step that it undoes; -1 for the unit as a whole. */
    private record Task(int undoStep, int undoes) {}

    /** The rollback of one unit under way. */
    private static final class Undo {
        final int unit;
        final boolean partOfWhole;
        final List<Task> tasks = new ArrayList<>();
        int next;
        long due;
        boolean expired;

        Undo(int unit, boolean partOfWhole) {
            this.unit = unit;
            this.partOfWhole = partOfWhole;
        }
    }

    private final Plan plan;
    private final MachineSettings settings;
    private final Steps steps;
    private final CommandQueue commands;
    private final List<RollbackEntry> entries = new ArrayList<>();
    private final Map<Integer, Undo> undos = new HashMap<>();
    private boolean wholeExpired;
    private long wholeDue;
    private @Nullable RunObserver observer;

    Rollbacks(Plan plan, MachineSettings settings, Steps steps, CommandQueue commands) {
        this.plan = plan;
        this.settings = settings;
        this.steps = steps;
        this.commands = commands;
    }

    void begin(@Nullable RunObserver told) {
        observer = told;
    }

    List<RollbackEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Whether the unit's rollback has begun at some time. */
    boolean begun(int unit) {
        return undos.containsKey(unit);
    }

    /** The rollback of everything begins: its deadline holds for all units together. */
    void beginWhole(long now) {
        wholeDue = MachineSettings.after(now, settings.rollbackMicros());
        commands.arm(TimerKind.ROLLBACK_DEADLINE, -1, 0, wholeDue);
    }

    /** When the unit's rollback must be done; that of everything has one time for all its units. */
    long due(int unit) {
        Undo undo = undos.get(unit);
        return undo == null || undo.partOfWhole ? wholeDue : undo.due;
    }

    /** Whether the time of the unit's rollback is over. */
    boolean expired(int unit) {
        Undo undo = undos.get(unit);
        return undo != null && expired(undo);
    }

    private boolean expired(Undo undo) {
        return undo.partOfWhole ? wholeExpired : undo.expired;
    }

    /**
     * Begins to undo a unit.
     *
     * @param partOfWhole whether everything is being undone, so that the unit has no time of its own
     * @return true if that is done already, because no call is needed
     */
    boolean begin(int unit, long now, boolean partOfWhole) {
        Undo undo = new Undo(unit, partOfWhole);
        undos.put(unit, undo);
        boolean started = collect(undo);
        if (!started) {
            return true;
        }
        if (observer != null) {
            observer.rollbackStarted(unit);
        }
        if (!undo.tasks.isEmpty() && !partOfWhole) {
            undo.due = MachineSettings.after(now, settings.rollbackMicros());
            commands.arm(TimerKind.ROLLBACK_DEADLINE, unit, 0, undo.due);
        }
        return advance(undo);
    }

    /** Collects what is to be called; tells whether any step of the unit had started. */
    private boolean collect(Undo undo) {
        PlanUnit unit = plan.unit(undo.unit);
        boolean started = false;
        for (int step = unit.endStep() - 1; step >= unit.firstStep(); step--) {
            if (steps.attempts(step) == 0) {
                continue;
            }
            started = true;
            PlanStep planned = plan.step(step);
            boolean saysItFailed = steps.state(step) == StepState.FAILED && !steps.interrupted(step);
            if (saysItFailed || planned.readOnly() && planned.rollback().length == 0) {
                tell(new RollbackEntry(undo.unit, step, -1, RollbackOutcome.NOT_NEEDED, null));
            } else if (planned.rollback().length > 0) {
                for (int undoStep : planned.rollback()) {
                    undo.tasks.add(new Task(undoStep, step));
                }
            } else if (unit.rollback().length == 0) {
                tell(new RollbackEntry(undo.unit, step, -1, RollbackOutcome.NO_ROLLBACK, null));
            }
        }
        if (started) {
            for (int undoStep : unit.rollback()) {
                undo.tasks.add(new Task(undoStep, -1));
            }
        }
        return started;
    }

    /**
     * An undoing step has ended.
     *
     * @return true if its unit is undone with that
     */
    boolean stepEnded(int undoStep) {
        Undo undo = undos.get(plan.step(undoStep).unit());
        if (undo == null) {
            throw new IllegalStateException("step " + undoStep + " undoes a unit whose rollback has not begun");
        }
        Task task = undo.tasks.get(undo.next++);
        RollbackOutcome outcome = switch (steps.state(undoStep)) {
            case SUCCEEDED -> RollbackOutcome.UNDONE;
            case UNKNOWN -> RollbackOutcome.UNKNOWN;
            default -> RollbackOutcome.FAILED;
        };
        ErrorInfo error = outcome == RollbackOutcome.UNDONE ? null : steps.error(undoStep);
        if (outcome == RollbackOutcome.FAILED && error == null) {
            error = expiry();
        }
        tell(new RollbackEntry(undo.unit, task.undoes(), undoStep, outcome, error));
        return advance(undo);
    }

    /** Whether a failed call may be made again. */
    boolean mayRetry(int undoStep) {
        Undo undo = undos.get(plan.step(undoStep).unit());
        return undo != null && !expired(undo);
    }

    /**
     * The time of a unit's rollback is over.
     *
     * @param whole whether it is the time of everything
     * @return the call that is to be stopped, or -1 if no call is under way that this is about
     */
    int expire(int unit, boolean whole) {
        Undo undo = undos.get(unit);
        if (undo == null || undo.partOfWhole != whole || expired(undo) || undo.next >= undo.tasks.size()) {
            return -1;
        }
        if (whole) {
            wholeExpired = true;
        } else {
            undo.expired = true;
        }
        return undo.tasks.get(undo.next).undoStep();
    }

    /** Makes the next call; tells whether there is none left. */
    private boolean advance(Undo undo) {
        while (undo.next < undo.tasks.size()) {
            Task task = undo.tasks.get(undo.next);
            if (!expired(undo)) {
                steps.request(task.undoStep());
                return false;
            }
            undo.next++;
            tell(new RollbackEntry(undo.unit, task.undoes(), task.undoStep(), RollbackOutcome.FAILED, expiry()));
        }
        return true;
    }

    private ErrorInfo expiry() {
        return ErrorInfo.of(
                ErrorCode.TIMED_OUT,
                "the rollback took longer than " + settings.rollbackTimeout()
                        + "; this call was not made or was stopped");
    }

    private void tell(RollbackEntry entry) {
        entries.add(entry);
        if (observer != null) {
            observer.rolledBack(entry);
        }
    }
}
