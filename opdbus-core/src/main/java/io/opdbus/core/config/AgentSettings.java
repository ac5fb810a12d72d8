package io.opdbus.core.config;

import io.opdbus.api.error.Location;
import io.opdbus.api.transport.AgentAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An agent that the configuration knows: by its port, or by a table {@code [agents.<id>]}.
 *
 * @param address the agent's id and where it is reached: its own address, or the pool's with its port
 * @param ownAddress whether its table gives the address; an agent that is registered in the process goes before a mere
 *     port
 * @param operations the operations that it is known to have; empty where the configuration is silent
 * @param defaultOperation the operation of calls that name none
 * @param command the program and arguments that start it; empty where it is started by others
 * @param restart whether its process is started again
 * @param startTimeout how long its process may take until it answers; 30 s by default
 * @param sessionState whether it may hold state for a session, so that a session whose agent came back without it is lost;
 *     true by default
 * @param limits the limits of its calls
 * @param location where its address stands, for problems with it
 */
public record AgentSettings(
        AgentAddress address,
        boolean ownAddress,
        List<String> operations,
        Optional<String> defaultOperation,
        List<String> command,
        RestartPolicy restart,
        Duration startTimeout,
        boolean sessionState,
        CallLimits limits,
        Location location) {

    /** How long the process of an agent may take until it answers, unless its table says otherwise. */
    public static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** Copies. */
    public AgentSettings {
        operations = List.copyOf(operations);
        command = List.copyOf(command);
    }

    /**
     * An agent of which nothing but its address is said.
     *
     * @param address the agent's id and where it is reached
     * @param limits the limits of its calls
     * @param location where its address stands, for problems with it
     * @return settings with the defaults for all else
     */
    public static AgentSettings at(AgentAddress address, CallLimits limits, Location location) {
        return new AgentSettings(
                address,
                false,
                List.of(),
                Optional.empty(),
                List.of(),
                RestartPolicy.ON_FAILURE,
                START_TIMEOUT,
                true,
                limits,
                location);
    }
}
