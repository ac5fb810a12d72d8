package io.opdbus.core.agent;

import java.util.concurrent.atomic.AtomicBoolean;

/** A single call passes and decides. */
final class HalfOpenCircuit extends CircuitState {

    private final CircuitBreaker breaker;
    private final AtomicBoolean probing = new AtomicBoolean();

    HalfOpenCircuit(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    boolean tryPass() {
        return probing.compareAndSet(false, true);
    }

    @Override
    AgentStatus.Circuit name() {
        return AgentStatus.Circuit.HALF_OPEN;
    }

    @Override
    void succeeded() {
        breaker.close(this);
    }

    @Override
    void failed() {
        breaker.open(this);
    }

    @Override
    void abandoned() {
        probing.set(false);
    }
}
