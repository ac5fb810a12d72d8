package io.opdbus.core.agent;

import io.opdbus.core.concurrent.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connects to an agent before anybody calls it, and again when the connection broke, with growing pauses. */
final class KeptConnection {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Cancellable NO_TIMER = () -> {};

    private final PooledAgent agent;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile Cancellable timer = NO_TIMER;

    KeptConnection(PooledAgent agent) {
        this.agent = agent;
    }

    /** Connects unless there is a connection, or somebody is at it. */
    void ensure() {
        if (!stopped && agent.own().ready() == null && busy.compareAndSet(false, true)) {
            attempt(1);
        }
    }

    void stop() {
        stopped = true;
        timer.cancel();
    }

    private void attempt(int nth) {
        agent.own().acquire().whenComplete((channel, failure) -> {
            if (failure == null || stopped) {
                busy.set(false);
                return;
            }
            long pause = Nanos.doubled(agent.limits().retryDelay(), nth, LONGEST_PAUSE);
            timer = agent.context().timers().schedule(pause, () -> attempt(nth + 1));
            if (stopped) {
                timer.cancel();
            }
        });
    }
}
