package io.opdbus.core.config;

import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code workstacks.toml} says.
 *
 * @param workstacks the settings by workstack id
 */
public record WorkstacksConfig(Map<String, WorkstackSettings> workstacks) {

    /** No settings: every workstack is enabled. */
    public static final WorkstacksConfig NONE = new WorkstacksConfig(Map.of());

    private static final List<String> KEYS = List.of("enabled", "default_timeout", "parallel_phases");

    /** Copies. */
    public WorkstacksConfig {
        workstacks = Collections.unmodifiableMap(new LinkedHashMap<>(workstacks));
    }

    /**
     * Reads a file.
     *
     * @param file the file; that there is none is a problem
     * @param problems gets everything that is wrong with it
     * @return the configuration; what is wrong is left out
     */
    public static WorkstacksConfig read(Path file, Problems problems) {
        return TomlDocument.read(file, problems).map(WorkstacksConfig::of).orElse(NONE);
    }

    /**
     * Reads a text.
     *
     * @param sourceName what messages call it
     * @param toml the text
     * @param problems gets everything that is wrong with it
     * @return the configuration; what is wrong is left out
     */
    public static WorkstacksConfig parse(String sourceName, String toml, Problems problems) {
        return TomlDocument.parse(sourceName, toml, problems)
                .map(WorkstacksConfig::of)
                .orElse(NONE);
    }

    private static WorkstacksConfig of(ObjectReader top) {
        top.rejectUnknownKeys(List.of("workstacks"), Map.of("workstack", "use 'workstacks'"));
        Map<String, WorkstackSettings> all = new LinkedHashMap<>();
        top.object("workstacks")
                .ifPresent(tables -> tables.keys()
                        .forEach(id -> tables.object(id).ifPresent(table -> all.put(id, settings(table)))));
        return new WorkstacksConfig(all);
    }

    private static WorkstackSettings settings(ObjectReader table) {
        table.rejectUnknownKeys(KEYS, Map.of("timeout", "use 'default_timeout'", "disabled", "use 'enabled'"));
        return new WorkstackSettings(
                table.bool("enabled").orElse(true),
                table.duration("default_timeout"),
                parallelPhases(table),
                table.location(),
                table.node("parallel_phases").map(Node::location).orElseGet(table::location));
    }

    private static Optional<ParallelPhases> parallelPhases(ObjectReader table) {
        Optional<Node> given = table.given("parallel_phases");
        if (given.isPresent() && "all".equals(given.get().value())) {
            return Optional.of(ParallelPhases.ALL);
        }
        return given.map(node -> ParallelPhases.of(table.stringList("parallel_phases")));
    }
}
