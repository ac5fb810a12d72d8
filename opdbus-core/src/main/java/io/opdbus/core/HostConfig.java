package io.opdbus.core;

import io.opdbus.core.WorkstackExecutor.WorkstackSwitch;
import io.opdbus.core.config.AgentsConfig;
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
 * @param agents the agents elsewhere and how they are called
 * @param workstacks what the operator says about workstacks
 */
record HostConfig(AgentsConfig agents, WorkstacksConfig workstacks) {

    private static final String AGENTS = "agents.toml";
    private static final String WORKSTACKS = "workstacks.toml";

    /** Reads both files, where they are there; what is wrong with them goes to the problems. */
    static HostConfig read(@Nullable Path folder, Map<String, String> environment, Problems problems) {
        if (folder == null) {
            return new HostConfig(AgentsConfig.defaults(environment, problems), WorkstacksConfig.NONE);
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
                        ? AgentsConfig.read(agents, environment, problems)
                        : AgentsConfig.defaults(environment, problems),
                Files.exists(workstacks) ? WorkstacksConfig.read(workstacks, problems) : WorkstacksConfig.NONE);
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
