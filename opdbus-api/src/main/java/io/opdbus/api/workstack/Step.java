package io.opdbus.api.workstack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call that a phase makes, or that its rollback makes. */
public sealed interface Step permits ToolStep, AgentStep {

    /**
     * The step's id within its phase.
     *
     * @return as written; where empty, the tool's or agent's name, with {@code _2}, {@code _3} … where it repeats
     */
    Optional<String> id();

    /**
     * The arguments, with {@code ${…}} in their strings.
     *
     * @return an unmodifiable map of JSON-like values
     */
    Map<String, @Nullable Object> args();

    /**
     * The name under which the result can be referenced.
     *
     * @return the name, or empty where the result is only {@code phases.<id>.results.<step>}
     */
    Optional<String> storeAs();

    /**
     * How long one attempt may take.
     *
     * @return the timeout, or empty for the phase's time alone; for an agent the pool's request timeout
     */
    Optional<Duration> timeout();

    /**
     * How it is retried.
     *
     * @return the policy, or empty for the phase's
     */
    Optional<RetryPolicy> retry();

    /**
     * Skills that are active for this call, besides the phase's and the workstack's.
     *
     * @return names, may be empty
     */
    List<String> skills();

    /**
     * What undoes the step.
     *
     * @return calls in their order; empty where the step cannot be undone by itself
     */
    List<Step> rollback();
}
