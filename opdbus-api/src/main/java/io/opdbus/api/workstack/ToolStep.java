package io.opdbus.api.workstack;

import io.opdbus.api.value.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool.
 *
 * @param tool the tool's name
 * @param id the step's id within its phase
 * @param args the arguments, with {@code ${…}} in their strings
 * @param storeAs the name under which the result can be referenced
 * @param timeout how long one attempt may take
 * @param retry how it is retried; empty for the phase's policy
 * @param skills skills that are active for this call, besides the phase's and the workstack's
 * @param condition one whole {@code ${…}} that gives true or false; the step is skipped where it gives false
 * @param rollback what undoes the step
 */
public record ToolStep(
        String tool,
        Optional<String> id,
        Map<String, @Nullable Object> args,
        Optional<String> storeAs,
        Optional<Duration> timeout,
        Optional<RetryPolicy> retry,
        List<String> skills,
        Optional<String> condition,
        List<Step> rollback)
        implements Step {

    /** Checks for null and copies. */
    public ToolStep {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(id, "id");
        args = Values.map(args);
        Objects.requireNonNull(storeAs, "storeAs");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retry, "retry");
        skills = List.copyOf(skills);
        Objects.requireNonNull(condition, "condition");
        rollback = List.copyOf(rollback);
    }

    /**
     * Starts a call of a tool.
     *
     * @param tool the tool's name
     * @return a builder
     */
    public static Builder builder(String tool) {
        return new Builder(tool);
    }

    /** Describes a call of a tool. Not safe for use by several threads. */
    public static final class Builder extends StepBuilder<Builder> {

        private final String tool;
        private Optional<String> condition = Optional.empty();

        private Builder(String tool) {
            this.tool = Objects.requireNonNull(tool, "tool");
        }

        /**
         * Skips the step where this gives false.
         *
         * @param expression one whole {@code ${…}} that gives true or false
         * @return this builder
         */
        public Builder condition(String expression) {
            condition = Optional.of(expression);
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
        public ToolStep build() {
            return new ToolStep(tool, id, args, storeAs, timeout, retry, skills, condition, rollback);
        }
    }
}
