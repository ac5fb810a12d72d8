package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Workstack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a workstack and what depends on what.
 *
 * @param id the workstack's id
 * @param phases the phases, then those of {@code finally}, in the order of the file
 * @param edges from what is depended on to what depends on it, by position
 */
record Graph(String id, List<Node> phases, List<Edge> edges) {

    /**
     * A phase.
     *
     * @param id its id
     * @param title its title, empty where it has none
     * @param dependsOn ids of the phases before it
     * @param parallel whether it may overlap others
     * @param isFinally whether it runs at the very end
     * @param condition when it runs
     * @param calls the tools and agents that it calls
     */
    record Node(
            String id,
            String title,
            List<String> dependsOn,
            boolean parallel,
            boolean isFinally,
            Optional<String> condition,
            List<String> calls) {

        /** What a drawing says of it, line by line. */
        List<String> label() {
            List<String> lines = new ArrayList<>();
            lines.add(title.isEmpty() ? id : title + " (" + id + ")");
            lines.addAll(calls);
            condition.ifPresent(text -> lines.add("if " + text));
            if (parallel) {
                lines.add("parallel");
            }
            return lines;
        }
    }

    /**
     * An arrow.
     *
     * @param from the position of what is depended on
     * @param to the position of what depends on it
     */
    record Edge(int from, int to) {}

    static Graph of(Workstack workstack) {
        List<Node> nodes = new ArrayList<>();
        workstack
                .phases()
                .forEach(phase ->
                        nodes.add(node(phase, workstack.parallelPhases().includes(phase.id()), false)));
        workstack.finallyPhases().forEach(phase -> nodes.add(node(phase, false, true)));
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            positions.putIfAbsent(nodes.get(i).id(), i);
        }
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String before : nodes.get(i).dependsOn()) {
                Integer from = positions.get(before);
                if (from == null) {
                    throw new OpdbusException(
                            ErrorCode.INVALID_DEFINITION,
                            "phase '" + nodes.get(i).id() + "' depends on '" + before
                                    + "', which is no phase; opdbus validate tells more");
                }
                edges.add(new Edge(from, i));
            }
        }
        return new Graph(workstack.id(), nodes, edges);
    }

    private static Node node(Phase phase, boolean parallel, boolean isFinally) {
        Stream<String> tools = phase.tools().stream().map(step -> step.tool());
        Stream<String> agents = phase.agents().stream().map(Graph::target);
        return new Node(
                phase.id(),
                phase.name(),
                phase.dependsOn(),
                parallel,
                isFinally,
                phase.condition(),
                Stream.concat(tools, agents).toList());
    }

    private static String target(AgentStep step) {
        return step.operation().map(name -> step.agent() + "." + name).orElse(step.agent());
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("workstack", id);
        json.put("phases", phases.stream().map(Graph::json).toList());
        json.put(
                "edges",
                edges.stream()
                        .map(edge -> {
                            Map<String, Object> arrow = new LinkedHashMap<>();
                            arrow.put("from", phases.get(edge.from()).id());
                            arrow.put("to", phases.get(edge.to()).id());
                            return arrow;
                        })
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Node node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", node.id());
        json.put("name", node.title());
        json.put("depends_on", node.dependsOn());
        json.put("parallel", node.parallel());
        json.put("finally", node.isFinally());
        json.put("condition", node.condition().orElse(null));
        json.put("calls", node.calls());
        return json;
    }

    String mermaid() {
        StringBuilder out = new StringBuilder("flowchart TD\n");
        nodes(out, false, "  ", (index, node) -> {
            String[] shape = node.parallel() ? new String[] {"([", "])"} : new String[] {"[", "]"};
            return "p" + index + shape[0] + '"' + mermaid(node.label()) + '"' + shape[1];
        });
        for (Edge edge : edges) {
            out.append("  p")
                    .append(edge.from())
                    .append(" --> p")
                    .append(edge.to())
                    .append('\n');
        }
        if (phases.stream().anyMatch(Node::isFinally)) {
            out.append("  subgraph last [\"finally\"]\n");
            nodes(out, true, "    ", (index, node) -> "p" + index + "[\"" + mermaid(node.label()) + "\"]");
            out.append("  end\n");
        }
        return out.toString();
    }

    String dot() {
        StringBuilder out = new StringBuilder("digraph ").append(dot(id)).append(" {\n  node [shape=box];\n");
        nodes(
                out,
                false,
                "  ",
                (index, node) -> "p" + index + " [label=" + dot(String.join("\n", node.label()))
                        + (node.parallel() ? ", style=rounded];" : "];"));
        for (Edge edge : edges) {
            out.append("  p")
                    .append(edge.from())
                    .append(" -> p")
                    .append(edge.to())
                    .append(";\n");
        }
        if (phases.stream().anyMatch(Node::isFinally)) {
            out.append("  subgraph cluster_finally {\n    label=\"finally\";\n");
            nodes(
                    out,
                    true,
                    "    ",
                    (index, node) -> "p" + index + " [label=" + dot(String.join("\n", node.label())) + "];");
            out.append("  }\n");
        }
        return out.append("}\n").toString();
    }

    private interface Writer {
        String write(int index, Node node);
    }

    private void nodes(StringBuilder out, boolean isFinally, String indent, Writer writer) {
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).isFinally() == isFinally) {
                out.append(indent).append(writer.write(i, phases.get(i))).append('\n');
            }
        }
    }

    /** In Mermaid all but letters, digits and harmless marks are written as character references. */
    private static String mermaid(List<String> lines) {
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            out.append(out.length() == 0 ? "" : "<br/>");
            TextWidth.plain(line).codePoints().forEach(point -> {
                if (Character.isLetterOrDigit(point) || " _.,-/()'".indexOf(point) >= 0) {
                    out.appendCodePoint(point);
                } else {
                    out.append('#').append(point).append(';');
                }
            });
        }
        return out.toString();
    }

    private static String dot(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (String line : text.split("\n", -1)) {
            out.append(out.length() == 1 ? "" : "\\n")
                    .append(TextWidth.plain(line).replace("\\", "\\\\").replace("\"", "\\\""));
        }
        return out.append('"').toString();
    }
}
