package io.opdbus.core.config;

import io.opdbus.api.error.Location;
import io.opdbus.api.transport.AgentAddress;
import java.util.List;
import java.util.Optional;

/**
 * An agent that the configuration knows: by its port, or by a table {@code [agents.<id>]}.
 *
 * @param address the agent's id and where it is reached: its own address, or the pool's with its port
 * @param operations the operations that it is known to have; empty where the configuration is silent
 * @param defaultOperation the operation of calls that name none
 * @param command the program and arguments that start it; empty where it is started by others
 * @param restart whether its process is started again
 * @param limits the limits of its calls
 * @param location where its address stands, for problems with it
 */
public record AgentSettings(
        AgentAddress address,
        List<String> operations,
        Optional<String> defaultOperation,
        List<String> command,
        RestartPolicy restart,
        CallLimits limits,
        Location location) {

    /** Copies. */
    public AgentSettings {
        operations = List.copyOf(operations);
        command = List.copyOf(command);
    }
}
