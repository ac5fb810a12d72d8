package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.run.RunRequest;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.OrchestratedExecutorBuilder;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.SourceDocument;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Calls whatever a name stands for. */
@Command(
        name = "call",
        description = "Call a tool, an agent, a tool with a skill, several agents, or a workstack.",
        footer = {
            "",
            "Names:",
            "  TOOL                      a tool; --args holds its arguments",
            "  agent_ID.OPERATION        an agent's operation; --args holds its arguments",
            "  agent_ID                  an agent; --args holds operation and arguments",
            "  skill_NAME                a tool with a skill; --args holds tool and arguments",
            "  coordinate                several agents; --args holds agents, strategy and arguments",
            "  workstack_ID              a workstack; --args holds its inputs",
            "",
            "Examples:",
            "  opdbus call file_read --args '{\"path\": \"README.md\"}'",
            "  opdbus call agent_rust_pro.test --args '{\"path\": \".\"}' --json"
        })
final class CallCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Parameters(paramLabel = "NAME", description = "What is called.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(names = "--args", paramLabel = "JSON", description = "The arguments, a JSON object; none unless given.")
    private String arguments = "{}";

    @Mixin
    private HostOptions host = new HostOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--session", paramLabel = "ID", description = "The agents' session; a new one unless given.")
    private @Nullable String session;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "How long the call may take, such as 30s or 10m.")
    private @Nullable Duration timeout;

    @Override
    public Integer call() {
        CliContext context = opdbus.context();
        Runner runner = new Runner(context, output, false);
        return runner.orDocument("call", name, () -> call(context, runner));
    }

    private int call(CliContext context, Runner runner) {
        try (Interrupts interrupts = Interrupts.install(context.screen())) {
            RunRequest request = RunRequest.of(name).inputs(arguments());
            if (timeout != null) {
                request = request.timeout(timeout);
            }
            if (session != null) {
                request = request.session(session);
            }
            OrchestratedExecutorBuilder builder = host.executor(context.environment());
            KnownDefinitions known = host.definitions();
            String id = name.startsWith("workstack_") ? name.substring("workstack_".length()) : name;
            known.find(id); // tells what is wrong with it, where it is a workstack
            known.all().forEach(loaded -> KnownDefinitions.register(loaded, builder));
            try (OrchestratedExecutor executor = builder.build()) {
                return runner.run(executor, request, interrupts);
            }
        }
    }

    private Map<String, @Nullable Object> arguments() {
        return InputArguments.map(
                        SourceDocument.parse("--args", arguments, Format.JSON).root())
                .orElseThrow(() -> new OpdbusException(
                        ErrorCode.INVALID_INPUT, "--args must be a JSON object, such as '{\"path\": \".\"}'"));
    }
}
