package io.opdbus.core.agent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from an agent that cannot be reached. Closed, it counts failures in a row; with enough of them it opens for
 * a pause; then one call may probe: it closes the circuit again, or opens it for another pause.
 */
final class CircuitBreaker {

    private static final AtomicReferenceFieldUpdater<CircuitBreaker, CircuitState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(CircuitBreaker.class, CircuitState.class, "state");

    private final int threshold;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private volatile CircuitState state;

    CircuitBreaker(int threshold, Duration pause, LongSupplier nanoTime) {
        this.threshold = threshold;
        this.pauseNanos = Nanos.of(pause);
        this.nanoTime = nanoTime;
        this.state = new ClosedCircuit(this);
    }

    /** The state that lets a call pass, to be told how it went; null if no call may pass. */
    @Nullable CircuitState tryPass() {
        while (true) {
            CircuitState current = state;
            if (current.tryPass()) {
                return current;
            }
            if (state == current) {
                return null;
            }
        }
    }

    /** A failure that belongs to no single call. */
    void failed() {
        state.failed();
    }

    /** A connection came about: no need to wait for the pause to end. */
    void reached() {
        state.reached();
    }

    AgentStatus.Circuit name() {
        return state.name();
    }

    int threshold() {
        return threshold;
    }

    long pauseNanos() {
        return pauseNanos;
    }

    long elapsed(long since) {
        return nanoTime.getAsLong() - since;
    }

    void open(CircuitState from) {
        STATE.compareAndSet(this, from, new OpenCircuit(this, nanoTime.getAsLong()));
    }

    void halfOpen(CircuitState from) {
        STATE.compareAndSet(this, from, new HalfOpenCircuit(this));
    }

    void close(CircuitState from) {
        STATE.compareAndSet(this, from, new ClosedCircuit(this));
    }
}
