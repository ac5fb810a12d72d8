package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackOutcome;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.StepStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.plan.PlanUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Watches a machine and holds it to the rules, with books of its own. */
final class RunChecker implements RunObserver {

    private final Plan plan;
    private final RunMachine machine;
    private final boolean thorough;

    private final Set<Integer> active = new TreeSet<>();
    private final Set<Integer> running = new HashSet<>();
    private final int[] runningOfUnit;
    private final int[] tried;
    private final boolean[] touched;
    private final boolean[] stepEnded;
    private final boolean[] unitStarted;
    private final int[] endPosition;
    private final Map<Integer, List<RollbackEntry>> entries = new HashMap<>();
    private final Set<Integer> couldNotStart = new HashSet<>();
    private final Set<Integer> rollbacksTimedOut = new HashSet<>();
    private final Set<Integer> undoneAtOnce = new HashSet<>();
    private final Set<Integer> undoneWithTheRest = new HashSet<>();
    private int ends;
    private int mainEnded;
    private int finallyStarted;
    private int lastUndone = Integer.MAX_VALUE;
    private boolean aborting;
    private int ended;
    private int finishes;
    private @Nullable Ran lastRan;
    private @Nullable ErrorInfo errorBefore;
    private @Nullable ErrorInfo[] unitErrorsBefore = {};

    RunChecker(Plan plan, RunMachine machine, boolean thorough) {
        this.plan = plan;
        this.machine = machine;
        this.thorough = thorough;
        runningOfUnit = new int[plan.unitCount()];
        tried = new int[plan.stepCount()];
        touched = new boolean[plan.stepCount()];
        stepEnded = new boolean[plan.stepCount()];
        unitStarted = new boolean[plan.unitCount()];
        endPosition = new int[plan.unitCount()];
    }

    // --- around each fact ---

    void before(RunEvent event) {
        lastRan = event instanceof RunEvent.StepFailed failed ? failed.ran() : Ran.YES;
        errorBefore = machine.error();
        if (event instanceof RunEvent.StepFailed failed && tried[failed.step()] == 0) {
            couldNotStart.add(failed.step());
        }
        if (event instanceof RunEvent.TimerFired fired && fired.timer() == TimerKind.ROLLBACK_DEADLINE) {
            rollbacksTimedOut.add(fired.index());
        }
        if (thorough) {
            unitErrorsBefore = unitErrors();
        }
    }

    void after(RunEvent event, boolean applied, List<Command> commands) {
        if (!applied) {
            assertThat(commands).as("R10: commands after what was ignored").isEmpty();
        }
        if (applied && event instanceof RunEvent.StepFailed failed && failed.ran() == Ran.UNKNOWN) {
            touched[failed.step()] = true;
        }
        if (applied && event instanceof RunEvent.StepStopped stopped) {
            touched[stopped.step()] = true;
        }
        for (Command command : commands) {
            assertThat(finishes).as("commands after FINISH").isZero();
            boolean start = command.kind() == Command.Kind.START && command.index() < plan.forwardSteps();
            if (start || command.kind() == Command.Kind.DECIDE) {
                int unit = start ? plan.step(command.index()).unit() : command.index();
                assertThat(!aborting || plan.unit(unit).isFinally())
                        .as("R12: %s while aborting", command)
                        .isTrue();
            }
            if (command.kind() == Command.Kind.FINISH) {
                finishes++;
            }
        }
        if (errorBefore != null) {
            assertThat(machine.error()).as("R14: the first error is kept").isSameAs(errorBefore);
        } else if (thorough) {
            checkFirstError(event);
        }
    }

    private void checkFirstError(RunEvent event) {
        ErrorInfo expected = null;
        @Nullable ErrorInfo[] errors = unitErrors();
        for (int unit = 0; unit < errors.length; unit++) {
            if (errors[unit] != unitErrorsBefore[unit] && !plan.unit(unit).continueOnFailure()) {
                assertThat(expected).as("one unit fails first").isNull();
                expected = errors[unit];
            }
        }
        boolean fromOutside = event instanceof RunEvent.CancelRequested
                || event instanceof RunEvent.OutputsRendered
                || event instanceof RunEvent.TimerFired fired && fired.timer() == TimerKind.RUN_DEADLINE;
        if (!fromOutside) {
            assertThat(machine.error()).as("R14: the error of the run").isSameAs(expected);
        }
    }

    private @Nullable ErrorInfo[] unitErrors() {
        @Nullable ErrorInfo[] errors = new ErrorInfo[plan.unitCount()];
        for (int unit = 0; unit < errors.length; unit++) {
            errors[unit] = machine.unitError(unit);
        }
        return errors;
    }

    // --- units ---

