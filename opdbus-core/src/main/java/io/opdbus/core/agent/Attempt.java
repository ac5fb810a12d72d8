package io.opdbus.core.agent;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of the pool to get a call through. It has a permit of the agent's circuit, which it gives back once, with
 * what it learned of the agent.
 */
final class Attempt implements Consumer<Chunk> {

    /** Chunks are requested by that many; the next ones when half of them have been consumed. */
    static final int BATCH = 128;

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final AtomicReferenceFieldUpdater<Attempt, CircuitState> PERMIT =
            AtomicReferenceFieldUpdater.newUpdater(Attempt.class, CircuitState.class, "permit");

    private final PooledCall owner;
    private final PooledAgent agent;
    private final Connection connection;
    private final ChunkSink sink;

    private volatile @Nullable CircuitState permit;
    private volatile @Nullable CallHandle handle;
    private int consumed;
    private long sentAt;

    Attempt(PooledCall owner, PooledAgent agent, Connection connection, ChunkSink sink, CircuitState permit) {
        this.owner = owner;
        this.agent = agent;
        this.connection = connection;
        this.sink = sink;
        this.permit = permit;
    }

    /** Hands the call to the channel. From here on the outcome is the transport's. */
    void send(AgentCall call, AgentChannel channel) {
        sentAt = agent.context().timers().nanoTime();
        connection.callStarts();
        CallHandle sent;
        try {
            sent = channel.invoke(call, this);
        } catch (RuntimeException failure) {
            answered(channel, unforeseen(failure));
            return;
        }
        handle = sent;
        if (owner.stopping()) {
            sent.cancel();
        }
        sent.request(sink == ChunkSink.NONE ? Long.MAX_VALUE : BATCH);
        sent.outcome()
                .whenComplete((outcome, failure) -> answered(channel, failure == null ? outcome : unforeseen(failure)));
    }

    /** Asks the other side to stop. Where the call is just being handed over, {@link #send} does. */
    void stop() {
        CallHandle sent = handle;
        if (sent != null) {
            sent.cancel();
        }
    }

    /** The attempt ends without having learned anything of the agent. */
    void abandon() {
        CircuitState given = takePermit();
        if (given != null) {
            given.abandoned();
        }
    }

    /** The agent was given all the time there was and did not answer. */
    void unanswered() {
        CircuitState given = takePermit();
        if (given != null) {
            given.failed();
        }
    }

    @Override
    public void accept(Chunk chunk) {
        try {
            if (!owner.hasEnded()) {
                sink.emit(chunk);
            }
        } catch (RuntimeException failure) {
            LOG.warn("a sink of chunks failed; the call goes on", failure);
        }
        if (++consumed == BATCH / 2) {
            consumed = 0;
            CallHandle sent = handle;
            if (sent != null) {
                sent.request(BATCH / 2);
            }
        }
    }

    private void answered(AgentChannel channel, CallOutcome outcome) {
        boolean transports = Failures.isTransports(outcome);
        connection.callEnded(channel, outcome instanceof Failed failed ? failed.ran() : Ran.YES);
        CircuitState given = takePermit();
        if (given != null) {
            if (!transports) {
                given.succeeded();
                agent.statistics().took(agent.context().timers().nanoTime() - sentAt);
            } else if (channel.isOpen() && !owner.stopping()) {
                given.failed();
            } else {
                given.abandoned(); // a channel that broke has been counted, once for all its calls
            }
        }
        if (transports) {
            agent.callFailed(((Failed) outcome).error());
        }
        owner.answered(outcome);
    }

    private Failed unforeseen(Throwable failure) {
        return new Failed(Failures.describe(agent.id(), failure), Ran.UNKNOWN);
    }

    private @Nullable CircuitState takePermit() {
        return permit == null ? null : PERMIT.getAndSet(this, null);
    }
}
