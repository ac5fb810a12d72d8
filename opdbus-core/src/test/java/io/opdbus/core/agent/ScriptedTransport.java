package io.opdbus.core.agent;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.AgentHealth;
import io.opdbus.api.transport.BatchOptions;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A transport in which everything happens when the test says so, on the thread of the test. */
final class ScriptedTransport implements Transport {

    /** Attempts to connect, in order. */
    final List<Opening> openings = new ArrayList<>();
    /** Calls that were handed over, in order, whatever the channel. */
    final List<Call> calls = new ArrayList<>();

    /** Whether attempts to connect succeed at once. */
    boolean answering = true;
    /** What channels answer when they are closed. */
    CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);
    /** Whether attempts to connect fail at once. */
    boolean refusing;

    boolean resuming;
    boolean closed;

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public boolean accepts(AgentAddress address) {
        return address.scheme().equals("scripted");
    }

    @Override
    public CompletionStage<AgentChannel> open(AgentAddress address, SessionSpec session, Deadline deadline) {
        Opening opening = new Opening(address, session, deadline, new CompletableFuture<>());
        openings.add(opening);
        if (refusing) {
            opening.result().completeExceptionally(refusal());
        } else if (answering) {
            answer(opening);
        }
        return opening.result();
    }

    @Override
    public void close() {
        closed = true;
    }

    Call call(int index) {
        return calls.get(index);
    }

    static Failed unavailable() {
        return new Failed(ErrorInfo.retryable(ErrorCode.AGENT_UNAVAILABLE, "nobody is there"), Ran.NO);
    }

    static Failed lost() {
        return new Failed(ErrorInfo.retryable(ErrorCode.CONNECTION_LOST, "the peer is gone"), Ran.UNKNOWN);
    }

    record Opening(
            AgentAddress address, SessionSpec session, Deadline deadline, CompletableFuture<AgentChannel> result) {}

    Channel answer(Opening opening) {
        Channel channel = new Channel(opening.session().id());
        opening.result().complete(channel);
        return channel;
    }

    final class Channel implements AgentChannel {

        final String session;
        final boolean resumed = resuming;
        final List<CompletableFuture<AgentHealth>> healths = new ArrayList<>();
        boolean open = true;
        int describes;

        Channel(String session) {
            this.session = session;
        }

        @Override
        public CallHandle invoke(AgentCall call, Consumer<Chunk> chunks) {
            Call started = new Call(this, call, chunks);
            calls.add(started);
            return started;
        }

        @Override
        public List<CallHandle> batch(List<AgentCall> batch, BatchOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<AgentHealth> health(Deadline deadline) {
            CompletableFuture<AgentHealth> health = new CompletableFuture<>();
            healths.add(health);
            return health;
        }

        @Override
        public CompletionStage<Optional<AgentDescriptor>> describe(Deadline deadline) {
            describes++;
            return CompletableFuture.completedStage(described);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public CompletionStage<Void> close(Deadline deadline) {
            open = false;
            return closing;
        }
    }

    Optional<AgentDescriptor> described = Optional.empty();

    static final class Call implements CallHandle {

        final Channel channel;
        final AgentCall call;
        private final Consumer<Chunk> chunks;
        private final CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        long requested;
        boolean cancelled;

        Call(Channel channel, AgentCall call, Consumer<Chunk> chunks) {
            this.channel = channel;
            this.call = call;
            this.chunks = chunks;
        }

        void succeed(Object value) {
            outcome.complete(new Succeeded(value));
        }

        void end(CallOutcome how) {
            outcome.complete(how);
        }

        /** The peer dies, and with it the channel. */
        void lose() {
            channel.open = false;
            outcome.complete(lost());
        }

        void emit(String text) {
            chunks.accept(Chunk.stdout(text));
        }

        @Override
        public void request(long count) {
            requested = requested + count < 0 ? Long.MAX_VALUE : requested + count;
        }

        @Override
        public CompletionStage<CallOutcome> outcome() {
            return outcome;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void confirmStop() {
            outcome.complete(new Stopped());
        }
    }

    static OpdbusException refusal() {
        return new OpdbusException(unavailable().error());
    }
}
