package io.opdbus.core;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.agent.AgentPool;
import io.opdbus.core.definition.LoadedWorkstack;
import io.opdbus.core.plan.Compilation;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanCatalogue;
import io.opdbus.core.plan.PlanCompiler;
import io.opdbus.core.plan.PlanSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns workstacks into plans, each once: the face of the one engine that both workstacks and, later, workflows are run by.
 */
final class WorkstackExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(WorkstackExecutor.class);

    private final Definitions definitions;
    private final PlanCatalogue catalogue;
    private final AgentPool agents;
    private final Function<String, Optional<WorkstackSwitch>> switches;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    /**
     * What workstacks.toml says of a workstack.
     *
     * @param enabled whether it may be run
     * @param settings what holds besides its definition
     */
    record WorkstackSwitch(boolean enabled, PlanSettings settings) {}

    WorkstackExecutor(
            Definitions definitions,
            PlanCatalogue catalogue,
            AgentPool agents,
            Function<String, Optional<WorkstackSwitch>> switches) {
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.agents = agents;
        this.switches = switches;
    }

    /** The plan of a workstack that is known by id. */
    Plan plan(String id) {
        Plan known = plans.get(id);
        if (known == null) {
            LoadedWorkstack loaded = definitions.find(id).orElseThrow();
            known = plan(loaded);
            plans.put(id, known);
        }
        return known;
    }

    /** The plan of a workstack. */
    Plan plan(LoadedWorkstack loaded) {
        String id = loaded.workstack().id();
        if (!switches.apply(id).map(WorkstackSwitch::enabled).orElse(true)) {
            throw new OpdbusException(
                    ErrorCode.DISABLED,
                    "workstack '" + id + "' is switched off in workstacks.toml; set enabled = true under [workstacks."
                            + id + "]");
        }
        return compile(loaded).orThrow();
    }

    Compilation compile(LoadedWorkstack loaded) {
        Workstack workstack = loaded.workstack();
        askAgents(workstack);
        PlanSettings settings =
                switches.apply(workstack.id()).map(WorkstackSwitch::settings).orElse(PlanSettings.NONE);
        return PlanCompiler.compile(workstack, loaded.locator(), catalogue, settings);
    }

    /** Asks those agents what they can do of which only the agents themselves know (R6), all at the same time. */
    private void askAgents(Workstack workstack) {
        Map<String, CompletionStage<Optional<AgentDescriptor>>> asked = new LinkedHashMap<>();
        Stream.concat(workstack.phases().stream(), workstack.finallyPhases().stream())
                .flatMap(WorkstackExecutor::agentsOf)
                .distinct()
                .forEach(agent -> ask(agent, asked));
        asked.forEach((agent, answer) -> {
            try {
                CompletableFuture<Optional<AgentDescriptor>> future = answer.toCompletableFuture();
                future.join();
            } catch (CompletionException unknown) {
                LOG.warn("agent '{}' did not tell what it can do: {}", agent, String.valueOf(unknown.getCause()));
            }
        });
    }

    private void ask(String agent, Map<String, CompletionStage<Optional<AgentDescriptor>>> asked) {
        boolean unknown = catalogue
                .agent(agent)
                .map(descriptor -> descriptor.operations().isEmpty())
                .orElse(false);
        if (unknown && catalogue.unreachable(agent).isEmpty()) {
            asked.put(agent, agents.resolve(agent, Deadline.after(catalogue.agentTimeout(agent))));
        }
    }

    private static Stream<String> agentsOf(Phase phase) {
        List<Step> rollback = phase.rollback();
        return Stream.of(phase.tools().stream(), phase.agents().stream(), rollback.stream())
                .<Step>flatMap(steps -> steps)
                .flatMap(step -> Stream.concat(Stream.of(step), step.rollback().stream()))
                .filter(AgentStep.class::isInstance)
                .map(step -> ((AgentStep) step).agent());
    }
}
