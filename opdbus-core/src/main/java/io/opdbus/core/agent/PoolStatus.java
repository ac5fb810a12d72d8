package io.opdbus.core.agent;

import java.util.List;

/**
 * How the pool stands.
 *
 * @param closed whether it takes no more calls
 * @param sessions the ids of the open sessions, in alphabetical order
 * @param agents every agent of the catalogue, in the order of their ids
 */
public record PoolStatus(boolean closed, List<String> sessions, List<AgentStatus> agents) {

    /** Copies. */
    public PoolStatus {
        sessions = List.copyOf(sessions);
        agents = List.copyOf(agents);
    }
}
