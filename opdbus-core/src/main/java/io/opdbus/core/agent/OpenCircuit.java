package io.opdbus.core.agent;

/** Nothing passes until the pause is over. */
final class OpenCircuit extends CircuitState {

    private final CircuitBreaker breaker;
    private final long since;

    OpenCircuit(CircuitBreaker breaker, long since) {
        this.breaker = breaker;
        this.since = since;
    }

    @Override
    boolean tryPass() {
        if (breaker.elapsed(since) >= breaker.pauseNanos()) {
            breaker.halfOpen(this);
        }
        return false;
    }

    @Override
    void reached() {
        breaker.halfOpen(this);
    }

    @Override
    AgentStatus.Circuit name() {
        return AgentStatus.Circuit.OPEN;
    }
}
