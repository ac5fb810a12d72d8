package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import io.opdbus.api.value.Values;
import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Locator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Compiles the execution modes that are no definitions: the call of a tool or an agent, with a skill or without, and the
 * call of several agents together. Each becomes a plan of one unit whose output is {@code result}. Arguments are taken as
 * they are: a <code>${</code> in them means nothing.
 */
public final class CallPlans {

    private static final String UNIT = "call";
    private static final String RESULT = "result";
    private static final String WHOLE_RESULT = "${" + RESULT + "}";

    private final PlanCatalogue catalogue;

    /**
     * Compiles for a catalogue.
     *
     * @param catalogue what can be called
     */
    public CallPlans(PlanCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The call of a tool.
     *
     * @param tool the tool's name
     * @param arguments its arguments
     * @return a plan of kind {@code tool} whose {@code result} is the tool's, or why there is none
     */
    public Compilation tool(String tool, Map<String, ?> arguments) {
        Workstack call = call(
                        phase -> phase.tool(tool, step -> step.args(arguments).storeAs(RESULT)), WHOLE_RESULT)
                .build();
        return compile(call, "tool", tool, "/phases/0/tools/0", definition("tool", tool, arguments));
    }

    /**
     * The call of an agent.
     *
     * @param agent the agent's id, or {@code agent.operation}
     * @param operation which operation; where empty, {@code agent.operation}'s or the agent's default (R6)
     * @param arguments its arguments
     * @return a plan of kind {@code agent} whose {@code result} is the agent's, or why there is none
     */
    public Compilation agent(String agent, Optional<String> operation, Map<String, ?> arguments) {
        AgentStep.Builder step = AgentStep.builder(agent).args(arguments).storeAs(RESULT);
        operation.ifPresent(step::operation);
        Map<String, Object> definition = definition("agent", agent, arguments);
        operation.ifPresent(name -> definition.put("operation", name));
        Workstack call = call(phase -> phase.agent(step.build()), WHOLE_RESULT).build();
        return compile(call, "agent", agent, "/phases/0/agents/0", definition);
    }

    /**
     * The call of a tool with a skill.
     *
     * @param skill the skill's name, {@code -} and {@code _} alike, a unique beginning sufficing
     * @param tool the tool's name
     * @param arguments the tool's arguments
     * @return a plan of kind {@code skill} whose {@code result} is the tool's, or why there is none
     */
    public Compilation skill(String skill, String tool, Map<String, ?> arguments) {
        Workstack call = call(
                        phase -> phase.tool(tool, step -> step.args(arguments).storeAs(RESULT)), WHOLE_RESULT)
                .skills(skill)
                .build();
        Map<String, Object> definition = definition("tool", tool, arguments);
        definition.put("skill", skill);
        return compile(call, "skill", skill, "/phases/0/tools/0", definition);
    }

    /**
     * Calls of several agents.
     *
     * @param agents ids, or {@code agent.operation}, at least one
     * @param strategy how they go together
     * @param arguments the arguments of all of them; each gets those that its operation takes
     * @return a plan of kind {@code coordinate}, or why there is none. Its {@code result} is the winner's in a race, the
     *     last agent's in a pipeline, and else a map of all results by agent, with {@code _2} and so on where one is
     *     called again
     */
    public Compilation coordinate(List<String> agents, Coordination strategy, Map<String, ?> arguments) {
        if (agents.isEmpty()) {
            Location nowhere = new Location("coordinate", 0, 0, "/agents");
            String message = "name at least one agent to coordinate";
            return new Compilation(
                    Optional.empty(), List.of(Problem.error(ErrorCode.INVALID_DEFINITION, nowhere, message)));
        }
        boolean whole = strategy == Coordination.RACE || strategy == Coordination.PIPELINE;
        Workstack call = call(
                        phase -> {
                            for (int i = 0; i < agents.size(); i++) {
                                boolean stored = strategy == Coordination.RACE || whole && i == agents.size() - 1;
                                phase.agent(agents.get(i), step -> stored ? step.storeAs(RESULT) : step);
                            }
                            return phase.args(arguments).coordination(strategy);
                        },
                        whole ? WHOLE_RESULT : resultsOf(agents))
                .build();
        String word = strategy.name().toLowerCase(Locale.ROOT);
        Map<String, Object> definition = definition("agents", agents, arguments);
        definition.put("strategy", word);
        return compile(call, "coordinate", "coordinate", "/phases/0", definition);
    }

    private static Map<String, Object> definition(String key, Object called, Map<String, ?> arguments) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put(key, called);
        definition.put("arguments", arguments);
        return definition;
    }

    private static Map<String, String> resultsOf(List<String> agents) {
        Map<String, String> results = new LinkedHashMap<>();
        List<String> names = agents.stream().map(Outline::agentOf).toList();
        Outline.defaultIds(names, new HashSet<>())
                .forEach(id -> results.put(id, "${phases." + UNIT + ".results['" + id + "']}"));
        return results;
    }

    private static Workstack.Builder call(UnaryOperator<Phase.Builder> phase, Object result) {
        return Workstack.builder(UNIT).inputsDeclared().phase(UNIT, phase).output(RESULT, result);
    }

    private Compilation compile(Workstack call, String kind, String id, String prefix, Map<String, Object> definition) {
        PlanCompiler.Shape shape = new PlanCompiler.Shape(kind, id, Values.map(definition), true);
        String source = kind.equals(id) ? kind : kind + " '" + id + "'";
        return PlanCompiler.compile(call, new Places(source, prefix), catalogue, PlanSettings.NONE, shape);
    }

    /**
     * Tells places of the phase that stands for a call as places of the call.
     *
     * @param source what is called
     * @param prefix the pointer of what stands for the call
     */
    private record Places(String source, String prefix) implements Locator {

        @Override
        public Location locate(String pointer) {
            return new Location(source, 0, 0, translate(pointer));
        }

        private String translate(String pointer) {
            String inner = pointer.startsWith(prefix) ? pointer.substring(prefix.length()) : pointer;
            if (inner.startsWith("/skills")) {
                return "/skill";
            }
            return inner.startsWith("/args") ? "/arguments" + inner.substring("/args".length()) : inner;
        }

        @Override
        public Location locateKey(String pointer) {
            return locate(pointer);
        }

        @Override
        public Location locate(String pointer, int offset) {
            return locate(pointer);
        }
    }
}
