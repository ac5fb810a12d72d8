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
 * What the builders of tool and agent calls share.
 *
 * @param <B> the builder's own type
 */
public abstract sealed class StepBuilder<B extends StepBuilder<B>> permits ToolStep.Builder, AgentStep.Builder {

    final Map<String, @Nullable Object> args = new LinkedHashMap<>();
    final List<String> skills = new ArrayList<>();
    final List<Step> rollback = new ArrayList<>();
    Optional<String> id = Optional.empty();
    Optional<String> storeAs = Optional.empty();
    Optional<Duration> timeout = Optional.empty();
    Optional<RetryPolicy> retry = Optional.empty();

    StepBuilder() {}

    abstract B self();

    /**
     * The step's id within its phase.
     *
     * @param name {@code [a-z][a-z0-9_]*}; the tool's or agent's name unless set
     * @return this builder
     */
    public B id(String name) {
        id = Optional.of(name);
        return self();
    }

    /**
     * An argument.
     *
     * @param name its name
     * @param value a JSON-like value, with {@code ${…}} in its strings
     * @return this builder
     */
    public B arg(String name, @Nullable Object value) {
        args.put(Objects.requireNonNull(name, "name"), Values.of(value));
        return self();
    }

    /**
     * Several arguments.
     *
     * @param values JSON-like values by name
     * @return this builder
     */
    public B args(Map<String, ?> values) {
        args.putAll(Values.map(values));
        return self();
    }

    /**
     * Makes the result referable by a name.
     *
     * @param name {@code [a-z][a-z0-9_]*}
     * @return this builder
     */
    public B storeAs(String name) {
        storeAs = Optional.of(name);
        return self();
    }

    /**
     * How long one attempt may take.
     *
     * @param limit longer than zero
     * @return this builder
     */
    public B timeout(Duration limit) {
        timeout = Optional.of(positive(limit));
        return self();
    }

    /**
     * How the step is retried.
     *
     * @param policy the phase's unless set
     * @return this builder
     */
    public B retry(RetryPolicy policy) {
        retry = Optional.of(policy);
        return self();
    }

    /**
     * Skills that are active for this call.
     *
     * @param names added to those given before
     * @return this builder
     */
    public B skills(String... names) {
        skills.addAll(List.of(names));
        return self();
    }

    /**
     * A tool call that undoes the step; several run in the order given.
     *
     * @param tool the tool's name
     * @param describe describes the call
     * @return this builder
     */
    public B rollbackTool(String tool, UnaryOperator<ToolStep.Builder> describe) {
        rollback.add(describe.apply(ToolStep.builder(tool)).build());
        return self();
    }

    /**
     * An agent call that undoes the step; several run in the order given.
     *
     * @param agent the agent's id, or {@code agent.operation}
     * @param describe describes the call
     * @return this builder
     */
    public B rollbackAgent(String agent, UnaryOperator<AgentStep.Builder> describe) {
        rollback.add(describe.apply(AgentStep.builder(agent)).build());
        return self();
    }

    static Duration positive(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("a timeout must be longer than zero, is " + limit);
        }
        return limit;
    }
}
