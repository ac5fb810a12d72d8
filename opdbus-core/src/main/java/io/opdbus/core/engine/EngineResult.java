package io.opdbus.core.engine;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.StepResult;
import io.opdbus.api.run.StepStatus;
import io.opdbus.api.run.UnitResult;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.RunMachine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A result that is read from the ended machine when it is asked for: most of it nobody asks for. */
final class EngineResult implements RunResult {

    private final String runId;
    private final Plan plan;
    private final RunMachine machine;
    private final RunValues values;
    private final Masker masker;
    private final Explanation explanation;
    private final Map<String, @Nullable Object> outputs;

    EngineResult(
            String runId,
            Plan plan,
            RunMachine machine,
            RunValues values,
            Masker masker,
            Explanation explanation,
            Map<String, @Nullable Object> outputs) {
        this.runId = runId;
        this.plan = plan;
        this.machine = machine;
        this.values = values;
        this.masker = masker;
        this.explanation = explanation;
        this.outputs = outputs;
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public String kind() {
        return plan.kind();
    }

    @Override
    public String id() {
        return plan.id();
    }

    @Override
    public RunStatus status() {
        return machine.status();
    }

    @Override
    public Map<String, @Nullable Object> outputs() {
        return outputs;
    }

    @Override
    public List<UnitResult> units() {
        return new Units();
    }

    /** The units, each made when it is asked for. */
    private final class Units extends AbstractList<UnitResult> implements RandomAccess {
        @Override
        public UnitResult get(int index) {
            return unitResult(plan.unit(index));
        }

        @Override
        public int size() {
            return plan.unitCount();
        }
    }

    private UnitResult unitResult(PlanUnit unit) {
        List<StepResult> steps = new ArrayList<>(unit.endStep() - unit.firstStep());
        for (int step = unit.firstStep(); step < unit.endStep(); step++) {
            StepStatus status = machine.stepStatus(step);
            steps.add(new StepResult(
                    plan.step(step).id(),
                    plan.step(step).target(),
                    status,
                    machine.attempts(step),
                    status == StepStatus.SUCCEEDED ? masker.mask(values.result(step)) : null,
                    Optional.ofNullable(masker.mask(machine.stepError(step)))));
        }
        long started = machine.unitStartedMicros(unit.index());
        return new UnitResult(
                unit.id(),
                machine.unitStatus(unit.index()),
                explanation.reason(unit.index()),
                started == 0 ? Optional.empty() : Optional.of(instant(started)),
                started == 0 ? Duration.ZERO : between(started, machine.unitEndedMicros(unit.index())),
                steps);
    }

    @Override
    public List<RollbackStep> rollback() {
        return machine.rollback().stream().map(explanation::rollbackStep).toList();
    }

    @Override
    public Optional<ErrorInfo> error() {
        return Optional.ofNullable(masker.mask(machine.error()));
    }

    @Override
    public Instant startedAt() {
        return instant(machine.startedMicros());
    }

    @Override
    public Duration duration() {
        return between(machine.startedMicros(), machine.endedMicros());
    }

    @Override
    public String explain() {
        return explanation.text();
    }

    @Override
    public String toString() {
        return "RunResult " + runId + " of " + kind() + " '" + id() + "': " + status();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Duration between(long from, long to) {
        return Duration.of(Math.max(0, to - from), ChronoUnit.MICROS);
    }
}
