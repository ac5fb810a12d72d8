package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.source.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns what was gathered into findings and facts. */
final class ArchitectureSummary {
    private static final int MOST_MODULES = 60;
    private static final int MOST_CYCLES = 30;
    private static final int MOST_NAMES = 40;
    private static final int MOST_UNTESTED = 30;
    private static final int MOST_HUBS = 10;
    private static final int HUB_DEGREE = 12;
    private static final int UNTESTED_LINES = 200;

    private final List<SourceFacts> files;
    private final ModuleGraph graph;
    private final Reporter reporter;

    ArchitectureSummary(List<SourceFacts> files, ModuleGraph graph, Reporter reporter) {
        this.files = files;
        this.graph = graph;
        this.reporter = reporter;
    }

    ArchitectureFacts facts() {
        List<ModuleRow> rows = rows();
        List<List<String>> cycles = cycles();
        TestReach tests = TestReach.of(files);
        for (TestReach.Area area : tests.untested()) {
            if (tests.testLines() > 0 && area.lines() >= UNTESTED_LINES) {
                String size = area.files() + (area.files() == 1 ? " file, " : " files, ") + area.lines() + " lines";
                reporter.whole(ArchitectureRules.UNTESTED, area.directory(), size);
            }
        }
        return new ArchitectureFacts(
                rows.stream().limit(MOST_MODULES).map(ModuleRow::toMap).toList(),
                Math.max(0, rows.size() - MOST_MODULES),
                hubs(rows),
                cycles.stream().limit(MOST_CYCLES).toList(),
                Math.max(0, cycles.size() - MOST_CYCLES),
                tests.untested().stream()
                        .limit(MOST_UNTESTED)
                        .map(TestReach.Area::directory)
                        .toList(),
                tests.codeLines(),
                tests.testLines(),
                MermaidPicture.of(graph.coarse(), rows));
    }

    /** The modules, the largest first. */
    private List<ModuleRow> rows() {
        Map<String, int[]> sizes = new TreeMap<>();
        Map<String, Map<Language, Integer>> languages = new TreeMap<>();
        for (SourceFacts file : files) {
            if (!file.test()) {
                String name = ModuleNames.coarse(file);
                int[] size = sizes.computeIfAbsent(name, key -> new int[2]);
                size[0]++;
                size[1] += file.codeLines();
                languages
                        .computeIfAbsent(name, key -> new EnumMap<>(Language.class))
                        .merge(file.language(), file.codeLines(), Integer::sum);
            }
        }
        List<ModuleRow> rows = new ArrayList<>();
        sizes.forEach((name, size) -> {
            int node = graph.coarse().node(name);
            Language main = languages.getOrDefault(name, Map.of()).entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            rows.add(new ModuleRow(
                    name,
                    main.label(),
                    size[0],
                    size[1],
                    graph.coarse().outDegree(node),
                    graph.coarse().inDegree(node)));
        });
        rows.sort(Comparator.comparingInt(ModuleRow::lines).reversed().thenComparing(ModuleRow::name));
        return rows;
    }

    private List<String> hubs(List<ModuleRow> rows) {
        for (ModuleRow row : rows) {
            if (row.usedBy() >= HUB_DEGREE && row.dependsOn() >= HUB_DEGREE) {
                reporter.whole(
                        ArchitectureRules.HUB, row.name(), "uses " + row.dependsOn() + ", used by " + row.usedBy());
            }
        }
        return rows.stream()
                .filter(row -> row.usedBy() > 0)
                .sorted(Comparator.comparingInt(ModuleRow::usedBy).reversed().thenComparing(ModuleRow::name))
                .limit(MOST_HUBS)
                .map(ModuleRow::name)
                .toList();
    }

    private List<List<String>> cycles() {
        List<List<String>> named = new ArrayList<>();
        for (List<Integer> group : Cycles.of(graph.fine())) {
            List<String> way = new ArrayList<>();
            Cycles.shortest(graph.fine(), group)
                    .forEach(node -> way.add(graph.fine().name(node)));
            named.add(List.copyOf(way));
            reporter.whole(ArchitectureRules.CYCLE, way.get(0), title(way, group));
        }
        return named;
    }

    /** The shortest way round in full, and who else is caught in the same knot. */
    private String title(List<String> way, List<Integer> group) {
        String round = String.join(" → ", way) + " → " + way.get(0);
        if (group.size() == way.size()) {
            return round;
        }
        List<String> members =
                group.stream().map(graph.fine()::name).limit(MOST_NAMES).toList();
        String more = group.size() > MOST_NAMES ? " and " + (group.size() - MOST_NAMES) + " more" : "";
        return round + " (one of several in a knot of " + group.size() + ": " + String.join(", ", members) + more + ")";
    }
}