    @Override
    public void unitStarted(int index) {
        PlanUnit unit = plan.unit(index);
        assertThat(unitStarted[index]).as("%s starts once", unit).isFalse();
        unitStarted[index] = true;
        for (int dependency : unit.dependsOn()) {
            assertThat(satisfied(dependency))
                    .as("R2: %s starts after %s", unit, plan.unit(dependency))
                    .isTrue();
        }
        if (unit.isFinally()) {
            finallyStarted++;
            assertThat(mainEnded).as("R16: %s runs at the very end", unit).isEqualTo(plan.mainUnits());
            assertThat(undoing()).as("R16: %s runs after the rollback", unit).isFalse();
        } else {
            assertThat(aborting).as("R12: %s starts while aborting", unit).isFalse();
            assertThat(finallyStarted).isZero();
        }
        for (int other : active) {
            assertThat(unit.exclusive() || plan.unit(other).exclusive())
                    .as("R2: %s overlaps %s", unit, plan.unit(other))
                    .isFalse();
        }
        active.add(index);
        assertThat(active.size()).as("R2: max_parallel").isLessThanOrEqualTo(plan.maxParallel());
    }

    private boolean satisfied(int unit) {
        UnitStatus status = machine.unitStatus(unit);
        return status == UnitStatus.SUCCEEDED
                || status == UnitStatus.SKIPPED
                || plan.unit(unit).continueOnFailure() && (status == UnitStatus.FAILED || status == UnitStatus.UNKNOWN);
    }

    private boolean undoing() {
        return running.stream().anyMatch(step -> step >= plan.forwardSteps());
    }

    @Override
    public void unitEnded(int index) {
        PlanUnit unit = plan.unit(index);
        UnitStatus status = machine.unitStatus(index);
        assertThat(active.remove(index)).isEqualTo(unitStarted[index]);
        assertThat(endPosition[index]).as("%s ends once", unit).isZero();
        endPosition[index] = ++ends;
        assertThat(runningOfUnit[index]).as("steps that run when %s ends", unit).isZero();
        if (!unit.isFinally()) {
            mainEnded++;
        }
        if (unitStarted[index]) {
            assertThat(status).isNotIn(UnitStatus.BLOCKED, UnitStatus.PENDING, UnitStatus.RUNNING);
            checkStatus(unit, status);
        } else if (status == UnitStatus.BLOCKED) {
            int cause = machine.unitCause(index);
            assertThat(unit.dependsOn()).as("R8: %s names what blocks it", unit).contains(cause);
            assertThat(endPosition[cause]).isPositive();
            assertThat(satisfied(cause)).as("R8: what blocks %s", unit).isFalse();
        } else {
            assertThat(status).isEqualTo(UnitStatus.STOPPED);
            assertThat(aborting && !unit.isFinally()).as("%s is stopped", unit).isTrue();
        }
    }

    /** R8: how a unit ended follows from its steps. */
    private void checkStatus(PlanUnit unit, UnitStatus status) {
        boolean unknown = false;
        boolean all = true;
        boolean won = false;
        for (int step = unit.firstStep(); step < unit.endStep(); step++) {
            StepStatus ofStep = machine.stepStatus(step);
            unknown |= ofStep == StepStatus.UNKNOWN;
            // What never had its turn is shown as skipped, too.
            all &= ofStep == StepStatus.SUCCEEDED || ofStep == StepStatus.SKIPPED && stepEnded[step];
            won |= unit.coordination() == Coordination.RACE
                    && step >= unit.firstAgent()
                    && ofStep == StepStatus.SUCCEEDED;
        }
        if (status == UnitStatus.SUCCEEDED) {
            assertThat(all || won).as("R8: %s did all that was asked", unit).isTrue();
        }
        if (all && unit.firstStep() < unit.endStep() || won) {
            assertThat(status).as("R12: %s did all that was asked", unit).isNotEqualTo(UnitStatus.STOPPED);
        }
        if (unknown && !won || status == UnitStatus.UNKNOWN) {
            assertThat(unknown).isTrue();
            assertThat(status).as("R8: nobody can tell how %s ended", unit).isEqualTo(UnitStatus.UNKNOWN);
        }
    }

    // --- steps ---

    @Override
    public void stepStarted(int index, int attempt) {
        PlanStep step = plan.step(index);
        assertThat(attempt).as("R9: attempts of %s", step.id()).isEqualTo(++tried[index]);
        assertThat(attempt).isLessThanOrEqualTo(step.retry().maxAttempts());
        assertThat(running.add(index)).isTrue();
        if (index >= plan.forwardSteps()) {
            undoStarted(step);
            return;
        }
        assertThat(!aborting || plan.unit(step.unit()).isFinally())
                .as("R12: a step starts while aborting")
                .isTrue();
        runningOfUnit[step.unit()]++;
        assertThat(active).contains(step.unit());
        PlanUnit unit = plan.unit(step.unit());
        boolean together = index >= unit.firstAgent()
                && (unit.coordination() == Coordination.PARALLEL || unit.coordination() == Coordination.RACE);
        for (int other = unit.firstStep(); other < unit.endStep(); other++) {
            if (together && other >= unit.firstAgent()) {
                continue;
            }
            StepStatus status = machine.stepStatus(other);
            if (other < index) {
                assertThat(status).as("R3: before %s", step.id()).isIn(StepStatus.SUCCEEDED, StepStatus.SKIPPED);
                assertThat(running).doesNotContain(other);
            } else if (other > index) {
                assertThat(status).as("R3: after %s", step.id()).isEqualTo(StepStatus.PENDING);
            }
        }
    }

