package io.opdbus.core.definition;

import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.ToolStep;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workstack as a value tree in the form that {@link WorkstackReader} reads: reading what was written gives an
 * equal workstack. Defaults are left out, keys stand in one fixed order.
 */
public final class WorkstackWriter {

    private WorkstackWriter() {}

    /**
     * Writes a workstack.
     *
     * @param workstack the workstack
     * @return a JSON-like map, for {@link io.opdbus.core.source.SourceWriter} or
     *     {@link io.opdbus.core.source.CanonicalJson}; it holds whatever {@link io.opdbus.api.value.Secret} the
     *     workstack holds, which neither of them writes
     */
    public static Map<String, @Nullable Object> write(Workstack workstack) {
        Entries out = new Entries();
        out.put("workstack", workstack.id());
        out.text("description", workstack.description());
        out.text("version", workstack.version());
        out.list("tags", workstack.tags());
        workstack.inputs().ifPresent(inputs -> out.put("inputs", inputs(inputs)));
        out.map("variables", workstack.variables());
        out.list("skills", workstack.skills());
        out.duration("timeout", workstack.timeout());
        if (workstack.parallelPhases().all()) {
            out.put("parallel_phases", "all");
        } else {
            out.list("parallel_phases", workstack.parallelPhases().ids());
        }
        if (workstack.rollbackScope() != RollbackScope.PHASE) {
            out.put("rollback_scope", WorkstackReader.word(workstack.rollbackScope()));
        }
        out.put(
                "phases",
                workstack.phases().stream().map(WorkstackWriter::phase).toList());
        out.list(
                "finally",
                workstack.finallyPhases().stream().map(WorkstackWriter::phase).toList());
        out.map("outputs", workstack.outputs());
        return out.values;
    }

    private static Map<String, Object> inputs(Map<String, Input> inputs) {
        Map<String, Object> all = new LinkedHashMap<>();
        inputs.forEach((name, input) -> all.put(name, input(input)));
        return all;
    }

    private static Map<String, @Nullable Object> input(Input input) {
        Entries out = new Entries();
        if (input.type() != InputType.ANY) {
            out.put("type", WorkstackReader.word(input.type()));
        }
        out.text("description", input.description());
        input.defaultValue().ifPresent(value -> out.put("default", value));
        if (!input.required() && input.defaultValue().isEmpty()) {
            out.put("required", false);
        }
        out.flag("secret", input.secret());
        return out.values;
    }

    private static Map<String, @Nullable Object> phase(Phase phase) {
        Entries out = new Entries();
        out.put("id", phase.id());
        out.text("name", phase.name());
        out.text("description", phase.description());
        out.list("depends_on", phase.dependsOn());
        out.optional("condition", phase.condition());
        out.list("skills", phase.skills());
        out.list("tools", phase.tools().stream().map(WorkstackWriter::tool).toList());
        out.list("agents", phase.agents().stream().map(WorkstackWriter::agent).toList());
        out.optional("operation", phase.operation());
        out.map("args", phase.args());
        if (phase.coordination() != Coordination.SEQUENTIAL) {
            out.put("coordination", WorkstackReader.word(phase.coordination()));
        }
        out.duration("timeout", phase.timeout());
        phase.retry().ifPresent(retry -> out.put("retry", retry(retry)));
        out.flag("continue_on_failure", phase.continueOnFailure());
        out.list(
                "rollback", phase.rollback().stream().map(WorkstackWriter::step).toList());
        return out.values;
    }

    private static Object step(Step step) {
        return step instanceof ToolStep tool ? tool(tool) : agent((AgentStep) step);
    }

    private static Object tool(ToolStep step) {
        Entries out = new Entries();
        out.put("tool", step.tool());
        common(out, step);
        out.optional("condition", step.condition());
        out.list("rollback", step.rollback().stream().map(WorkstackWriter::step).toList());
        return out.values;
    }

    /** Just its name where the call says nothing else. */
    private static Object agent(AgentStep step) {
        Entries out = new Entries();
        common(out, step);
        out.list("rollback", step.rollback().stream().map(WorkstackWriter::step).toList());
        if (out.values.isEmpty()) {
            return step.operation()
                    .map(operation -> step.agent() + "." + operation)
                    .orElse(step.agent());
        }
        Entries whole = new Entries();
        whole.put("agent", step.agent());
        whole.optional("operation", step.operation());
        whole.values.putAll(out.values);
        return whole.values;
    }

    private static void common(Entries out, Step step) {
        out.optional("id", step.id());
        out.map("args", step.args());
        out.optional("store_as", step.storeAs());
        out.duration("timeout", step.timeout());
        step.retry().ifPresent(retry -> out.put("retry", retry(retry)));
        out.list("skills", step.skills());
    }

    private static Object retry(RetryPolicy policy) {
        RetryPolicy usual = RetryPolicy.attempts(policy.maxAttempts());
        if (policy.equals(usual)) {
            return (long) policy.maxAttempts();
        }
        Entries out = new Entries();
        out.put("max_attempts", (long) policy.maxAttempts());
        if (!policy.delay().equals(usual.delay())) {
            out.put("delay", Durations.format(policy.delay()));
        }
        if (policy.backoff() != usual.backoff()) {
            out.put("backoff", policy.backoff());
        }
        if (!policy.maxDelay().equals(usual.withDelay(policy.delay()).maxDelay())) {
            out.put("max_delay", Durations.format(policy.maxDelay()));
        }
        if (policy.jitter() != usual.jitter()) {
            out.put("jitter", policy.jitter());
        }
        return out.values;
    }

    /** Entries in the order in which they are put; what is empty is left out. */
    private static final class Entries {

        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

        void put(String key, @Nullable Object value) {
            values.put(key, value);
        }

        void text(String key, String value) {
            if (!value.isEmpty()) {
                values.put(key, value);
            }
        }

        void optional(String key, Optional<String> value) {
            value.ifPresent(text -> values.put(key, text));
        }

        void flag(String key, boolean value) {
            if (value) {
                values.put(key, true);
            }
        }

        void list(String key, Collection<?> value) {
            if (!value.isEmpty()) {
                values.put(key, List.copyOf(value));
            }
        }

        void map(String key, Map<String, @Nullable Object> value) {
            if (!value.isEmpty()) {
                values.put(key, value);
            }
        }

        void duration(String key, Optional<Duration> value) {
            value.ifPresent(duration -> values.put(key, Durations.format(duration)));
        }
    }
}
