package io.opdbus.core.transport.lines;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.core.concurrent.Cancellable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A call under way over a link. */
final class LinesCall implements CallHandle {

    /** How long the peer may take to confirm that it stopped a call whose deadline has passed. */
    private static final long GRACE_NANOS = 500_000_000L;

    private final LinesLink link;
    private final long id;
    private final AgentCall call;
    private final Consumer<Chunk> chunks;
    private final CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean written = new AtomicBoolean();
    private volatile Cancellable timer = () -> {};

    LinesCall(LinesLink link, long id, AgentCall call, Consumer<Chunk> chunks) {
        this.link = link;
        this.id = id;
        this.call = call;
        this.chunks = chunks;
    }

    AgentCall call() {
        return call;
    }

    void watch(Cancellable deadline) {
        timer = deadline;
    }

    /** The line is about to be written: from here on the peer may have it. */
    boolean leaves() {
        return !outcome.isDone() && written.compareAndSet(false, true);
    }

    void chunk(Chunk chunk) {
        if (!outcome.isDone()) {
            chunks.accept(chunk);
        }
    }

    void end(CallOutcome how) {
        timer.cancel();
        outcome.complete(how);
    }

    void lost(ErrorInfo why) {
        boolean never = written.compareAndSet(false, true);
        end(
                never
                        ? new Failed(ErrorInfo.retryable(ErrorCode.AGENT_UNAVAILABLE, why.message()), Ran.NO)
                        : new Failed(why, Ran.UNKNOWN));
    }

    void expired() {
        cancel();
        timer = link.timers()
                .schedule(
                        GRACE_NANOS,
                        () -> end(new Failed(
                                ErrorInfo.retryable(
                                        ErrorCode.TIMED_OUT,
                                        "the deadline passed, and the peer did not confirm that it stopped"),
                                Ran.UNKNOWN)));
    }

    @Override
    public void request(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least 1 chunk must be requested, not " + count);
        }
        link.say(Message.of("request", "id", id, "chunks", count));
    }

    @Override
    public CompletionStage<CallOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public void cancel() {
        if (written.compareAndSet(false, true)) {
            link.forget(id);
            end(new Stopped());
        } else {
            link.say(Message.of("cancel", "id", id));
        }
    }
}
