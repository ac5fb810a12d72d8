package io.opdbus.cli;

import io.opdbus.api.run.RunRequest;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.OrchestratedExecutorBuilder;
import io.opdbus.core.definition.LoadedWorkstack;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs a workstack. */
@Command(
        name = "run",
        description = "Run a workstack: a file, or one that is known by its id.",
        footer = {
            "",
            "Progress goes to standard error, outputs to standard output.",
            "",
            "Examples:",
            "  opdbus run code_review --input path=.",
            "  opdbus run release.yaml --input version=1.2.0 --input 'targets:=[\"linux\", \"mac\"]'",
            "  opdbus run release.yaml --inputs release-inputs.yaml --json > result.json",
            "  opdbus run release.yaml --input version=1.2.0 --dry-run"
        })
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Parameters(paramLabel = "FILE|ID", description = "A file, or the id of a workstack.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String fileOrId;

    @Mixin
    private InputArguments inputs = new InputArguments();

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
            description = "How long the run may take, such as 30s or 10m.")
    private @Nullable Duration timeout;

    @Option(names = "--dry-run", description = "Show the order, operations and arguments; call nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        CliContext context = opdbus.context();
        Runner runner = new Runner(context, output, true);
        return runner.orDocument("workstack", fileOrId, () -> run(context, runner));
    }

    private int run(CliContext context, Runner runner) {
        try (Interrupts interrupts = Interrupts.install(context.screen())) {
            LoadedWorkstack loaded = host.workstack(fileOrId);
            Workstack workstack = loaded.workstack();
            Map<String, @Nullable Object> values =
                    inputs.read(workstack.inputs().orElse(Map.of()));
            RunRequest request = RunRequest.of("workstack_" + workstack.id()).inputs(values);
            if (timeout != null) {
                request = request.timeout(timeout);
            }
            if (session != null) {
                request = request.session(session);
            }
            OrchestratedExecutorBuilder builder = host.executor(context.environment());
            KnownDefinitions.register(loaded, builder);
            try (OrchestratedExecutor executor = builder.build()) {
                if (dryRun) {
                    return new DryRun(context, output.json()).show(executor, request, workstack);
                }
                return runner.run(executor, request, interrupts);
            }
        }
    }
}
