package io.opdbus.api.workstack;

import io.opdbus.api.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A phase of a workstack: tools, then agents, that succeed or fail together.
 *
 * @param id {@code [a-z][a-z0-9_]*}
 * @param name a title for people; empty where it has none
 * @param description what it is for; empty where it says nothing
 * @param dependsOn ids of the phases that must have ended before
 * @param condition one whole {@code ${…}} that gives true or false; the phase is skipped where it gives false
 * @param skills skills that are active for every call of the phase
 * @param tools tool calls, in order
 * @param agents agent calls, after the tools
 * @param operation what its agents do where their calls do not say (R6)
 * @param args arguments for its agents where their calls do not give them
 * @param coordination how its agents go together
 * @param timeout how long the phase may take, retries and queueing included
 * @param retry the default of its steps; empty for no retry
 * @param continueOnFailure whether its dependents run, and the run may succeed, although it failed (R11)
 * @param rollback what undoes the phase as a whole, after its steps' own rollbacks
 */
public record Phase(
        String id,
        String name,
        String description,
        List<String> dependsOn,
        Optional<String> condition,
        List<String> skills,
        List<ToolStep> tools,
        List<AgentStep> agents,
        Optional<String> operation,
        Map<String, @Nullable Object> args,
        Coordination coordination,
        Optional<Duration> timeout,
        Optional<RetryPolicy> retry,
        boolean continueOnFailure,
        List<Step> rollback) {

    /** Checks for null and copies. */
    public Phase {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        dependsOn = List.copyOf(dependsOn);
        Objects.requireNonNull(condition, "condition");
        skills = List.copyOf(skills);
        tools = List.copyOf(tools);
        agents = List.copyOf(agents);
        Objects.requireNonNull(operation, "operation");
        args = Values.map(args);
        Objects.requireNonNull(coordination, "coordination");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retry, "retry");
        rollback = List.copyOf(rollback);
    }

    /**
     * Starts to describe a phase.
     *
     * @param id {@code [a-z][a-z0-9_]*}
     * @return a builder
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** Describes a phase. Not safe for use by several threads. */
    public static final class Builder {

        private final String id;
        private final List<String> dependsOn = new ArrayList<>();
        private final List<String> skills = new ArrayList<>();
        private final List<ToolStep> tools = new ArrayList<>();
        private final List<AgentStep> agents = new ArrayList<>();
        private final Map<String, @Nullable Object> args = new LinkedHashMap<>();
        private final List<Step> rollback = new ArrayList<>();
        private String name = "";
        private String description = "";
        private Optional<String> condition = Optional.empty();
        private Optional<String> operation = Optional.empty();
        private Coordination coordination = Coordination.SEQUENTIAL;
        private Optional<Duration> timeout = Optional.empty();
        private Optional<RetryPolicy> retry = Optional.empty();
        private boolean continueOnFailure;

        private Builder(String id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /**
         * A title for people.
         *
         * @param text empty unless set
         * @return this builder
         */
        public Builder name(String text) {
            name = text;
            return this;
        }

        /**
         * What the phase is for.
         *
         * @param text empty unless set
         * @return this builder
         */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /**
         * Phases that must have ended before.
         *
         * @param phases ids, added to those given before
         * @return this builder
         */
        public Builder dependsOn(String... phases) {
            dependsOn.addAll(List.of(phases));
            return this;
        }

        /**
         * Skips the phase where this gives false.
         *
         * @param expression one whole {@code ${…}} that gives true or false
         * @return this builder
         */
        public Builder condition(String expression) {
            condition = Optional.of(expression);
            return this;
        }

        /**
         * Skills that are active for every call of the phase.
         *
         * @param names added to those given before
         * @return this builder
         */
        public Builder skills(String... names) {
            skills.addAll(List.of(names));
            return this;
        }

        /**
         * A tool call without arguments.
         *
         * @param tool the tool's name
         * @return this builder
         */
        public Builder tool(String tool) {
            return tool(tool, step -> step);
        }

        /**
         * A tool call.
         *
         * @param tool the tool's name
         * @param describe describes the call
         * @return this builder
         */
        public Builder tool(String tool, UnaryOperator<ToolStep.Builder> describe) {
            return tool(describe.apply(ToolStep.builder(tool)).build());
        }

        /**
         * A tool call.
         *
         * @param step the call
         * @return this builder
         */
        public Builder tool(ToolStep step) {
            tools.add(step);
            return this;
        }

        /**
         * An agent call whose operation and arguments R6 and R7 decide.
         *
         * @param agent the agent's id, or {@code agent.operation}
         * @return this builder
         */
        public Builder agent(String agent) {
            return agent(agent, step -> step);
        }

        /**
         * An agent call.
         *
         * @param agent the agent's id, or {@code agent.operation}
         * @param describe describes the call
         * @return this builder
         */
        public Builder agent(String agent, UnaryOperator<AgentStep.Builder> describe) {
            return agent(describe.apply(AgentStep.builder(agent)).build());
        }

        /**
         * An agent call.
         *
         * @param step the call
         * @return this builder
         */
        public Builder agent(AgentStep step) {
            agents.add(step);
            return this;
        }

        /**
         * What the phase's agents do where their calls do not say (R6).
         *
         * @param operationName the operation's name
         * @return this builder
         */
        public Builder operation(String operationName) {
            operation = Optional.of(operationName);
            return this;
        }

        /**
         * An argument for the phase's agents where their calls do not give it.
         *
         * @param argument its name
         * @param value a JSON-like value, with {@code ${…}} in its strings
         * @return this builder
         */
        public Builder arg(String argument, @Nullable Object value) {
            args.put(argument, Values.of(value));
            return this;
        }

        /**
         * Several such arguments.
         *
         * @param values JSON-like values by name
         * @return this builder
         */
        public Builder args(Map<String, ?> values) {
            args.putAll(Values.map(values));
            return this;
        }

        /**
         * How the phase's agents go together.
         *
         * @param how {@link Coordination#SEQUENTIAL} unless set
         * @return this builder
         */
        public Builder coordination(Coordination how) {
            coordination = Objects.requireNonNull(how, "how");
            return this;
        }

        /**
         * How long the phase may take.
         *
         * @param limit longer than zero; no limit but the run's unless set
         * @return this builder
         */
        public Builder timeout(Duration limit) {
            timeout = Optional.of(StepBuilder.positive(limit));
            return this;
        }

        /**
         * The retry policy of the phase's steps.
         *
         * @param policy no retry unless set
         * @return this builder
         */
        public Builder retry(RetryPolicy policy) {
            retry = Optional.of(policy);
            return this;
        }

        /**
         * Lets the phase's dependents run, and the run succeed, although the phase failed (R11).
         *
         * @return this builder
         */
        public Builder continueOnFailure() {
            return continueOnFailure(true);
        }

        /**
         * Whether a failure of the phase is tolerated (R11).
         *
         * @param tolerated false unless set
         * @return this builder
         */
        public Builder continueOnFailure(boolean tolerated) {
            continueOnFailure = tolerated;
            return this;
        }

        /**
         * A tool call of the phase's rollback; several run in the order given.
         *
         * @param tool the tool's name
         * @param describe describes the call
         * @return this builder
         */
        public Builder rollbackTool(String tool, UnaryOperator<ToolStep.Builder> describe) {
            return rollback(describe.apply(ToolStep.builder(tool)).build());
        }

        /**
         * An agent call of the phase's rollback; several run in the order given.
         *
         * @param agent the agent's id, or {@code agent.operation}
         * @param describe describes the call
         * @return this builder
         */
        public Builder rollbackAgent(String agent, UnaryOperator<AgentStep.Builder> describe) {
            return rollback(describe.apply(AgentStep.builder(agent)).build());
        }

        /**
         * A call of the phase's rollback; several run in the order given.
         *
         * @param step the call
         * @return this builder
         */
        public Builder rollback(Step step) {
            rollback.add(step);
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the phase
         */
        public Phase build() {
            return new Phase(
                    id,
                    name,
                    description,
                    dependsOn,
                    condition,
                    skills,
                    tools,
                    agents,
                    operation,
                    args,
                    coordination,
                    timeout,
                    retry,
                    continueOnFailure,
                    rollback);
        }
    }
}
