package io.opdbus.core.agent;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What agents.toml says of the pool and its agents.
 *
 * @param baseAddress scheme and host of agents that have a port but no address
 * @param connectTimeout how long one attempt to connect may take
 * @param requestTimeout the default attempt timeout
 * @param healthInterval how often agents that nobody calls are asked how they are
 * @param maxRetries how often a call that surely never left is repeated
 * @param retryDelay the pause before the first repetition, doubled for each further one
 * @param maxConcurrent how many calls of one agent run at once
 * @param maxQueued how many calls of one agent may wait
 * @param circuitFailures how many transport failures in a row open an agent's circuit
 * @param circuitPause how long a circuit stays open before one call may probe it
 * @param runOnConnection the agents to which connections are kept from the start
 * @param ports ports by agent, in addition to the well-known ones
 * @param agents settings by agent
 */
public record PoolSettings(
        String baseAddress,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration healthInterval,
        int maxRetries,
        Duration retryDelay,
        int maxConcurrent,
        int maxQueued,
        int circuitFailures,
        Duration circuitPause,
        List<String> runOnConnection,
        Map<String, Integer> ports,
        Map<String, AgentSettings> agents) {

    private static final PoolSettings DEFAULTS = builder().build();

    /** Checks and copies. */
    public PoolSettings {
        Objects.requireNonNull(baseAddress, "baseAddress");
        requirePositive("connect_timeout", connectTimeout);
        requirePositive("request_timeout", requestTimeout);
        requirePositive("health_interval", healthInterval);
        requireAtLeast("max_retries", maxRetries, 0);
        requirePositive("retry_delay", retryDelay);
        requireAtLeast("max_concurrent", maxConcurrent, 1);
        requireAtLeast("max_queued", maxQueued, 0);
        requireAtLeast("circuit_failures", circuitFailures, 1);
        requirePositive("circuit_pause", circuitPause);
        runOnConnection = List.copyOf(runOnConnection);
        ports = Map.copyOf(ports);
        agents = Map.copyOf(agents);
    }

    /**
     * What holds where agents.toml is silent.
     *
     * @return connect timeout 5 s, request timeout 30 s, health check every 30 s, at most 3 retries from 100 ms, 10 calls
     *     at once and 1,000 waiting for each agent, a circuit of 5 failures and 60 s, no agent run on connection
     */
    public static PoolSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that holds them
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * These settings as the environment overrides them: {@code OP_AGENT_POOL_ADDRESS},
     * {@code OP_AGENT_CONNECT_TIMEOUT_MS}, {@code OP_AGENT_REQUEST_TIMEOUT_MS} and
     * {@code OP_RUN_ON_CONNECTION_AGENTS} (separated by commas; empty for none).
     *
     * @param environment the variables, such as {@link System#getenv()}
     * @return a copy
     * @throws io.opdbus.api.error.OpdbusException with {@code INVALID_DEFINITION} if a value cannot be read
     */
    public PoolSettings withEnvironment(Map<String, String> environment) {
        return EnvironmentOverrides.apply(this, environment);
    }

    /**
     * The settings of one agent.
     *
     * @param id the agent's id
     * @return what is said of it, else the defaults
     */
    public AgentSettings agent(String id) {
        return agents.getOrDefault(id, AgentSettings.defaults());
    }

    static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than zero, is " + duration);
        }
    }

    static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
        }
    }

    /** Collects the settings. Not safe for use by several threads. */
    public static final class Builder {

        private String baseAddress = "http://127.0.0.1";
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration requestTimeout = Duration.ofSeconds(30);
        private Duration healthInterval = Duration.ofSeconds(30);
        private int maxRetries = 3;
        private Duration retryDelay = Duration.ofMillis(100);
        private int maxConcurrent = 10;
        private int maxQueued = 1_000;
        private int circuitFailures = 5;
        private Duration circuitPause = Duration.ofSeconds(60);
        private List<String> runOnConnection = List.of();
        private final Map<String, Integer> ports = new LinkedHashMap<>();
        private final Map<String, AgentSettings> agents = new LinkedHashMap<>();

        private Builder() {}

        private Builder(PoolSettings from) {
            baseAddress = from.baseAddress;
            connectTimeout = from.connectTimeout;
            requestTimeout = from.requestTimeout;
            healthInterval = from.healthInterval;
            maxRetries = from.maxRetries;
            retryDelay = from.retryDelay;
            maxConcurrent = from.maxConcurrent;
            maxQueued = from.maxQueued;
            circuitFailures = from.circuitFailures;
            circuitPause = from.circuitPause;
            runOnConnection = from.runOnConnection;
            ports.putAll(from.ports);
            agents.putAll(from.agents);
        }

        /**
         * Scheme and host of agents that have a port but no address.
         *
         * @param address {@code http://127.0.0.1} unless set
         * @return this builder
         */
        public Builder baseAddress(String address) {
            baseAddress = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * How long one attempt to connect may take.
         *
         * @param timeout 5 seconds unless set
         * @return this builder
         */
        public Builder connectTimeout(Duration timeout) {
            requirePositive("connect_timeout", timeout);
            connectTimeout = timeout;
            return this;
        }

        /**
         * The default attempt timeout.
         *
         * @param timeout 30 seconds unless set
         * @return this builder
         */
        public Builder requestTimeout(Duration timeout) {
            requirePositive("request_timeout", timeout);
            requestTimeout = timeout;
            return this;
        }

        /**
         * How often agents that nobody calls are asked how they are.
         *
         * @param interval 30 seconds unless set
         * @return this builder
         */
        public Builder healthInterval(Duration interval) {
            requirePositive("health_interval", interval);
            healthInterval = interval;
            return this;
        }

        /**
         * How a call that surely never left is repeated.
         *
         * @param most how often at most, 3 unless set
         * @param firstDelay the pause before the first repetition, doubled for each further one; 100 ms unless set
         * @return this builder
         */
        public Builder retries(int most, Duration firstDelay) {
            requireAtLeast("max_retries", most, 0);
            requirePositive("retry_delay", firstDelay);
            maxRetries = most;
            retryDelay = firstDelay;
            return this;
        }

        /**
         * The default bounds of each agent.
         *
         * @param concurrent how many calls run at once, 10 unless set
         * @param queued how many may wait, 1,000 unless set
         * @return this builder
         */
        public Builder limits(int concurrent, int queued) {
            requireAtLeast("max_concurrent", concurrent, 1);
            requireAtLeast("max_queued", queued, 0);
            maxConcurrent = concurrent;
            maxQueued = queued;
            return this;
        }

        /**
         * When the circuit of an agent opens, and for how long.
         *
         * @param failures transport failures in a row, 5 unless set
         * @param pause until one call may probe, 60 seconds unless set
         * @return this builder
         */
        public Builder circuit(int failures, Duration pause) {
            requireAtLeast("circuit_failures", failures, 1);
            requirePositive("circuit_pause", pause);
            circuitFailures = failures;
            circuitPause = pause;
            return this;
        }

        /**
         * The agents to which connections are kept from the start.
         *
         * @param ids none unless set
         * @return this builder
         */
        public Builder runOnConnection(List<String> ids) {
            runOnConnection = List.copyOf(ids);
            return this;
        }

        /**
         * An agent's port at the base address.
         *
         * @param id the agent's id
         * @param port 1 to 65535
         * @return this builder
         */
        public Builder port(String id, int port) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("the port of agent '" + id + "' must be 1 to 65535, is " + port);
            }
            ports.put(id, port);
            return this;
        }

        /**
         * What is said of one agent.
         *
         * @param id the agent's id
         * @param settings replaces what was said of it before
         * @return this builder
         */
        public Builder agent(String id, AgentSettings settings) {
            agents.put(id, settings);
            return this;
        }

        /**
         * Ends the collection.
         *
         * @return the settings
         */
        public PoolSettings build() {
            return new PoolSettings(
                    baseAddress,
                    connectTimeout,
                    requestTimeout,
                    healthInterval,
                    maxRetries,
                    retryDelay,
                    maxConcurrent,
                    maxQueued,
                    circuitFailures,
                    circuitPause,
                    runOnConnection,
                    ports,
                    agents);
        }
    }
}
