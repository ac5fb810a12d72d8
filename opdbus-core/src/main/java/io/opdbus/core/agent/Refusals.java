package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallOutcome.Failed;

/** What is said of calls that were never sent. */
final class Refusals {

    private Refusals() {}

    static Failed queueFull(PooledAgent agent) {
        return Failures.notRun(ErrorInfo.retryable(
                ErrorCode.LIMIT_EXCEEDED,
                "agent '" + agent.id() + "' has " + agent.queue().maxRunning() + " calls under way and "
                        + agent.queue().maxWaiting()
                        + " waiting; start less at once or raise its max_concurrent_calls or max_queued_calls"));
    }

    static Failed circuitOpen(PooledAgent agent) {
        String last = agent.lastError()
                .map(error -> "; last error: " + error.message())
                .orElse("");
        return Failures.notRun(ErrorInfo.retryable(
                ErrorCode.CIRCUIT_OPEN,
                "agent " + agent.address() + " could not be reached "
                        + agent.limits().circuitBreakerFailures()
                        + " times in a row; calls are refused until one has found it again" + last));
    }

    static Failed late(PooledAgent agent, String what) {
        return Failures.notRun(ErrorInfo.retryable(
                ErrorCode.TIMED_OUT, "the deadline passed while the call to agent '" + agent.id() + "' " + what));
    }
}
