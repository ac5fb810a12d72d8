package io.opdbus.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code opdbus} command. */
@Command(
        name = "opdbus",
        description = "Runs workstacks of tools, agents and skills.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  opdbus run code_review --input path=.",
            "  opdbus run release.yaml --input version=1.2.0 --dry-run",
            "  opdbus validate workstacks/*.yaml",
            "  opdbus list tools",
            "  opdbus call file_list --args '{\"path\": \".\"}'",
            "",
            "Exit status: 0 succeeded, 1 failed, 2 bad definition, input or usage,",
            "3 cancelled or timed out, 130 interrupted."
        },
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            GraphCommand.class,
            ListCommand.class,
            CallCommand.class,
            SchemaCommand.class,
            CompletionCommand.class
        })
public final class OpdbusCommand implements Runnable {

    private final CliContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell more: what is logged, and what validate resolved.")
    private boolean verbose;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error happened; so does OPDBUS_DEBUG=1.")
    private boolean stacktrace;

    OpdbusCommand(CliContext context) {
        this.context = context;
    }

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CliContext context = CliContext.ofProcess();
        int status = commandLine(context).execute(args);
        context.out().flush();
        System.exit(status);
    }

    static CommandLine commandLine(CliContext context) {
        CommandErrors errors = new CommandErrors(context);
        CommandLine command = new CommandLine(new OpdbusCommand(context));
        return command.setOut(new PrintWriter(new OutputStreamWriter(context.out(), StandardCharsets.UTF_8), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(
                        Math.max(80, Math.min(120, context.screen().terminal().columns())))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, arguments) -> errors.usage(wrong))
                .setExecutionExceptionHandler((thrown, failed, parsed) -> errors.failure(thrown, failed))
                .setExecutionStrategy(OpdbusCommand::execute);
    }

    private static int execute(ParseResult parsed) {
        OpdbusCommand top = parsed.commandSpec().root().commandLine().getCommand();
        ConsoleLog.install(top.context.screen(), top.verbose, top.traces());
        return new RunLast().execute(parsed);
    }

    CliContext context() {
        return context;
    }

    boolean verbose() {
        return verbose;
    }

    boolean traces() {
        return stacktrace || "1".equals(context.environment().get("OPDBUS_DEBUG"));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
