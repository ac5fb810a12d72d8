package io.opdbus.core.agent;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code [agents.<id>]} of agents.toml says of one agent.
 *
 * @param address where it is reached; empty for the pool's base address with the agent's port
 * @param operations the names of what it can do, for checking before a run; empty where only the agent knows
 * @param defaultOperation what it does where nothing says which (R6)
 * @param command program and arguments of the process that the pool starts and supervises; empty for none
 * @param restart when that process is started again
 * @param startTimeout how long that process may take until it answers
 * @param sessionState whether the agent may hold state for a session, so that a session whose agent came back without it
 *     is lost; where it holds none, a session just goes on
 * @param maxConcurrent how many calls run at once; empty for the pool's default
 * @param maxQueued how many calls may wait; empty for the pool's default
 * @param requestTimeout the default attempt timeout; empty for the pool's default
 */
public record AgentSettings(
        Optional<String> address,
        List<String> operations,
        Optional<String> defaultOperation,
        List<String> command,
        Restart restart,
        Duration startTimeout,
        boolean sessionState,
        Optional<Integer> maxConcurrent,
        Optional<Integer> maxQueued,
        Optional<Duration> requestTimeout) {

    /** When a supervised process is started again after it ended. */
    public enum Restart {
        /** Whenever it ends while the pool is open. */
        ALWAYS,
        /** When it ends with another exit code than 0. */
        ON_FAILURE,
        /** Never. */
        NEVER
    }

    /** How long a supervised process may take until it answers, unless said otherwise. */
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);

    private static final AgentSettings DEFAULTS = builder().build();

    /** Checks and copies. */
    public AgentSettings {
        Objects.requireNonNull(address, "address");
        operations = List.copyOf(operations);
        Objects.requireNonNull(defaultOperation, "defaultOperation");
        command = List.copyOf(command);
        Objects.requireNonNull(restart, "restart");
        PoolSettings.requirePositive("start_timeout", startTimeout);
        maxConcurrent.ifPresent(count -> PoolSettings.requireAtLeast("max_concurrent", count, 1));
        maxQueued.ifPresent(count -> PoolSettings.requireAtLeast("max_queued", count, 0));
        requestTimeout.ifPresent(timeout -> PoolSettings.requirePositive("request_timeout", timeout));
    }

    /**
     * What holds for an agent of which nothing is said.
     *
     * @return settings that leave all to the pool
     */
    public static AgentSettings defaults() {
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

    /** Collects the settings of an agent. Not safe for use by several threads. */
    public static final class Builder {

        private Optional<String> address = Optional.empty();
        private List<String> operations = List.of();
        private Optional<String> defaultOperation = Optional.empty();
        private List<String> command = List.of();
        private Restart restart = Restart.ALWAYS;
        private Duration startTimeout = DEFAULT_START_TIMEOUT;
        private boolean sessionState = true;
        private Optional<Integer> maxConcurrent = Optional.empty();
        private Optional<Integer> maxQueued = Optional.empty();
        private Optional<Duration> requestTimeout = Optional.empty();

        private Builder() {}

        /**
         * Where the agent is reached.
         *
         * @param uri an address with a scheme
         * @return this builder
         */
        public Builder address(String uri) {
            address = Optional.of(uri);
            return this;
        }

        /**
         * What the agent can do.
         *
         * @param names the operations' names
         * @return this builder
         */
        public Builder operations(List<String> names) {
            operations = List.copyOf(names);
            return this;
        }

        /**
         * What the agent does where nothing says which.
         *
         * @param name one of its operations
         * @return this builder
         */
        public Builder defaultOperation(String name) {
            defaultOperation = Optional.of(name);
            return this;
        }

        /**
         * The process that the pool starts and supervises.
         *
         * @param argv program and arguments; there is no shell
         * @return this builder
         */
        public Builder command(List<String> argv) {
            command = List.copyOf(argv);
            return this;
        }

        /**
         * When the process is started again.
         *
         * @param when {@link Restart#ALWAYS} unless set
         * @return this builder
         */
        public Builder restart(Restart when) {
            restart = when;
            return this;
        }

        /**
         * How long the process may take until it answers.
         *
         * @param timeout {@link #DEFAULT_START_TIMEOUT} unless set
         * @return this builder
         */
        public Builder startTimeout(Duration timeout) {
            PoolSettings.requirePositive("start_timeout", timeout);
            startTimeout = timeout;
            return this;
        }

        /**
         * Whether the agent may hold state for a session.
         *
         * @param held true unless set
         * @return this builder
         */
        public Builder sessionState(boolean held) {
            sessionState = held;
            return this;
        }

        /**
         * How many calls run at once.
         *
         * @param count at least 1
         * @return this builder
         */
        public Builder maxConcurrent(int count) {
            PoolSettings.requireAtLeast("max_concurrent", count, 1);
            maxConcurrent = Optional.of(count);
            return this;
        }

        /**
         * How many calls may wait.
         *
         * @param count 0 to refuse at once what cannot run
         * @return this builder
         */
        public Builder maxQueued(int count) {
            PoolSettings.requireAtLeast("max_queued", count, 0);
            maxQueued = Optional.of(count);
            return this;
        }

        /**
         * The default attempt timeout.
         *
         * @param timeout more than zero
         * @return this builder
         */
        public Builder requestTimeout(Duration timeout) {
            PoolSettings.requirePositive("request_timeout", timeout);
            requestTimeout = Optional.of(timeout);
            return this;
        }

        /**
         * Ends the collection.
         *
         * @return the settings
         */
        public AgentSettings build() {
            return new AgentSettings(
                    address,
                    operations,
                    defaultOperation,
                    command,
                    restart,
                    startTimeout,
                    sessionState,
                    maxConcurrent,
                    maxQueued,
                    requestTimeout);
        }
    }
}
