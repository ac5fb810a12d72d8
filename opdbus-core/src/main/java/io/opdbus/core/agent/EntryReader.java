package io.opdbus.core.agent;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.core.transport.InProcessTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the catalogue's entries of registered agents and of settings. */
final class EntryReader {

    private final PoolSettings settings;

    EntryReader(PoolSettings settings) {
        this.settings = settings;
    }

    AgentEntry registered(Agent agent) {
        AgentDescriptor descriptor = agent.descriptor();
        AgentSettings said = settings.agent(descriptor.id());
        said.address().filter(uri -> !uri.equals(InProcessTransport.ADDRESS)).ifPresent(uri -> {
            throw new OpdbusException(
                    ErrorCode.DUPLICATE_NAME,
                    "agent '" + descriptor.id() + "' is registered in this process ("
                            + agent.getClass().getName() + ") and agents.toml has it at " + uri
                            + "; leave one of them out");
        });
        return new AgentEntry(
                withDefault(descriptor, said),
                new AgentAddress(descriptor.id(), InProcessTransport.ADDRESS),
                Optional.of(agent),
                said);
    }

    AgentEntry configured(String id) {
        AgentSettings said = settings.agent(id);
        List<Operation> operations =
                said.operations().stream().map(Operation::named).toList();
        AgentDescriptor descriptor;
        AgentAddress address;
        try {
            descriptor = new AgentDescriptor(
                    id, "", List.of(), operations, operations.isEmpty() ? Optional.empty() : said.defaultOperation());
            address = address(id, said);
        } catch (IllegalArgumentException wrong) {
            throw new OpdbusException(ErrorCode.INVALID_DEFINITION, "agents.toml: " + wrong.getMessage(), wrong);
        }
        return new AgentEntry(descriptor, address, Optional.empty(), said);
    }

    private AgentAddress address(String id, AgentSettings said) {
        if (said.address().isPresent()) {
            String uri = said.address().get();
            if (uri.equals(InProcessTransport.ADDRESS)) {
                throw new OpdbusException(
                        ErrorCode.INVALID_DEFINITION,
                        "agents.toml has agent '" + id + "' in-process, but no such agent is registered in this "
                                + "process; register it, or add the dependency that brings it");
            }
            return new AgentAddress(id, uri);
        }
        Integer port = settings.ports().getOrDefault(id, WellKnownAgents.PORTS.get(id));
        if (port == null) {
            throw new OpdbusException(
                    ErrorCode.INVALID_DEFINITION,
                    "agents.toml says nothing of where agent '" + id + "' is reached; give it an address under [agents."
                            + id + "] or a port under [ports]");
        }
        return new AgentAddress(id, settings.baseAddress() + ":" + port);
    }

    /** What an agent said of itself, completed by what agents.toml says of it. */
    static AgentDescriptor merge(AgentEntry entry, AgentDescriptor told) {
        List<Operation> operations = new ArrayList<>(told.operations());
        for (Operation configured : entry.descriptor().operations()) {
            if (told.operation(configured.name()).isEmpty()) {
                operations.add(configured);
            }
        }
        Optional<String> ours = entry.settings().defaultOperation();
        ours.filter(name -> operations.stream().noneMatch(known -> known.name().equals(name)))
                .ifPresent(name -> operations.add(Operation.named(name)));
        return new AgentDescriptor(
                entry.id(), told.description(), told.tags(), operations, ours.or(told::defaultOperation));
    }

    private static AgentDescriptor withDefault(AgentDescriptor descriptor, AgentSettings said) {
        if (said.defaultOperation().isEmpty()) {
            return descriptor;
        }
        try {
            return new AgentDescriptor(
                    descriptor.id(),
                    descriptor.description(),
                    descriptor.tags(),
                    descriptor.operations(),
                    said.defaultOperation());
        } catch (IllegalArgumentException wrong) {
            throw new OpdbusException(ErrorCode.INVALID_DEFINITION, "agents.toml: " + wrong.getMessage(), wrong);
        }
    }
}
