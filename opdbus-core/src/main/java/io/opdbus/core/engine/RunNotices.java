package io.opdbus.core.engine;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunNotice;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.run.RollbackEntry;
import io.opdbus.core.run.RunMachine;
import io.opdbus.core.run.RunObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Builds the notices of a run and hands them to its listeners. There is none where nobody listens. */
final class RunNotices implements RunObserver {

    private final String runId;
    private final Plan plan;
    private final RunMachine machine;
    private final Explanation explanation;
    private final Masker masker;
    private final LongSupplier micros;
    private final List<ListenerQueue> listeners;
    private final List<ListenerQueue> chunkListeners;

    RunNotices(
            String runId,
            Plan plan,
            RunMachine machine,
            Explanation explanation,
            Masker masker,
            LongSupplier micros,
            List<ListenerQueue> listeners) {
        this.runId = runId;
        this.plan = plan;
        this.machine = machine;
        this.explanation = explanation;
        this.masker = masker;
        this.micros = micros;
        this.listeners = listeners;
        this.chunkListeners =
                listeners.stream().filter(ListenerQueue::wantsChunks).toList();
    }

    void chunk(PlanStep step, Chunk chunk) {
        if (!chunkListeners.isEmpty()) {
            Chunk masked = masker.mask(chunk);
            for (ListenerQueue listener : chunkListeners) {
                listener.chunk(plan.unit(step.unit()).id(), step.id(), masked);
            }
        }
    }

    void started() {
        tell(new RunNotice.RunStarted(runId, now(), plan.kind(), plan.id(), plan.unitCount()));
    }

    @Override
    public void unitStarted(int unit) {
        tell(new RunNotice.UnitStarted(runId, now(), plan.unit(unit).id()));
    }

    @Override
    public void unitEnded(int unit) {
        long started = machine.unitStartedMicros(unit);
        tell(new RunNotice.UnitEnded(
                runId,
                now(),
                plan.unit(unit).id(),
                machine.unitStatus(unit),
                explanation.reason(unit),
                started == 0
                        ? Duration.ZERO
                        : Duration.of(machine.unitEndedMicros(unit) - started, ChronoUnit.MICROS)));
    }

    @Override
    public void stepStarted(int step, int attempt) {
        PlanStep planned = plan.step(step);
        tell(new RunNotice.StepStarted(
                runId, now(), unitId(planned), planned.id(), planned.target(), attempt, planned.undo()));
    }

    @Override
    public void stepEnded(int step) {
        PlanStep planned = plan.step(step);
        tell(new RunNotice.StepEnded(
                runId,
                now(),
                unitId(planned),
                planned.id(),
                machine.stepStatus(step),
                machine.attempts(step),
                Optional.ofNullable(masker.mask(machine.stepError(step)))));
    }

    @Override
    public void retryScheduled(int step, int attempt, long delayMicros, ErrorInfo error) {
        PlanStep planned = plan.step(step);
        ErrorInfo masked = masker.mask(error);
        tell(new RunNotice.RetryScheduled(
                runId,
                now(),
                unitId(planned),
                planned.id(),
                attempt,
                Duration.of(delayMicros, ChronoUnit.MICROS),
                masked == null ? error : masked));
    }

    @Override
    public void aborting() {
        tell(new RunNotice.Aborting(runId, now(), masker.mask(machine.abortReason())));
    }

    @Override
    public void rollbackStarted(int unit) {
        tell(new RunNotice.RollbackStarted(runId, now(), plan.unit(unit).id(), explanation.reason(unit)));
    }

    @Override
    public void rolledBack(RollbackEntry entry) {
        tell(new RunNotice.StepRolledBack(runId, now(), explanation.rollbackStep(entry)));
    }

    @Override
    public void ignored(RunEvent event) {
        if (event instanceof RunEvent.StepSucceeded late) {
            late(late.step(), late.attempt(), "succeeded");
        } else if (event instanceof RunEvent.StepFailed late) {
            late(
                    late.step(),
                    late.attempt(),
                    "failed: " + masker.mask(late.error().message()));
        } else if (event instanceof RunEvent.StepStopped late) {
            late(late.step(), late.attempt(), "stopped");
        }
    }

    private void late(int step, int attempt, String outcome) {
        PlanStep planned = plan.step(step);
        tell(new RunNotice.LateOutcome(runId, now(), unitId(planned), planned.id(), attempt, outcome));
    }

    @Override
    public void ended() {
        tell(new RunNotice.RunEnded(
                runId,
                now(),
                machine.status(),
                Duration.of(machine.endedMicros() - machine.startedMicros(), ChronoUnit.MICROS),
                Optional.ofNullable(masker.mask(machine.error()))));
    }

    private void tell(RunNotice notice) {
        for (ListenerQueue listener : listeners) {
            listener.notice(notice);
        }
    }

    private String unitId(PlanStep step) {
        return plan.unit(step.unit()).id();
    }

    private Instant now() {
        return Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS);
    }
}
