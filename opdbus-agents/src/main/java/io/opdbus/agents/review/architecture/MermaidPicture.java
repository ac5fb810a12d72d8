package io.opdbus.agents.review.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the largest modules and what they use, as Mermaid text. */
final class MermaidPicture {
    private static final int MOST_MODULES = 14;
    private static final int MOST_EDGES = 40;

    private record Edge(int from, int to, int weight) {}

    private MermaidPicture() {}

    /** A flow chart of the modules with most ties and lines; empty for fewer than two modules. */
    static String of(Digraph graph, List<ModuleRow> rows) {
        if (rows.size() < 2) {
            return "";
        }
        List<ModuleRow> shown = rows.stream()
                .sorted(Comparator.comparingInt(MermaidPicture::weight)
                        .reversed()
                        .thenComparing(ModuleRow::name))
                .limit(MOST_MODULES)
                .sorted(Comparator.comparing(ModuleRow::name))
                .toList();
        String prefix = commonPrefix(shown);
        Map<Integer, Integer> ids = new HashMap<>();
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (int i = 0; i < shown.size(); i++) {
            ModuleRow row = shown.get(i);
            ids.put(graph.node(row.name()), i);
            text.append("  m%d[\"%s<br/>%d lines\"]%n"
                    .formatted(i, label(row.name(), prefix), row.lines())
                    .replace("\r", ""));
        }
        for (Edge edge : edges(graph, ids)) {
            text.append("  m%d -->|%d| m%d%n"
                    .formatted(ids.get(edge.from()), edge.weight(), ids.get(edge.to()))
                    .replace("\r", ""));
        }
        return text.toString();
    }

    private static List<Edge> edges(Digraph graph, Map<Integer, Integer> ids) {
        List<Edge> edges = new ArrayList<>();
        for (int from : ids.keySet()) {
            for (int to : graph.next(from)) {
                if (ids.containsKey(to)) {
                    edges.add(new Edge(from, to, graph.weight(from, to)));
                }
            }
        }
        return edges.stream()
                .sorted(Comparator.comparingInt(Edge::weight)
                        .reversed()
                        .thenComparing(Edge::from)
                        .thenComparing(Edge::to))
                .limit(MOST_EDGES)
                .sorted(Comparator.comparing((Edge edge) -> ids.get(edge.from()))
                        .thenComparing(edge -> ids.get(edge.to())))
                .toList();
    }

    private static int weight(ModuleRow row) {
        return row.lines() / 50 + 4 * (row.dependsOn() + row.usedBy());
    }

    /** The part that all names begin with, up to a dot or slash. */
    private static String commonPrefix(List<ModuleRow> rows) {
        String prefix = rows.get(0).name();
        for (ModuleRow row : rows) {
            int same = 0;
            int limit = Math.min(prefix.length(), row.name().length());
            while (same < limit && prefix.charAt(same) == row.name().charAt(same)) {
                same++;
            }
            prefix = prefix.substring(0, same);
        }
        return prefix.substring(0, Math.max(prefix.lastIndexOf('.'), prefix.lastIndexOf('/')) + 1);
    }

    private static String label(String name, String prefix) {
        String label = name.length() > prefix.length() ? name.substring(prefix.length()) : name;
        return label.replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replaceAll("\\s", " ");
    }
}
