package io.opdbus.core.config;

import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code agents.toml} says, with the defaults where it is silent and the environment in front of both. The
 * environment variables are {@code OP_AGENT_POOL_ADDRESS}, {@code OP_AGENT_CONNECT_TIMEOUT_MS},
 * {@code OP_AGENT_REQUEST_TIMEOUT_MS} and {@code OP_RUN_ON_CONNECTION_AGENTS}, a list with commas.
 *
 * @param pool the pool's settings
 * @param runOnConnection ids of the agents that start with the pool; none by default
 * @param agents all agents whose address is known, by id: those of {@code [ports]} and {@code [agents]}, and those with
 *     a well-known port
 */
public record AgentsConfig(PoolSettings pool, List<String> runOnConnection, Map<String, AgentSettings> agents) {

    /** Copies. */
    public AgentsConfig {
        runOnConnection = List.copyOf(runOnConnection);
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    }

    /**
     * Reads a file.
     *
     * @param file the file; that there is none is a problem
     * @param environment the environment variables, usually {@link System#getenv()}
     * @param problems gets everything that is wrong with the file or the variables
     * @return the configuration; where there are problems, with defaults in the place of what is wrong
     */
    public static AgentsConfig read(Path file, Map<String, String> environment, Problems problems) {
        return of(TomlDocument.read(file, problems), environment, problems);
    }

    /**
     * Reads a text.
     *
     * @param sourceName what messages call it
     * @param toml the text
     * @param environment the environment variables, usually {@link System#getenv()}
     * @param problems gets everything that is wrong with the text or the variables
     * @return the configuration; where there are problems, with defaults in the place of what is wrong
     */
    public static AgentsConfig parse(
            String sourceName, String toml, Map<String, String> environment, Problems problems) {
        return of(TomlDocument.parse(sourceName, toml, problems), environment, problems);
    }

    /**
     * The configuration without a file.
     *
     * @param environment the environment variables, usually {@link System#getenv()}
     * @param problems gets everything that is wrong with the variables
     * @return the defaults, with the environment in front
     */
    public static AgentsConfig defaults(Map<String, String> environment, Problems problems) {
        return of(Optional.empty(), environment, problems);
    }

    private static AgentsConfig of(Optional<ObjectReader> file, Map<String, String> environment, Problems problems) {
        return new AgentsReader(new PoolEnvironment(environment, problems), problems).read(file);
    }
}
