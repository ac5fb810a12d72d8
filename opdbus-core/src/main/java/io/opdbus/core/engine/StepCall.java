package io.opdbus.core.engine;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.plan.PlanStep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a step under way: what the callee sees of it, where its output goes, and where its outcome arrives. One
 * object for all of that, because there is one for each step.
 */
final class StepCall implements CallContext, ChunkSink, Consumer<CallOutcome> {

    private final ActiveRun run;
    private final PlanStep step;
    private final int attempt;
    private final long startedMicros;
    private final long deadlineMicros;
    private @Nullable CancelToken token;
    private @Nullable String stopReason;
    private @Nullable Cancellable attemptTimer;
    private @Nullable Cancellable idleTimer;
    private volatile long lastChunkMicros;
    private @Nullable CallOutcome outcome;

    StepCall(ActiveRun run, PlanStep step, int attempt, long startedMicros, long deadlineMicros) {
        this.run = run;
        this.step = step;
        this.attempt = attempt;
        this.startedMicros = startedMicros;
        this.lastChunkMicros = startedMicros;
        this.deadlineMicros = deadlineMicros;
    }

    PlanStep step() {
        return step;
    }

    long startedMicros() {
        return startedMicros;
    }

    @Override
    public String runId() {
        return run.id();
    }

    @Override
    public String stepId() {
        return run.unitOf(step).id() + "/" + step.id();
    }

    @Override
    public String idempotencyKey() {
        return run.id() + "/" + stepId() + (step.undo() ? "/undo" : "");
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Deadline deadline() {
        return deadlineMicros == Long.MAX_VALUE
                ? Deadline.none()
                : new Deadline(Instant.EPOCH.plus(deadlineMicros, ChronoUnit.MICROS));
    }

    @Override
    public synchronized CancelToken cancelToken() {
        CancelToken made = token;
        if (made == null) {
            made = new CancelToken();
            token = made;
            if (stopReason != null) {
                made.cancel(stopReason);
            }
        }
        return made;
    }

    /** Asks the callee to stop. Its callbacks run on this thread. */
    void stop(String reason) {
        CancelToken made;
        synchronized (this) {
            stopReason = reason;
            made = token;
        }
        if (made != null) {
            made.cancel(reason);
        }
    }

    @Override
    public boolean isCancelled() {
        CancelToken made;
        synchronized (this) {
            made = token;
            if (made == null) {
                return stopReason != null;
            }
        }
        return made.isCancelled();
    }

    @Override
    public List<ActiveSkill> skills() {
        return step.skills();
    }

    // --- output ---

    @Override
    public void emit(Chunk chunk) {
        if (step.idleMicros() != Long.MAX_VALUE) {
            lastChunkMicros = run.micros();
        }
        run.chunk(step, chunk);
    }

    long lastChunkMicros() {
        return lastChunkMicros;
    }

    // --- outcome ---

    @Override
    public void accept(CallOutcome ended) {
        outcome = ended;
        run.ended(this);
    }

    CallOutcome outcome() {
        CallOutcome ended = outcome;
        if (ended == null) {
            throw new IllegalStateException("attempt " + attempt + " of step " + step.id() + " has not ended");
        }
        return ended;
    }

    // --- timers, only touched by the run's own thread ---

    void attemptTimer(Cancellable timer) {
        attemptTimer = timer;
    }

    void idleTimer(Cancellable timer) {
        idleTimer = timer;
    }

    void cancelTimers() {
        if (attemptTimer != null) {
            attemptTimer.cancel();
        }
        if (idleTimer != null) {
            idleTimer.cancel();
        }
    }
}
