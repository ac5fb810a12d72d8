package io.opdbus.core.agent;

import java.util.concurrent.atomic.AtomicInteger;

/** Everything passes; failures in a row are counted. */
final class ClosedCircuit extends CircuitState {

    private final CircuitBreaker breaker;
    private final AtomicInteger failures = new AtomicInteger();

    ClosedCircuit(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    boolean tryPass() {
        return true;
    }

    @Override
    AgentStatus.Circuit name() {
        return AgentStatus.Circuit.CLOSED;
    }

    @Override
    void succeeded() {
        if (failures.get() > 0) {
            failures.set(0);
        }
    }

    @Override
    void failed() {
        if (failures.incrementAndGet() >= breaker.threshold()) {
            breaker.open(this);
        }
    }
}
