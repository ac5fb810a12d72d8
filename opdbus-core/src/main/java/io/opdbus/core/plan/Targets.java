package io.opdbus.core.plan;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.ToolStep;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what the steps call, and chooses the operations of agents (R6). Asks the catalogue once for each name. */
final class Targets {

    private final PlanCatalogue catalogue;
    private final Report report;
    private final boolean phaseNames;
    private final Map<String, Optional<Callee>> tools = new HashMap<>();
    private final Map<String, Optional<KnownAgent>> agents = new HashMap<>();

    /**
     * Asks a catalogue.
     *
     * @param phaseNames whether an operation named like the phase is chosen; not where the phase is one that nobody named
     */
    Targets(PlanCatalogue catalogue, Report report, boolean phaseNames) {
        this.catalogue = catalogue;
        this.report = report;
        this.phaseNames = phaseNames;
    }

    /** What a step calls; null where that is a problem, which has been told. */
    @Nullable Callee find(StepDraft step) {
        return step.step instanceof ToolStep tool ? tool(step, tool.tool()) : agent(step, (AgentStep) step.step);
    }

    private @Nullable Callee tool(StepDraft step, String name) {
        Optional<Callee> known =
                tools.computeIfAbsent(name, key -> catalogue.tool(key).map(tool -> Callee.tool(tool, signature(tool))));
        if (known.isEmpty()) {
            String hint = catalogue.agentIds().contains(name) ? "; it is an agent, so list it under agents" : "";
            report.unknown(
                    ErrorCode.UNKNOWN_NAME,
                    report.at(step.pointer() + "/tool"),
                    "there is no tool '" + name + "'" + hint,
                    name,
                    catalogue.toolNames());
        }
        return known.orElse(null);
    }

    private static Signature signature(Tool tool) {
        return Signature.of(tool.descriptor().parameters());
    }

    private @Nullable Callee agent(StepDraft step, AgentStep call) {
        int dot = call.agent().indexOf('.');
        String id = dot < 0 ? call.agent() : call.agent().substring(0, dot);
        Optional<String> named =
                dot < 0 ? Optional.empty() : Optional.of(call.agent().substring(dot + 1));
        Optional<KnownAgent> known = agents.computeIfAbsent(
                id, key -> catalogue.agent(key).map(agent -> new KnownAgent(agent, catalogue.unreachable(key))));
        if (known.isEmpty()) {
            String hint = catalogue.toolNames().contains(id) ? "; it is a tool, so list it under tools" : "";
            report.unknown(
                    ErrorCode.UNKNOWN_NAME,
                    report.at(step.pointer() + "/agent"),
                    "there is no agent '" + id + "'" + hint,
                    id,
                    catalogue.agentIds());
            return null;
        }
        known.get()
                .unreachable
                .ifPresent(error -> report.error(error.code(), report.at(step.pointer() + "/agent"), error.message()));
        return choose(step, known.get(), call.operation(), named);
    }

    /** R6. What undoes a phase is not chosen by what the phase does. */
    private @Nullable Callee choose(StepDraft step, KnownAgent agent, Optional<String> own, Optional<String> named) {
        String pointer = step.pointer();
        if (own.isPresent()) {
            return explicit(agent, own.get(), "the call's own", pointer + "/operation");
        }
        if (named.isPresent()) {
            return explicit(agent, named.get(), "agent.operation", pointer + "/agent");
        }
        if (!step.undo && step.unit.phase.operation().isPresent()) {
            return explicit(
                    agent,
                    step.unit.phase.operation().get(),
                    "the phase's operation",
                    step.unit.pointer() + "/operation");
        }
        if (!step.undo && phaseNames && agent.operations.containsKey(step.unit.id())) {
            return agent.callee(step.unit.id(), "named like the phase");
        }
        Optional<String> usual = agent.descriptor.defaultOperation();
        if (usual.isPresent()) {
            return agent.callee(usual.get(), "the agent's default");
        }
        report.error(
                ErrorCode.UNKNOWN_OPERATION,
                report.at(pointer + "/agent"),
                "nothing says what agent '" + agent.id() + "' is to do; write " + agent.id() + ".<operation>"
                        + (agent.operations.isEmpty() ? "" : ", one of " + Texts.list(agent.operations.keySet())));
        return null;
    }

    private @Nullable Callee explicit(KnownAgent agent, String operation, String chosenBy, String pointer) {
        if (agent.operations.containsKey(operation)) {
            return agent.callee(operation, chosenBy);
        }
        if (agent.operations.isEmpty() && Names.isId(operation)) {
            return agent.callee(operation, chosenBy);
        }
        report.unknown(
                ErrorCode.UNKNOWN_OPERATION,
                report.at(pointer),
                agent.operations.isEmpty()
                        ? "'" + operation + "' cannot be an operation: letters, digits, '_' and '-', at most 64"
                        : "agent '" + agent.id() + "' has no operation '" + operation + "'; it has "
                                + Texts.list(agent.operations.keySet()),
                operation,
                agent.operations.keySet());
        return null;
    }

    /** An agent with its operations by name, and what was chosen of them so far. */
    private static final class KnownAgent {

        private final AgentDescriptor descriptor;
        private final Optional<ErrorInfo> unreachable;
        private final Map<String, Operation> operations = new LinkedHashMap<>();
        private final Map<String, Signature> signatures = new HashMap<>();
        private final Map<String, Callee> chosen = new HashMap<>();

        KnownAgent(AgentDescriptor descriptor, Optional<ErrorInfo> unreachable) {
            this.descriptor = descriptor;
            this.unreachable = unreachable;
            descriptor.operations().forEach(operation -> operations.put(operation.name(), operation));
        }

        String id() {
            return descriptor.id();
        }

        Callee callee(String name, String chosenBy) {
            return chosen.computeIfAbsent(chosenBy + " " + name, key -> {
                Operation operation = operations.get(name);
                Signature signature = signatures.computeIfAbsent(
                        name, same -> operation == null ? Signature.UNKNOWN : Signature.of(operation.parameters()));
                return new Callee(null, id(), name, operation, chosenBy, signature);
            });
        }
    }
}