    private void undoStarted(PlanStep step) {
        int unit = step.unit();
        for (int other : running) {
            assertThat(other == step.index() || plan.step(other).unit() != unit)
                    .as("one undoing call of a unit at a time, and none while a step of it runs")
                    .isTrue();
            if (undoneWithTheRest.contains(unit)) {
                assertThat(other)
                        .as("R12: an undoing call of an abort is alone")
                        .isEqualTo(step.index());
            }
        }
        assertThat(undoneAtOnce.contains(unit) || undoneWithTheRest.contains(unit))
                .isTrue();
        List<RollbackEntry> before = told(unit);
        List<int[]> tasks = tasks(unit);
        assertThat(tasks.get(before.size())[0]).as("R12: order inside a unit").isEqualTo(step.index());
    }

    @Override
    public void retryScheduled(int index, int attempt, long delayMicros, ErrorInfo error) {
        PlanStep step = plan.step(index);
        assertThat(attempt).isEqualTo(tried[index]);
        assertThat(attempt).as("R9: retries").isLessThan(step.retry().maxAttempts());
        assertThat(error.retryable()).as("R9: only what is retryable").isTrue();
        assertThat(lastRan != Ran.UNKNOWN || step.repeatable())
                .as("R9: only what surely did not run")
                .isTrue();
        stopsRunning(index);
    }

    @Override
    public void stepEnded(int index) {
        assertThat(stepEnded[index]).as("a step ends once").isFalse();
        stepEnded[index] = true;
        stopsRunning(index);
        assertThat(machine.stepStatus(index)).isNotIn(StepStatus.PENDING, StepStatus.RUNNING);
        assertThat(machine.attempts(index)).isEqualTo(tried[index]);
    }

    private void stopsRunning(int index) {
        if (running.remove(index) && index < plan.forwardSteps()) {
            runningOfUnit[plan.step(index).unit()]--;
        }
    }

    // --- stopping and undoing ---

    @Override
    public void aborting() {
        assertThat(aborting).isFalse();
        aborting = true;
    }

    @Override
    public void rollbackStarted(int unit) {
        boolean first = active.contains(unit) ? undoneAtOnce.add(unit) : undoneWithTheRest.add(unit);
        assertThat(first).as("R12: unit %s is undone once", unit).isTrue();
        assertThat(undoneAtOnce.contains(unit) && undoneWithTheRest.contains(unit))
                .isFalse();
        assertThat(runningOfUnit[unit]).isZero();
        if (undoneAtOnce.contains(unit) && !plan.unit(unit).isFinally()) {
            assertThat(aborting)
                    .as("R12: a rollback begins while the run is being stopped")
                    .isFalse();
        }
        if (undoneWithTheRest.contains(unit)) {
            assertThat(aborting).isTrue();
            assertThat(active)
                    .as("R12: no rollback before everything has ended")
                    .isEmpty();
            assertThat(running).isEmpty();
            assertThat(endPosition[unit]).as("R12: latest first").isLessThan(lastUndone);
            lastUndone = endPosition[unit];
        }
    }

    @Override
    public void rolledBack(RollbackEntry entry) {
        entries.computeIfAbsent(entry.unit(), unit -> new ArrayList<>()).add(entry);
        if (entry.undoStep() >= 0) {
            StepStatus undo = machine.stepStatus(entry.undoStep());
            assertThat(entry.outcome() == RollbackOutcome.UNDONE).isEqualTo(undo == StepStatus.SUCCEEDED);
            assertThat(entry.outcome() == RollbackOutcome.UNKNOWN).isEqualTo(undo == StepStatus.UNKNOWN);
        }
        if (entry.undoStep() >= 0 && tried[entry.undoStep()] == 0 && !couldNotStart.contains(entry.undoStep())) {
            int timed = undoneAtOnce.contains(entry.unit()) ? entry.unit() : -1;
            assertThat(rollbacksTimedOut).as("R12: calls that are not made").contains(timed);
        }
        boolean bad = entry.outcome() == RollbackOutcome.FAILED || entry.outcome() == RollbackOutcome.UNKNOWN;
        assertThat(entry.error() != null)
                .as("R14: errors while undoing are kept")
                .isEqualTo(bad);
    }

