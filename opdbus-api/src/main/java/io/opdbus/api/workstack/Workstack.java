package io.opdbus.api.workstack;

import io.opdbus.api.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A plan of phases with dependencies and rollback. Nothing is checked here but nulls: names, references and the rest are
 * checked together, and reported together, before a run starts (R1).
 *
 * @param id letters, digits, {@code _} and {@code -}, at most 64
 * @param description what it does; empty where it says nothing
 * @param version its version; empty where it has none
 * @param tags words by which it is found
 * @param inputs declared inputs by name, in order; empty where the workstack has no {@code inputs} block, then names that
 *     nothing defines become required inputs
 * @param variables values that can be referenced by name, with {@code ${…}} over inputs in their strings
 * @param skills skills that are active for every call
 * @param timeout how long a run may take
 * @param parallelPhases which phases may overlap each other
 * @param rollbackScope how far a failure reaches back
 * @param outputs what a run gives, with {@code ${…}} in its strings
 * @param finallyPhases phases that run at the very end, always (R16)
 * @param phases the phases
 */
public record Workstack(
        String id,
        String description,
        String version,
        List<String> tags,
        Optional<Map<String, Input>> inputs,
        Map<String, @Nullable Object> variables,
        List<String> skills,
        Optional<Duration> timeout,
        ParallelPhases parallelPhases,
        RollbackScope rollbackScope,
        Map<String, @Nullable Object> outputs,
        List<Phase> finallyPhases,
        List<Phase> phases) {

    /** Checks for null and copies. */
    public Workstack {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(version, "version");
        tags = List.copyOf(tags);
        inputs = inputs.map(declared -> Collections.unmodifiableMap(new LinkedHashMap<>(declared)));
        variables = Values.map(variables);
        skills = List.copyOf(skills);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(parallelPhases, "parallelPhases");
        Objects.requireNonNull(rollbackScope, "rollbackScope");
        outputs = Values.map(outputs);
        finallyPhases = List.copyOf(finallyPhases);
        phases = List.copyOf(phases);
    }

    /**
     * Starts to describe a workstack.
     *
     * @param id letters, digits, {@code _} and {@code -}, at most 64
     * @return a builder
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /**
     * Starts from this one.
     *
     * @return a builder with everything that this workstack has
     */
    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.description = description;
        builder.version = version;
        builder.tags.addAll(tags);
        inputs.ifPresent(declared -> builder.inputs = new LinkedHashMap<>(declared));
        builder.variables.putAll(variables);
        builder.skills.addAll(skills);
        builder.timeout = timeout;
        builder.parallelPhases = parallelPhases;
        builder.rollbackScope = rollbackScope;
        builder.outputs.putAll(outputs);
        builder.finallyPhases.addAll(finallyPhases);
        builder.phases.addAll(phases);
        return builder;
    }

    /** Describes a workstack. Not safe for use by several threads. */
    public static final class Builder {

        private final String id;
        private final List<String> tags = new ArrayList<>();
        private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        private final List<String> skills = new ArrayList<>();
        private final Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        private final List<Phase> finallyPhases = new ArrayList<>();
        private final List<Phase> phases = new ArrayList<>();
        private String description = "";
        private String version = "";
        private @Nullable Map<String, Input> inputs;
        private Optional<Duration> timeout = Optional.empty();
        private ParallelPhases parallelPhases = ParallelPhases.NONE;
        private RollbackScope rollbackScope = RollbackScope.PHASE;

        private Builder(String id) {
            this.id = Objects.requireNonNull(id, "id");
        }

        /**
         * What the workstack does.
         *
         * @param text empty unless set
         * @return this builder
         */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /**
         * The workstack's version.
         *
         * @param text empty unless set
         * @return this builder
         */
        public Builder version(String text) {
            version = text;
            return this;
        }

        /**
         * Words by which the workstack is found.
         *
         * @param words added to those given before
         * @return this builder
         */
        public Builder tags(String... words) {
            tags.addAll(List.of(words));
            return this;
        }

        /**
         * Declares an input. Once one is declared, every name that nothing defines is an error.
         *
         * @param name {@code [a-z][a-z0-9_]*}
         * @param input type, default and the rest
         * @return this builder
         */
        public Builder input(String name, Input input) {
            inputs = inputs == null ? new LinkedHashMap<>() : inputs;
            inputs.put(name, input);
            return this;
        }

        /**
         * Declares that there are no inputs but those declared, be it none: every name that nothing defines is an error.
         *
         * @return this builder
         */
        public Builder inputsDeclared() {
            inputs = inputs == null ? new LinkedHashMap<>() : inputs;
            return this;
        }

        /**
         * A value that can be referenced by name.
         *
         * @param name {@code [a-z][a-z0-9_]*}
         * @param value a JSON-like value, with {@code ${…}} over inputs in its strings
         * @return this builder
         */
        public Builder variable(String name, @Nullable Object value) {
            variables.put(name, Values.of(value));
            return this;
        }

        /**
         * Skills that are active for every call.
         *
         * @param names added to those given before
         * @return this builder
         */
        public Builder skills(String... names) {
            skills.addAll(List.of(names));
            return this;
        }

        /**
         * How long a run may take.
         *
         * @param limit longer than zero; no limit unless set here, in workstacks.toml or in the request
         * @return this builder
         */
        public Builder timeout(Duration limit) {
            timeout = Optional.of(StepBuilder.positive(limit));
            return this;
        }

        /**
         * Which phases may overlap each other.
         *
         * @param ids the phases by id
         * @return this builder
         */
        public Builder parallelPhases(String... ids) {
            return parallelPhases(ParallelPhases.of(List.of(ids)));
        }

        /**
         * Which phases may overlap each other.
         *
         * @param which {@link ParallelPhases#NONE} unless set
         * @return this builder
         */
        public Builder parallelPhases(ParallelPhases which) {
            parallelPhases = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * How far a failure reaches back.
         *
         * @param scope {@link RollbackScope#PHASE} unless set
         * @return this builder
         */
        public Builder rollbackScope(RollbackScope scope) {
            rollbackScope = Objects.requireNonNull(scope, "scope");
            return this;
        }

        /**
         * Something that a run gives.
         *
         * @param name {@code [a-z][a-z0-9_]*}
         * @param value a JSON-like value, with {@code ${…}} in its strings
         * @return this builder
         */
        public Builder output(String name, @Nullable Object value) {
            outputs.put(name, Values.of(value));
            return this;
        }

        /**
         * A phase.
         *
         * @param phase {@code [a-z][a-z0-9_]*}
         * @param describe describes the phase
         * @return this builder
         */
        public Builder phase(String phase, UnaryOperator<Phase.Builder> describe) {
            return phase(describe.apply(Phase.builder(phase)).build());
        }

        /**
         * A phase.
         *
         * @param phase the phase
         * @return this builder
         */
        public Builder phase(Phase phase) {
            phases.add(Objects.requireNonNull(phase, "phase"));
            return this;
        }

        /**
         * A phase that runs at the very end, always (R16).
         *
         * @param phase {@code [a-z][a-z0-9_]*}
         * @param describe describes the phase
         * @return this builder
         */
        public Builder finallyPhase(String phase, UnaryOperator<Phase.Builder> describe) {
            return finallyPhase(describe.apply(Phase.builder(phase)).build());
        }

        /**
         * A phase that runs at the very end, always (R16).
         *
         * @param phase the phase
         * @return this builder
         */
        public Builder finallyPhase(Phase phase) {
            finallyPhases.add(Objects.requireNonNull(phase, "phase"));
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the workstack
         */
        public Workstack build() {
            return new Workstack(
                    id,
                    description,
                    version,
                    tags,
                    Optional.ofNullable(inputs),
                    variables,
                    skills,
                    timeout,
                    parallelPhases,
                    rollbackScope,
                    outputs,
                    finallyPhases,
                    phases);
        }
    }
}
