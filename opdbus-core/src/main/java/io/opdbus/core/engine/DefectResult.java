package io.opdbus.core.engine;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitResult;
import io.opdbus.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left to say when a run met a defect of opdbus itself.
 *
 * @param runId the run's id
 * @param plan what was run
 * @param defect what went wrong
 */
record DefectResult(String runId, Plan plan, Throwable defect) implements RunResult {

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
        return RunStatus.FAILED;
    }

    @Override
    public Map<String, @Nullable Object> outputs() {
        return Map.of();
    }

    @Override
    public List<UnitResult> units() {
        return List.of();
    }

    @Override
    public List<RollbackStep> rollback() {
        return List.of();
    }

    @Override
    public Optional<ErrorInfo> error() {
        return Optional.of(ErrorInfo.of(
                ErrorCode.INTERNAL,
                "a defect of opdbus ended the run, nothing was rolled back; the log has its stack trace ("
                        + defect.getClass().getName() + ")"));
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public Duration duration() {
        return Duration.ZERO;
    }

    @Override
    public String explain() {
        return error().map(ErrorInfo::toString).orElse("");
    }
}
