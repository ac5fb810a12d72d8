package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentHealth;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the pool stands with one agent.
 *
 * @param id the agent's id
 * @param address where it is reached
 * @param channels how many connections to it are open, one a session
 * @param circuit the state of its circuit
 * @param inFlight how many calls are under way
 * @param queued how many calls wait for their turn
 * @param calls how many calls have ended
 * @param failures how many of them failed, for whatever reason
 * @param stopped how many of them were stopped
 * @param latency how long the calls took that reached the agent and came back
 * @param health what it answered last when it was asked how it is; empty if it never did
 * @param lastError what went wrong last on the way to it; empty if nothing did
 * @param processId the process that the pool started for it; empty where there is none
 */
public record AgentStatus(
        String id,
        String address,
        int channels,
        Circuit circuit,
        int inFlight,
        int queued,
        long calls,
        long failures,
        long stopped,
        Latency latency,
        Optional<AgentHealth> health,
        Optional<ErrorInfo> lastError,
        OptionalLong processId) {

    /** The states of a circuit. */
    public enum Circuit {
        /** Calls pass. */
        CLOSED,
        /** Calls are refused. */
        OPEN,
        /** One call probes whether the agent is back. */
        HALF_OPEN
    }

    /**
     * How long calls took. The quantiles are upper bounds, at most a quarter too high.
     *
     * @param mean the mean
     * @param p50 half of the calls took no longer
     * @param p99 of a hundred calls, ninety-nine took no longer
     * @param max the longest
     */
    public record Latency(Duration mean, Duration p50, Duration p99, Duration max) {}
}
