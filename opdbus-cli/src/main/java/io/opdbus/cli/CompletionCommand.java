package io.opdbus.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a script that completes command lines. */
@Command(
        name = "completion",
        description = "Print a script with which bash and zsh complete opdbus's command lines.",
        footer = {"", "Example:", "  source <(opdbus completion)"})
final class CompletionCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        opdbus.context()
                .line(AutoComplete.bash("opdbus", spec.root().commandLine()).stripTrailing());
        return ExitStatus.SUCCEEDED;
    }
}
