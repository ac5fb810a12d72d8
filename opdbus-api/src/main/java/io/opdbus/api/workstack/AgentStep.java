package io.opdbus.api.workstack;

import io.opdbus.api.value.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of an agent.
 *
 * @param agent the agent's id
 * @param operation which operation; empty where R6 decides
 * @param id the step's id within its phase
 * @param args the arguments, with {@code ${…}} in their strings; what is not given is bound by R7
 * @param storeAs the name under which the result can be referenced
 * @param timeout how long one attempt may take
 * @param retry how it is retried; empty for the phase's policy
 * @param skills skills that are active for this call, besides the phase's and the workstack's
 * @param rollback what undoes the step
 */
public record AgentStep(
        String agent,
        Optional<String> operation,
        Optional<String> id,
        Map<String, @Nullable Object> args,
        Optional<String> storeAs,
        Optional<Duration> timeout,
        Optional<RetryPolicy> retry,
        List<String> skills,
        List<Step> rollback)
        implements Step {

    /** Checks for null and copies. */
    public AgentStep {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(id, "id");
        args = Values.map(args);
        Objects.requireNonNull(storeAs, "storeAs");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retry, "retry");
        skills = List.copyOf(skills);
        rollback = List.copyOf(rollback);
    }

    /**
     * Starts a call of an agent.
     *
     * @param agent the agent's id, or {@code agent.operation}
     * @return a builder
     */
    public static Builder builder(String agent) {
        return new Builder(agent);
    }

    /** Describes a call of an agent. Not safe for use by several threads. */
    public static final class Builder extends StepBuilder<Builder> {

        private final String agent;
        private Optional<String> operation;

        private Builder(String agent) {
            int dot = agent.indexOf('.');
            this.agent = dot < 0 ? agent : agent.substring(0, dot);
            this.operation = dot < 0 ? Optional.empty() : Optional.of(agent.substring(dot + 1));
        }

        /**
         * Which operation the agent does.
         *
         * @param name the operation's name
         * @return this builder
         */
        public Builder operation(String name) {
            operation = Optional.of(name);
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the step
         */
        public AgentStep build() {
            return new AgentStep(agent, operation, id, args, storeAs, timeout, retry, skills, rollback);
        }
    }
}
