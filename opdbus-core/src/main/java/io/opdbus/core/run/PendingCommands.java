package io.opdbus.core.run;

import io.opdbus.api.run.TimerKind;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.Lifecycle.RunState;
import io.opdbus.core.run.Lifecycle.UnitState;
import java.util.ArrayList;
import java.util.List;

/** Lists what is open in a machine that was rebuilt from its events: drawn from the state alone. */
final class PendingCommands {

    private final Plan plan;
    private final MachineSettings settings;
    private final Steps steps;
    private final Units units;
    private final Rollbacks rollbacks;
    private final List<Command> list = new ArrayList<>();

    PendingCommands(Plan plan, MachineSettings settings, Steps steps, Units units, Rollbacks rollbacks) {
        this.plan = plan;
        this.settings = settings;
        this.steps = steps;
        this.units = units;
        this.rollbacks = rollbacks;
    }

    List<Command> list(RunState state, long deadline, int unitBeingUndone) {
        if (state == RunState.NEW || state == RunState.ENDED) {
            if (state == RunState.ENDED) {
                list.add(new Command(Command.Kind.FINISH, -1, 0, null, 0));
            }
            return list;
        }
        if (deadline != Long.MAX_VALUE && (state == RunState.RUNNING || state == RunState.OUTPUTS)) {
            arm(TimerKind.RUN_DEADLINE, -1, 0, deadline);
        }
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            unit(unit);
        }
        for (int step = 0; step < plan.stepCount(); step++) {
            step(step);
        }
        if (unitBeingUndone >= 0 && !rollbacks.expired(unitBeingUndone)) {
            arm(TimerKind.ROLLBACK_DEADLINE, -1, 0, rollbacks.due(unitBeingUndone));
        }
        if (state == RunState.OUTPUTS) {
            list.add(new Command(Command.Kind.RENDER_OUTPUTS, -1, 0, null, 0));
        }
        return list;
    }

    private void unit(int unit) {
        UnitState state = units.state(unit);
        if (state == UnitState.DECIDING) {
            list.add(new Command(Command.Kind.DECIDE, unit, 0, null, 0));
        }
        PlanUnit planned = plan.unit(unit);
        long timeout = settings.timeoutMicros(planned);
        if (timeout != Long.MAX_VALUE && (state == UnitState.DECIDING || state == UnitState.RUNNING)) {
            arm(TimerKind.UNIT_DEADLINE, unit, 0, MachineSettings.after(units.startedAt(unit), timeout));
        }
        if (state == UnitState.UNDOING && !rollbacks.expired(unit)) {
            arm(TimerKind.ROLLBACK_DEADLINE, unit, 0, rollbacks.due(unit));
        }
    }

    private void step(int step) {
        int attempt = steps.currentAttempt(step);
        switch (steps.state(step)) {
            case REQUESTED -> list.add(new Command(Command.Kind.START, step, attempt, null, 0));
            case RUNNING -> {
                list.add(new Command(Command.Kind.AWAIT, step, attempt, null, 0));
                PlanStep planned = plan.step(step);
                if (planned.timeoutMicros() != Long.MAX_VALUE) {
                    arm(TimerKind.ATTEMPT_DEADLINE, step, attempt, steps.attemptDue(step));
                }
                if (planned.idleMicros() != Long.MAX_VALUE) {
                    arm(TimerKind.IDLE, step, attempt, steps.idleDue(step));
                }
            }
            case STOPPING -> {
                list.add(new Command(Command.Kind.STOP, step, attempt, null, 0));
                arm(TimerKind.GRACE, step, attempt, steps.due(step));
            }
            case RETRY_WAIT -> arm(TimerKind.RETRY, step, attempt, steps.due(step));
            default -> {
                // Not begun, or ended: nothing is open.
            }
        }
    }

    private void arm(TimerKind timer, int index, int attempt, long due) {
        list.add(new Command(Command.Kind.ARM, index, attempt, timer, due));
    }
}
