package io.opdbus.core.agent;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.core.config.AgentSettings;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.transport.InProcessTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the catalogue's entries of registered agents and of the configuration. */
final class EntryReader {

    private final AgentsConfig config;

    EntryReader(AgentsConfig config) {
        this.config = config;
    }

    AgentEntry registered(Agent agent) {
        AgentDescriptor descriptor = agent.descriptor();
        AgentAddress here = new AgentAddress(descriptor.id(), InProcessTransport.ADDRESS);
        AgentSettings said = config.agents().get(descriptor.id());
        if (said == null) {
            AgentSettings silent = AgentSettings.at(
                    here, config.pool().limits(), new Location(agent.getClass().getName(), 0, 0, ""));
            return new AgentEntry(descriptor, here, Optional.of(agent), silent);
        }
        if (said.ownAddress() && !said.address().equals(here)) {
            throw new OpdbusException(
                    ErrorCode.DUPLICATE_NAME,
                    said.location() + ": agent '" + descriptor.id() + "' is registered in this process ("
                            + agent.getClass().getName() + "), and the configuration has it at "
                            + said.address().uri() + "; leave one of them out");
        }
        return new AgentEntry(withDefault(descriptor, said), here, Optional.of(agent), said);
    }

    AgentEntry configured(AgentSettings said) {
        String id = said.address().agent();
        if (said.address().uri().equals(InProcessTransport.ADDRESS)) {
            throw invalid(
                    said,
                    "agent '" + id
                            + "' is to be in-process, but none of that id is registered in this process; register"
                            + " it, or add the dependency that brings it");
        }
        List<Operation> operations =
                said.operations().stream().map(Operation::named).toList();
        try {
            AgentDescriptor descriptor = new AgentDescriptor(
                    id, "", List.of(), operations, operations.isEmpty() ? Optional.empty() : said.defaultOperation());
            return new AgentEntry(descriptor, said.address(), Optional.empty(), said);
        } catch (IllegalArgumentException wrong) {
            throw invalid(said, String.valueOf(wrong.getMessage()));
        }
    }

    /** What an agent said of itself, completed by what the configuration says of it. */
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
            throw invalid(said, String.valueOf(wrong.getMessage()));
        }
    }

    private static InvalidDefinitionException invalid(AgentSettings said, String message) {
        return new InvalidDefinitionException(
                ErrorCode.INVALID_DEFINITION,
                List.of(Problem.error(ErrorCode.INVALID_DEFINITION, said.location(), message)));
    }
}
