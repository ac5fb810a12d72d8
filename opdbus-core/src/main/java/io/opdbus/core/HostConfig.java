package io.opdbus.core;

import io.opdbus.core.WorkstackExecutor.WorkstackSwitch;
import io.opdbus.core.agent.AgentSettings;
import io.opdbus.core.agent.PoolSettings;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.config.CallLimits;
import io.opdbus.core.config.WorkstacksConfig;
import io.opdbus.core.plan.PlanSettings;
import io.opdbus.core.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration folder says.
 *
 * @param pool the agents elsewhere and how they are called
 * @param workstacks what the operator says about workstacks
 */
record HostConfig(PoolSettings pool, WorkstacksConfig workstacks) {

    private static final String AGENTS = "agents.toml";
    private static final String WORKSTACKS = "workstacks.toml";

    /** Reads both files, where they are there; what is wrong with them goes to the problems. */
    static HostConfig read(@Nullable Path folder, Map<String, String> environment, Problems problems) {
        if (folder == null) {
            return new HostConfig(PoolSettings.defaults().withEnvironment(environment), WorkstacksConfig.NONE);
        }
        if (!Files.isDirectory(folder)) {
            problems.error(
                    new io.opdbus.api.error.Location(folder.toString(), 0, 0, ""),
                    "is no folder; it should hold " + AGENTS + " and " + WORKSTACKS);
        }
        Path agents = folder.resolve(AGENTS);
        Path workstacks = folder.resolve(WORKSTACKS);
        return new HostConfig(
                Files.exists(agents)
                        ? pool(AgentsConfig.read(agents, environment, problems))
                        : PoolSettings.defaults().withEnvironment(environment),
                Files.exists(workstacks) ? WorkstacksConfig.read(workstacks, problems) : WorkstacksConfig.NONE);
    }

    private static PoolSettings pool(AgentsConfig config) {
        CallLimits limits = config.pool().limits();
        PoolSettings.Builder pool = PoolSettings.builder()
                .baseAddress(config.pool().baseAddress())
                .healthInterval(config.pool().healthCheckInterval())
                .connectTimeout(limits.connectTimeout())
                .requestTimeout(limits.requestTimeout())
                .retries(limits.maxRetries(), limits.retryDelay())
                .limits(limits.maxConcurrentCalls(), PoolSettings.defaults().maxQueued())
                .circuit(limits.circuitBreakerFailures(), limits.circuitBreakerReset())
                .runOnConnection(config.runOnConnection());
        config.agents().forEach((id, agent) -> pool.agent(id, agent(agent)));
        return pool.build();
    }

    private static AgentSettings agent(io.opdbus.core.config.AgentSettings agent) {
        AgentSettings.Builder settings = AgentSettings.builder()
                .address(agent.address().uri())
                .operations(agent.operations())
                .command(agent.command())
                .restart(AgentSettings.Restart.valueOf(agent.restart().name()))
                .maxConcurrent(agent.limits().maxConcurrentCalls())
                .requestTimeout(agent.limits().requestTimeout());
        agent.defaultOperation().ifPresent(settings::defaultOperation);
        return settings.build();
    }

    Optional<WorkstackSwitch> workstack(String id) {
        return Optional.ofNullable(workstacks.workstacks().get(id))
                .map(settings -> new WorkstackSwitch(
                        settings.enabled(),
                        new PlanSettings(
                                settings.parallelPhases(),
                                Optional.of(settings.parallelPhasesLocation()),
                                settings.defaultTimeout())));
    }
}
