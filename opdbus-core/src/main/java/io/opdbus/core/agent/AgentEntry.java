package io.opdbus.core.agent;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.core.config.AgentSettings;
import java.util.Optional;

/**
 * An agent as the catalogue knows it.
 *
 * @param descriptor without operations where only the agent knows them
 * @param address where it is reached
 * @param agent the agent itself where it was registered
 * @param settings what the configuration says of it
 */
record AgentEntry(AgentDescriptor descriptor, AgentAddress address, Optional<Agent> agent, AgentSettings settings) {

    String id() {
        return descriptor.id();
    }
}
