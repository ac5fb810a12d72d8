package io.opdbus.core.transport;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.transport.Transport;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.TimerService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hosts agents in this JVM, under the address {@value #ADDRESS}. Servers that offer agents to other processes stand on it
 * too: it brings the thread, the interrupt, the back-pressure, the check of arguments, and errors without stack traces.
 *
 * <p>An operation runs on a thread of the blocking executor, and its chunks and outcome are told on that thread. When a
 * call is cancelled or its deadline passes, the agent sees its call's own token cancelled and is interrupted. What the call
 * returns counts even then; what it throws then means {@code Stopped}. A call whose handler heeds neither stays under way.
 * An operation that emits more chunks than were requested waits in {@code emit} until more are, or the call is cancelled.
 */
public final class InProcessTransport implements Transport {

    /** The address of every agent here, and the transport's name. */
    public static final String ADDRESS = "in-process";

    private static final Duration CLOSING_TIME = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Map<String, HostedAgent> agents = new TreeMap<>();
    private final Set<InProcessChannel> channels = ConcurrentHashMap.newKeySet();
    private final BlockingExecutor executor;
    private final TimerService timers;
    private final InstantSource clock;
    private volatile boolean closed;

    /**
     * A transport to the given agents by the system clock.
     *
     * @param agents no two of one id; the transport closes those that are {@link AutoCloseable}
     * @param executor runs the operations; stays open
     * @param timers ends calls at their deadlines; stays open
     * @throws OpdbusException with {@link ErrorCode#DUPLICATE_NAME} if two agents have one id
     */
    public InProcessTransport(Collection<? extends Agent> agents, BlockingExecutor executor, TimerService timers) {
        this(agents, executor, timers, InstantSource.system());
    }

    /**
     * A transport to the given agents.
     *
     * @param agents no two of one id; the transport closes those that are {@link AutoCloseable}
     * @param executor runs the operations; stays open
     * @param timers ends calls at their deadlines; stays open
     * @param clock tells how far a deadline is
     * @throws OpdbusException with {@link ErrorCode#DUPLICATE_NAME} if two agents have one id
     */
    public InProcessTransport(
            Collection<? extends Agent> agents, BlockingExecutor executor, TimerService timers, InstantSource clock) {
        this.executor = executor;
        this.timers = timers;
        this.clock = clock;
        for (Agent agent : agents) {
            HostedAgent hosted = new HostedAgent(agent);
            HostedAgent other = this.agents.putIfAbsent(hosted.descriptor().id(), hosted);
            if (other != null) {
                throw new OpdbusException(
                        ErrorCode.DUPLICATE_NAME,
                        "two agents are named '" + hosted.descriptor().id() + "': "
                                + other.agent().getClass().getName() + " and "
                                + agent.getClass().getName());
            }
        }
    }

    @Override
    public String name() {
        return ADDRESS;
    }

    @Override
    public boolean accepts(AgentAddress address) {
        return address.uri().equals(ADDRESS);
    }

    /** {@inheritDoc} The agent named in the address is looked up; sessions need no preparation. */
    @Override
    public CompletionStage<AgentChannel> open(AgentAddress address, SessionSpec session, Deadline deadline) {
        if (closed) {
            return CompletableFuture.failedStage(
                    new OpdbusException(ErrorCode.CLOSED, "the in-process transport is closed"));
        }
        HostedAgent hosted = agents.get(address.agent());
        if (hosted == null) {
            return CompletableFuture.failedStage(new OpdbusException(ErrorInfo.retryable(
                    ErrorCode.AGENT_UNAVAILABLE,
                    "no agent '" + address.agent() + "' is registered in this process; there are " + agents.keySet())));
        }
        InProcessChannel channel =
                new InProcessChannel(hosted, session.id(), executor, timers, clock, channels::remove);
        channels.add(channel);
        if (closed) {
            channel.close(Deadline.none());
        }
        return CompletableFuture.completedStage(channel);
    }

    /** {@inheritDoc} Waits at most five seconds for what still runs, then closes the agents. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Deadline deadline = Deadline.after(CLOSING_TIME, clock);
        CompletableFuture<Void> all = CompletableFuture.allOf(channels.stream()
                .map(channel -> channel.close(deadline).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
        try {
            all.get(CLOSING_TIME.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // What still runs was told to stop; waiting longer helps nobody.
        }
        agents.values().forEach(HostedAgent::close);
    }
}
