package io.opdbus.core.transport;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.AgentHealth;
import io.opdbus.api.transport.BatchOptions;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.concurrent.TimerService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One session with one agent of this JVM. */
final class InProcessChannel implements AgentChannel {

    private final HostedAgent hosted;
    private final String session;
    private final boolean resumed;
    private final BlockingExecutor executor;
    private final TimerService timers;
    private final InstantSource clock;
    private final Consumer<InProcessChannel> forget;

    private final Set<InProcessCall> calls = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    InProcessChannel(
            HostedAgent hosted,
            String session,
            BlockingExecutor executor,
            TimerService timers,
            InstantSource clock,
            Consumer<InProcessChannel> forget) {
        this.hosted = hosted;
        this.session = session;
        this.executor = executor;
        this.timers = timers;
        this.clock = clock;
        this.forget = forget;
        this.resumed = hosted.enter(session);
    }

    HostedAgent hosted() {
        return hosted;
    }

    void ended(InProcessCall call) {
        calls.remove(call);
    }

    @Override
    public CallHandle invoke(AgentCall call, Consumer<Chunk> chunks) {
        InProcessCall started = new InProcessCall(this, call, chunks);
        calls.add(started);
        if (closing.get()) {
            started.refuse(ErrorInfo.of(
                    ErrorCode.CLOSED,
                    "session '" + session + "' with agent '"
                            + hosted.descriptor().id() + "' is closed"));
            return started;
        }
        Deadline deadline = call.deadline();
        if (deadline.exists()) {
            Duration left = deadline.remaining(clock);
            if (left.isZero()) {
                started.cancel("the deadline passed before the call began");
            } else {
                started.endBy(schedule(left, () -> started.cancel("the deadline passed")));
            }
        }
        executor.start(started);
        return started;
    }

    @Override
    public List<CallHandle> batch(List<AgentCall> batch, BatchOptions options) {
        if (!options.parallel()) {
            return Batches.sequential(batch, options.stopOnError(), call -> invoke(call, chunk -> {}));
        }
        List<CallHandle> handles =
                batch.stream().map(call -> invoke(call, chunk -> {})).toList();
        for (CallHandle handle : handles) {
            handle.request(Long.MAX_VALUE);
            if (options.stopOnError()) {
                handle.outcome().thenAccept(end -> {
                    if (end instanceof Failed) {
                        handles.forEach(other -> ((InProcessCall) other).leaveOut());
                    }
                });
            }
        }
        return handles;
    }

    @Override
    public CompletionStage<AgentHealth> health(Deadline deadline) {
        return CompletableFuture.completedStage(new AgentHealth(
                isOpen(), isOpen() ? "running" : "closed", Map.of("calls", String.valueOf(calls.size()))));
    }

    @Override
    public CompletionStage<Optional<AgentDescriptor>> describe(Deadline deadline) {
        return CompletableFuture.completedStage(Optional.of(hosted.descriptor()));
    }

    @Override
    public boolean isOpen() {
        return !closing.get();
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public CompletionStage<Void> close(Deadline deadline) {
        if (closing.compareAndSet(false, true)) {
            CompletableFuture<?>[] ends = calls.stream()
                    .map(call -> call.outcome().toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            calls.forEach(call -> call.cancel("the session was closed"));
            Cancellable giveUp = schedule(deadline.remaining(clock), () -> closed.complete(null));
            CompletableFuture.allOf(ends).thenRun(() -> end(giveUp));
        }
        return closed.minimalCompletionStage();
    }

    /** The agent's clean-up may take its time: not on the thread that ended the last call. */
    private void end(Cancellable giveUp) {
        Runnable leave = () -> {
            hosted.leave(session);
            giveUp.cancel();
            forget.accept(this);
            closed.complete(null);
        };
        if (!executor.execute(leave)) {
            leave.run();
        }
    }

    private Cancellable schedule(Duration delay, Runnable task) {
        return timers.schedule(Timeouts.nanos(delay), task);
    }
}
