package io.opdbus.core.run;

import io.opdbus.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** All that is to be seen of a machine, as values to compare. */
final class Snapshot {

    private Snapshot() {}

    static List<Object> of(Plan plan, RunMachine machine) {
        List<Object> seen = new ArrayList<>();
        seen.add(machine.status());
        seen.add(String.valueOf(machine.error()));
        seen.add(machine.abortReason());
        seen.add(machine.startedMicros());
        seen.add(machine.endedMicros());
        seen.add(List.copyOf(machine.rollback()));
        seen.add(machine.pending());
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            seen.add(machine.unitStatus(unit));
            seen.add(machine.unitCause(unit));
            seen.add(String.valueOf(machine.unitError(unit)));
            seen.add(machine.unitStartedMicros(unit));
            seen.add(machine.unitEndedMicros(unit));
            seen.add(machine.wantsDecision(unit));
        }
        for (int step = 0; step < plan.stepCount(); step++) {
            seen.add(machine.stepStatus(step));
            seen.add(machine.attempts(step));
            seen.add(String.valueOf(machine.stepError(step)));
        }
        return seen;
    }
}
