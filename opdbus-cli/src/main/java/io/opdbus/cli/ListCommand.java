package io.opdbus.cli;

import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.OrchestratedExecutorBuilder;
import io.opdbus.core.source.SourceWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists what there is. */
@Command(
        name = "list",
        description = "List the tools, agents, skills, workstacks or workflows that there are.",
        footer = {"", "Examples:", "  opdbus list tools", "  opdbus list agents --json"})
final class ListCommand implements Callable<Integer> {

    /** What can be listed. */
    enum What {
        /** Tools. */
        TOOLS,
        /** Agents. */
        AGENTS,
        /** Skills. */
        SKILLS,
        /** Workstacks. */
        WORKSTACKS,
        /** Workflows. */
        WORKFLOWS
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Parameters(paramLabel = "WHAT", description = "tools, agents, skills, workstacks or workflows.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private What what;

    @Mixin
    private HostOptions host = new HostOptions();

    @Option(names = "--json", description = "Print a JSON list.")
    private boolean json;

    @Override
    public Integer call() {
        CliContext context = opdbus.context();
        List<Map<String, @Nullable Object>> entries = entries(context);
        if (json) {
            context.out().print(SourceWriter.json(entries));
        } else if (entries.isEmpty()) {
            context.screen().print("opdbus: there are no " + Words.lower(what));
        } else {
            ListEntries.table(entries, context.screen().terminal().columns()).forEach(context::line);
        }
        context.out().flush();
        return ExitStatus.SUCCEEDED;
    }

    private List<Map<String, @Nullable Object>> entries(CliContext context) {
        if (what == What.WORKFLOWS) {
            return List.of();
        }
        if (what == What.WORKSTACKS) {
            KnownDefinitions known = host.definitions();
            known.problems().forEach(problem -> context.screen().print(CommandErrors.line(problem)));
            return known.all().stream().map(ListEntries::workstack).toList();
        }
        OrchestratedExecutorBuilder builder = host.executor(context.environment());
        try (OrchestratedExecutor executor = builder.build()) {
            return switch (what) {
                case TOOLS ->
                    executor.tools().descriptors().stream()
                            .map(ListEntries::tool)
                            .toList();
                case AGENTS ->
                    executor.agents().ids().stream()
                            .map(id -> ListEntries.agent(executor.agents().get(id)))
                            .toList();
                case SKILLS ->
                    executor.skills().skills().stream().map(ListEntries::skill).toList();
                case WORKSTACKS, WORKFLOWS -> List.of();
            };
        }
    }
}