    /** The undoing calls that were told of, in order. */
    private List<RollbackEntry> told(int unit) {
        return entries.getOrDefault(unit, List.of()).stream()
                .filter(entry -> entry.undoStep() >= 0)
                .toList();
    }

    /** What must be called to undo a unit, and what each call undoes. */
    private List<int[]> tasks(int index) {
        PlanUnit unit = plan.unit(index);
        List<int[]> tasks = new ArrayList<>();
        boolean any = false;
        for (int step = unit.endStep() - 1; step >= unit.firstStep(); step--) {
            any |= tried[step] > 0;
            if (tried[step] > 0 && mayHaveEffect(step)) {
                for (int undo : plan.step(step).rollback()) {
                    tasks.add(new int[] {undo, step});
                }
            }
        }
        if (any) {
            for (int undo : unit.rollback()) {
                tasks.add(new int[] {undo, -1});
            }
        }
        return tasks;
    }

    private boolean mayHaveEffect(int step) {
        return touched[step] || machine.stepStatus(step) != StepStatus.FAILED;
    }

    private void checkReport(PlanUnit unit) {
        List<RollbackEntry> report = entries.getOrDefault(unit.index(), List.of());
        List<int[]> tasks = tasks(unit.index());
        List<RollbackEntry> calls = told(unit.index());
        assertThat(calls).as("R14: every undoing call of %s", unit).hasSize(tasks.size());
        for (int i = 0; i < tasks.size(); i++) {
            assertThat(calls.get(i).undoStep()).isEqualTo(tasks.get(i)[0]);
            assertThat(calls.get(i).step()).isEqualTo(tasks.get(i)[1]);
        }
        for (int step = unit.firstStep(); step < unit.endStep(); step++) {
            int which = step;
            List<RollbackEntry> ofStep =
                    report.stream().filter(entry -> entry.step() == which).toList();
            List<RollbackOutcome> without = ofStep.stream()
                    .filter(entry -> entry.undoStep() < 0)
                    .map(RollbackEntry::outcome)
                    .toList();
            PlanStep planned = plan.step(step);
            if (tried[step] == 0) {
                assertThat(ofStep).as("R14: what never started").isEmpty();
            } else if (!mayHaveEffect(step) || planned.readOnly() && planned.rollback().length == 0) {
                assertThat(without).containsExactly(RollbackOutcome.NOT_NEEDED);
            } else if (planned.rollback().length == 0 && unit.rollback().length == 0) {
                assertThat(without).containsExactly(RollbackOutcome.NO_ROLLBACK);
            } else {
                assertThat(without).isEmpty();
            }
        }
    }

    // --- the end ---

    @Override
    public void ended() {
        ended++;
    }

    /** The run has ended, and nothing may have happened since. */
    void finished() {
        assertThat(ended).isEqualTo(1);
        assertThat(finishes).isEqualTo(1);
        assertThat(active).isEmpty();
        assertThat(running).isEmpty();
        assertThat(ends).as("every unit ends").isEqualTo(plan.unitCount());
        boolean failed = false;
        for (int index = 0; index < plan.unitCount(); index++) {
            PlanUnit unit = plan.unit(index);
            UnitStatus status = machine.unitStatus(index);
            boolean bad = status == UnitStatus.FAILED || status == UnitStatus.UNKNOWN;
            failed |= bad && !unit.continueOnFailure();
            assertThat(machine.unitError(index) != null)
                    .as("R15: why %s is %s", unit, status)
                    .isEqualTo(bad);
            boolean started = false;
            for (int step = unit.firstStep(); step < unit.endStep(); step++) {
                started |= tried[step] > 0;
            }
            boolean undone = undoneAtOnce.contains(index) || undoneWithTheRest.contains(index);
            boolean mustBeUndone = bad || aborting && !unit.isFinally();
            assertThat(undone).as("R12: %s (%s) is undone", unit, status).isEqualTo(started && mustBeUndone);
            if (undone) {
                checkReport(unit);
            } else {
                assertThat(entries).doesNotContainKey(index);
            }
        }
        RunStatus status = machine.status();
        ErrorInfo error = machine.error();
        if (failed || aborting) {
            assertThat(status).as("R16").isNotEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(error == null).isEqualTo(status == RunStatus.SUCCEEDED);
        assertThat(aborting).isEqualTo(!machine.abortReason().isEmpty());
        if (!aborting && failed && plan.rollbackScope() == RollbackScope.COMPLETED) {
            for (int index = 0; index < plan.mainUnits(); index++) {
                assertThat(machine.unitStatus(index) == UnitStatus.FAILED
                                && !plan.unit(index).continueOnFailure())
                        .as("R12: a failure reaches back")
                        .isFalse();
            }
        }
    }
}
