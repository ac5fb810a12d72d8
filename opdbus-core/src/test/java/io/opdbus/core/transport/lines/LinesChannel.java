package io.opdbus.core.transport.lines;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.AgentHealth;
import io.opdbus.api.transport.BatchOptions;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.transport.Batches;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A session over a link. */
final class LinesChannel implements AgentChannel {

    private final LinesLink link;
    private final String agent;
    private final String session;
    private final boolean resumed;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    LinesChannel(LinesLink link, String agent, String session, boolean resumed) {
        this.link = link;
        this.agent = agent;
        this.session = session;
        this.resumed = resumed;
    }

    @Override
    public CallHandle invoke(AgentCall call, Consumer<Chunk> chunks) {
        if (closing.get()) {
            LinesCall refused = new LinesCall(link, 0, call, chunks);
            refused.lost(ErrorInfo.of(ErrorCode.CLOSED, "the channel is closed"));
            return refused;
        }
        return link.call(call, chunks);
    }

    @Override
    public List<CallHandle> batch(List<AgentCall> calls, BatchOptions options) {
        if (!options.parallel()) {
            return Batches.sequential(calls, options.stopOnError(), call -> invoke(call, chunk -> {}));
        }
        List<CallHandle> handles =
                calls.stream().map(call -> invoke(call, chunk -> {})).toList();
        handles.forEach(handle -> handle.request(Long.MAX_VALUE));
        return handles;
    }

    @Override
    public CompletionStage<AgentHealth> health(Deadline deadline) {
        return in(deadline, link.ask("health", "session", session))
                .thenApply(told -> new AgentHealth(told.flag("healthy"), told.text("status"), Map.of()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<Optional<AgentDescriptor>> describe(Deadline deadline) {
        return in(deadline, link.ask("describe", "session", session))
                .thenApply(told -> Optional.of(new AgentDescriptor(
                        agent,
                        "",
                        List.of(),
                        ((List<String>) told.get("operations"))
                                .stream().map(Operation::named).toList(),
                        Optional.empty())));
    }

    @Override
    public boolean isOpen() {
        return link.isOpen() && !closing.get();
    }

    @Override
    public boolean resumed() {
        return resumed;
    }

    @Override
    public CompletionStage<Void> close(Deadline deadline) {
        if (closing.compareAndSet(false, true)) {
            link.cancelAll(session);
            in(deadline, link.ask("close", "session", session)).whenComplete((done, failure) -> {
                link.abandonAll(session);
                closed.complete(null);
            });
        }
        return closed.minimalCompletionStage();
    }

    private CompletableFuture<Message> in(Deadline deadline, CompletableFuture<Message> answer) {
        Cancellable timer = link.timers()
                .schedule(
                        Math.min(TimeUnit.DAYS.toNanos(1), deadline.remaining().toNanos()),
                        () -> answer.completeExceptionally(LinesTransport.unavailable("no answer in time")));
        return answer.whenComplete((message, failure) -> timer.cancel());
    }
}
