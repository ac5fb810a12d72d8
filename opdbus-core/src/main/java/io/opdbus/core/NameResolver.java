package io.opdbus.core;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.core.plan.CallPlans;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanCatalogue;
import io.opdbus.core.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a name stands for (§5): the prefix wins, a bare name counts where it fits exactly one thing. */
final class NameResolver {

    private static final String WORKSTACK = "workstack_";
    private static final String WORKFLOW = "workflow_";
    private static final String SKILL = "skill_";
    private static final String AGENT = "agent_";
    private static final String COORDINATE = "coordinate";

    private final WorkstackExecutor workstacks;
    private final Definitions definitions;
    private final PlanCatalogue catalogue;
    private final CallPlans calls;

    /**
     * What a name stands for.
     *
     * @param plan what is run
     * @param inputs what is left of the inputs for the plan: a single call takes them as arguments
     */
    record Target(Plan plan, Map<String, @Nullable Object> inputs) {}

    NameResolver(WorkstackExecutor workstacks, Definitions definitions, PlanCatalogue catalogue) {
        this.workstacks = workstacks;
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.calls = new CallPlans(catalogue);
    }

    Target resolve(String name, Map<String, @Nullable Object> inputs) {
        if (name.startsWith(WORKSTACK)) {
            return workstack(name.substring(WORKSTACK.length()), name, inputs);
        }
        if (name.startsWith(WORKFLOW)) {
            throw unknown(name, "this version runs no workflows");
        }
        if (name.startsWith(SKILL)) {
            return skill(name.substring(SKILL.length()), inputs);
        }
        if (name.startsWith(AGENT)) {
            return agent(name.substring(AGENT.length()), name, inputs);
        }
        if (name.equals(COORDINATE)) {
            return coordinate(inputs);
        }
        return bare(name, inputs);
    }

    private Target workstack(String id, String name, Map<String, @Nullable Object> inputs) {
        if (definitions.find(id).isEmpty()) {
            throw unknown(name, "no workstack has the id '" + id + "'");
        }
        return new Target(workstacks.plan(id), inputs);
    }

    private Target skill(String skill, Map<String, @Nullable Object> inputs) {
        Arguments given = only(SKILL + skill, inputs, Set.of("tool", "arguments"));
        return new Target(
                calls.skill(skill, given.string("tool"), given.map("arguments")).orThrow(), Map.of());
    }

    private Target agent(String agent, String name, Map<String, @Nullable Object> inputs) {
        int dot = agent.indexOf('.');
        if (dot >= 0) {
            known(agent.substring(0, dot), name);
            return new Target(calls.agent(agent, Optional.empty(), inputs).orThrow(), Map.of());
        }
        known(agent, name);
        Arguments given = only(name, inputs, Set.of("operation", "arguments"));
        return new Target(
                calls.agent(agent, given.optionalString("operation"), given.map("arguments"))
                        .orThrow(),
                Map.of());
    }

    private void known(String agent, String name) {
        if (catalogue.agent(agent).isEmpty()) {
            throw unknown(name, "there is no agent '" + agent + "'");
        }
    }

    private Target coordinate(Map<String, @Nullable Object> inputs) {
        Arguments given = only(COORDINATE, inputs, Set.of("agents", "strategy", "arguments"));
        String word = given.optionalString("strategy").orElse("sequential");
        Coordination strategy;
        try {
            strategy = Coordination.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknownWord) {
            throw new OpdbusException(
                    ErrorCode.INVALID_INPUT,
                    "coordinate knows no strategy '" + word + "'; use sequential, parallel, pipeline or race",
                    unknownWord);
        }
        return new Target(
                calls.coordinate(given.strings("agents"), strategy, given.map("arguments"))
                        .orThrow(),
                Map.of());
    }

    private Target bare(String name, Map<String, @Nullable Object> inputs) {
        String agent = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        List<String> fits = new ArrayList<>();
        if (catalogue.tool(name).isPresent()) {
            fits.add(name);
        }
        if (definitions.find(name).isPresent()) {
            fits.add(WORKSTACK + name);
        }
        if (catalogue.agent(agent).isPresent()) {
            fits.add(AGENT + name);
        }
        if (fits.isEmpty()) {
            throw unknown(name, "nothing is called '" + name + "'");
        }
        if (fits.size() > 1) {
            throw new UnknownNameException(
                    ErrorCode.AMBIGUOUS_NAME,
                    name,
                    "'" + name + "' fits several things; say which: " + String.join(", ", fits),
                    fits);
        }
        String only = fits.get(0);
        if (only.equals(name)) {
            return new Target(calls.tool(name, inputs).orThrow(), Map.of());
        }
        return resolve(only, inputs);
    }

    /** The inputs of a mode that takes certain ones and no others. */
    private static Arguments only(String name, Map<String, @Nullable Object> inputs, Set<String> known) {
        Predicate<String> isKnown = known::contains;
        List<String> foreign = inputs.keySet().stream().filter(isKnown.negate()).toList();
        if (!foreign.isEmpty()) {
            throw new OpdbusException(
                    ErrorCode.INVALID_INPUT,
                    "'" + name + "' takes " + new TreeSet<>(known) + ", not " + foreign
                            + "; what the call itself takes belongs into 'arguments'");
        }
        return Arguments.of(inputs);
    }

    private UnknownNameException unknown(String name, String what) {
        List<String> all = Stream.of(
                        catalogue.toolNames().stream(),
                        definitions.ids().stream().map(id -> WORKSTACK + id),
                        definitions.ids().stream(),
                        catalogue.agentIds().stream().map(id -> AGENT + id),
                        catalogue.agentIds().stream(),
                        catalogue.skillNames().stream().map(skill -> SKILL + skill))
                .flatMap(names -> names)
                .sorted()
                .toList();
        Optional<String> nearest = Suggestions.nearest(name, all);
        return new UnknownNameException(
                ErrorCode.UNKNOWN_NAME,
                name,
                what
                        + nearest.map(near -> "; did you mean '" + near + "'?")
                                .orElse("; ask for the tools, agents, skills and workstacks that there are"),
                nearest.map(List::of).orElse(List.of()));
    }
}
