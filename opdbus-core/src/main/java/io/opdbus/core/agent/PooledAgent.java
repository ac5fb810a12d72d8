package io.opdbus.core.agent;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.AgentHealth;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.transport.Transport;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.config.AgentSettings;
import io.opdbus.core.config.CallLimits;
import io.opdbus.core.transport.InProcessTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pool keeps of one agent, whatever the session. */
final class PooledAgent {

    /** How much longer than agreed a transport may take before an attempt to connect is given up without it. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(PooledAgent.class);

    private final AgentEntry entry;
    private final Optional<Transport> transport;
    private final Optional<AgentProcess> process;
    private final PoolContext context;
    private final CallQueue queue;
    private final CircuitBreaker circuit;
    private final CallStatistics statistics = new CallStatistics();
    private final AtomicInteger channels = new AtomicInteger();
    /** The pool's own way to the agent: for what it can do, how it is, and to be connected before the first call. */
    private final Connection own;

    private volatile @Nullable AgentHealth health;
    private volatile @Nullable ErrorInfo lastError;

    PooledAgent(
            AgentEntry entry,
            Optional<Transport> transport,
            Optional<AgentProcess> process,
            PoolContext context,
            SessionSpec ownSession) {
        CallLimits limits = entry.settings().limits();
        this.entry = entry;
        this.transport = transport;
        this.process = process;
        this.context = context;
        this.queue = new CallQueue(limits.maxConcurrentCalls(), limits.maxQueuedCalls());
        this.circuit = new CircuitBreaker(
                limits.circuitBreakerFailures(), limits.circuitBreakerReset(), context.timers()::nanoTime);
        this.own = new Connection(this, ownSession, CompletableFuture.completedFuture(null));
    }

    String id() {
        return entry.id();
    }

    AgentEntry entry() {
        return entry;
    }

    AgentAddress address() {
        return entry.address();
    }

    AgentSettings settings() {
        return entry.settings();
    }

    CallLimits limits() {
        return entry.settings().limits();
    }

    PoolContext context() {
        return context;
    }

    CallQueue queue() {
        return queue;
    }

    CircuitBreaker circuit() {
        return circuit;
    }

    CallStatistics statistics() {
        return statistics;
    }

    Connection own() {
        return own;
    }

    Optional<AgentProcess> process() {
        return process;
    }

    /** Whether the agent lives in this process, where connections neither break nor need care. */
    boolean local() {
        return entry.address().uri().equals(InProcessTransport.ADDRESS);
    }

    /** Why no call can reach the agent, as far as that is known without trying. */
    Optional<ErrorInfo> unreachable() {
        return transport.isPresent() ? Optional.empty() : Optional.of(Transports.missing(entry.address()));
    }

    /** One attempt to connect; of a supervised process, as many as it takes until it has started. */
    CompletionStage<AgentChannel> open(SessionSpec session) {
        if (process.isPresent()) {
            return process.get().connect(() -> attempt(session));
        }
        return attempt(session);
    }

    void channelOpened() {
        channels.incrementAndGet();
        circuit.reached();
        LOG.debug("connected to {}", entry.address());
    }

    void channelGone() {
        channels.decrementAndGet();
    }

    void connectionFailed(ErrorInfo error) {
        lastError = error;
        circuit.failed();
        LOG.debug("{}: {}", entry.address(), error);
    }

    void callFailed(ErrorInfo error) {
        lastError = error;
    }

    Optional<ErrorInfo> lastError() {
        return Optional.ofNullable(lastError);
    }

    void told(AgentHealth how) {
        health = how;
    }

    AgentStatus status() {
        return new AgentStatus(
                id(),
                entry.address().uri(),
                channels.get(),
                circuit.name(),
                queue.running(),
                queue.waiting(),
                statistics.calls(),
                statistics.failures(),
                statistics.stopped(),
                statistics.latency(),
                Optional.ofNullable(health),
                lastError(),
                process.map(AgentProcess::pid).orElse(OptionalLong.empty()));
    }

    private CompletionStage<AgentChannel> attempt(SessionSpec session) {
        if (transport.isEmpty()) {
            return CompletableFuture.failedStage(new OpdbusException(Transports.missing(entry.address())));
        }
        Duration timeout = limits().connectTimeout();
        CompletableFuture<AgentChannel> result = new CompletableFuture<>();
        Cancellable guard = local()
                ? () -> {}
                : context.after(
                        timeout.plus(SLACK),
                        () -> result.completeExceptionally(new OpdbusException(ErrorInfo.retryable(
                                ErrorCode.AGENT_UNAVAILABLE,
                                "no connection to " + entry.address() + " within " + timeout.toMillis() + " ms"))));
        CompletionStage<AgentChannel> opening;
        try {
            opening = transport.get().open(entry.address(), session, context.deadline(timeout));
        } catch (RuntimeException failure) {
            opening = CompletableFuture.failedStage(failure);
        }
        opening.whenComplete((channel, failure) -> {
            guard.cancel();
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!result.complete(channel)) {
                channel.close(Deadline.after(SLACK, context.clock()));
            }
        });
        return result;
    }
}
