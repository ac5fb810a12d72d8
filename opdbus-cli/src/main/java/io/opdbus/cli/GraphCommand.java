package io.opdbus.cli;

import io.opdbus.core.source.SourceWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Draws a workstack. */
@Command(
        name = "graph",
        description = "Print the phases of a workstack and what depends on what.",
        footer = {
            "",
            "Examples:",
            "  opdbus graph code_review",
            "  opdbus graph release.yaml --format dot | dot -Tsvg > release.svg"
        })
final class GraphCommand implements Callable<Integer> {

    /** How a graph is written. */
    enum GraphFormat {
        /** For Mermaid. */
        MERMAID,
        /** For Graphviz. */
        DOT,
        /** For programs. */
        JSON
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Parameters(paramLabel = "FILE|ID", description = "A file, or the id of a workstack.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String fileOrId;

    @Option(names = "--format", paramLabel = "FORMAT", description = "mermaid, dot or json; mermaid unless given.")
    private GraphFormat format = GraphFormat.MERMAID;

    @Mixin
    private HostOptions host = new HostOptions();

    @Override
    public Integer call() {
        Graph graph = Graph.of(host.workstack(fileOrId).workstack());
        String text = switch (format) {
            case MERMAID -> graph.mermaid();
            case DOT -> graph.dot();
            case JSON -> SourceWriter.json(graph.json());
        };
        opdbus.context().out().print(text);
        return ExitStatus.SUCCEEDED;
    }
}
