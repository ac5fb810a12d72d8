package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.AgentHealth;
import io.opdbus.core.concurrent.Cancellable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the agents of other processes at intervals: keeps the connections that are to be kept, asks idle agents how they
 * are, and lets the pool give up calls of which nothing is heard any more.
 */
final class HealthWatch {

    private static final Cancellable NO_TIMER = () -> {};

    private final Collection<PooledAgent> agents;
    private final Collection<PoolSession> sessions;
    private final PoolContext context;
    private final Duration interval;
    private final Map<String, KeptConnection> kept = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private boolean running;
    private boolean stopped;
    private Cancellable timer = NO_TIMER;

    HealthWatch(
            Collection<PooledAgent> agents, Collection<PoolSession> sessions, PoolContext context, Duration interval) {
        this.interval = interval;
        this.agents = agents.stream().filter(agent -> !agent.local()).toList();
        this.sessions = sessions;
        this.context = context;
    }

    /** From now on a connection to the agent is kept. */
    void keep(PooledAgent agent) {
        if (!agent.local()) {
            kept.computeIfAbsent(agent.id(), id -> new KeptConnection(agent)).ensure();
        }
    }

    synchronized void start() {
        if (!running && !stopped && !agents.isEmpty()) {
            running = true;
            schedule();
        }
    }

    synchronized void stop() {
        stopped = true;
        timer.cancel();
        kept.values().forEach(KeptConnection::stop);
    }

    private synchronized void schedule() {
        if (!stopped) {
            timer = context.after(interval, this::look);
        }
    }

    private void look() {
        try {
            kept.values().forEach(KeptConnection::ensure);
            agents.forEach(this::ask);
            sessions.forEach(PoolSession::sweep);
        } finally {
            schedule();
        }
    }

    private void ask(PooledAgent agent) {
        AgentChannel channel = agent.own().ready();
        if (channel == null || agent.queue().running() > 0 || !asked.add(agent.id())) {
            return;
        }
        channel.health(context.deadline(agent.limits().connectTimeout())).whenComplete((health, failure) -> {
            asked.remove(agent.id());
            if (failure == null) {
                agent.told(health);
                return;
            }
            ErrorInfo error = Failures.describe(agent.id(), failure);
            agent.told(new AgentHealth(false, "unknown: " + error.message(), Map.of()));
            if (channel.isOpen()) {
                agent.connectionFailed(error);
            }
        });
    }
}
