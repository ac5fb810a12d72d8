package io.opdbus.core.definition;

import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a workstack from a document. It checks the shape: keys, types and ranges of single values. Whether names, ids,
 * references and expressions are right is for the plan compiler, which checks fluent workstacks alike.
 */
public final class WorkstackReader {

    private static final String ALL = "all";

    private WorkstackReader() {}

    /**
     * Reads a workstack.
     *
     * @param document the document
     * @param problems gets the document's own problems and everything that is wrong with its shape
     * @return the workstack and its places; empty where there is an error
     */
    public static Optional<LoadedWorkstack> read(SourceDocument document, Problems problems) {
        Problems found = new Problems();
        Optional<Workstack> workstack =
                document.open(found).flatMap(Node::object).map(WorkstackReader::workstack);
        problems.addAll(found.sorted());
        return found.hasErrors()
                ? Optional.empty()
                : workstack.map(value -> new LoadedWorkstack(value, document.locator()));
    }

    private static Workstack workstack(ObjectReader reader) {
        Shape.WORKSTACK.rejectUnknownKeys(reader);
        reader.require("phases");
        return new Workstack(
                reader.requiredString("workstack").orElse(""),
                reader.optionalString("description").orElse(""),
                reader.optionalString("version").orElse(""),
                reader.stringList("tags"),
                reader.object("inputs").map(WorkstackReader::inputs),
                reader.map("variables").orElse(Map.of()),
                reader.stringList("skills"),
                reader.duration("timeout"),
                parallelPhases(reader),
                word(reader, "rollback_scope", RollbackScope.class).orElse(RollbackScope.PHASE),
                reader.map("outputs").orElse(Map.of()),
                phases(reader, "finally"),
                phases(reader, "phases"));
    }

    private static List<Phase> phases(ObjectReader reader, String key) {
        List<Phase> phases = new ArrayList<>();
        reader.eachObject(key, phase -> phases.add(PhaseReader.read(phase)));
        return phases;
    }

    private static ParallelPhases parallelPhases(ObjectReader reader) {
        Optional<Node> given = reader.given("parallel_phases");
        if (given.isPresent() && given.get().isString()) {
            if (ALL.equals(given.get().value())) {
                return ParallelPhases.ALL;
            }
            given.get().error("'parallel_phases' must be a list of phases or 'all', is a string");
            return ParallelPhases.NONE;
        }
        return ParallelPhases.of(reader.stringList("parallel_phases"));
    }

    private static Map<String, Input> inputs(ObjectReader reader) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        reader.keys().forEach(name -> reader.object(name).ifPresent(input -> inputs.put(name, input(input))));
        return inputs;
    }

    private static Input input(ObjectReader reader) {
        Shape.INPUT.rejectUnknownKeys(reader);
        Optional<Object> value = reader.given("default").map(Node::value);
        Optional<Boolean> required = reader.bool("required");
        if (value.isPresent() && required.orElse(false)) {
            reader.node("required")
                    .ifPresent(node -> node.error("an input that has a default is not required; drop one of the two"));
            required = Optional.of(false);
        }
        return new Input(
                word(reader, "type", InputType.class).orElse(InputType.ANY),
                reader.optionalString("description").orElse(""),
                value,
                required.orElse(value.isEmpty()),
                reader.bool("secret").orElse(false));
    }

    /** Reads a constant of an enum by its name in lower case. */
    static <E extends Enum<E>> Optional<E> word(ObjectReader reader, String key, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(word(constant));
        }
        return reader.oneOf(key, words).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
