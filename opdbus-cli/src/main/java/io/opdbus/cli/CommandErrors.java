package io.opdbus.cli;

import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.core.text.Suggestions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells errors in words, and chooses the exit status that belongs to them. */
final class CommandErrors {

    private static final Pattern CHOICES = Pattern.compile("(\\[[A-Z, ]+]) \\(case-insensitive\\)");

    private final CliContext context;

    CommandErrors(CliContext context) {
        this.context = context;
    }

    /** A command line that is not understood. */
    int usage(ParameterException wrong) {
        StringWriter suggestions = new StringWriter();
        UnmatchedArgumentException.printSuggestions(wrong, new PrintWriter(suggestions));
        String near = suggestions.toString().strip();
        if (near.isEmpty() && wrong instanceof UnmatchedArgumentException unmatched) {
            near = Suggestions.nearest(
                            unmatched.getUnmatched().get(0),
                            wrong.getCommandLine().getSubcommands().keySet())
                    .map(name -> "did you mean '" + name + "'?")
                    .orElse("");
        }
        context.screen()
                .print("opdbus: error: " + message(wrong) + (near.isEmpty() ? "" : "\n" + near) + "\nsee: "
                        + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.INVALID;
    }

    /** The choices of an option are written in small letters here. */
    private static String message(ParameterException wrong) {
        return CHOICES.matcher(String.valueOf(wrong.getMessage()))
                .replaceAll(choices -> choices.group(1).toLowerCase(Locale.ROOT));
    }

    /** Whatever a command throws. */
    int failure(Exception thrown, CommandLine command) {
        return tell(thrown, traces(command));
    }

    private boolean traces(CommandLine command) {
        CommandLine top = command;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top.getCommand() instanceof OpdbusCommand opdbus && opdbus.traces();
    }

    private int tell(Throwable thrown, boolean traces) {
        int status;
        if (thrown instanceof InvalidDefinitionException invalid) {
            invalid.problems().forEach(problem -> context.screen().print(line(problem)));
            long errors = invalid.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .count();
            context.screen().print("opdbus: " + Words.count(errors, "error") + "; nothing has run");
            status = ExitStatus.INVALID;
        } else if (thrown instanceof OpdbusException known) {
            context.screen().print("opdbus: error: " + known.error().message());
            status = ExitStatus.of(known.code());
        } else {
            context.screen()
                    .print("opdbus: internal error: " + thrown
                            + (traces ? "" : " (--stacktrace shows where it happened)"));
            status = ExitStatus.FAILED;
        }
        if (traces) {
            context.screen().print(Traces.of(thrown));
        }
        return status;
    }

    /** One line a problem, {@code file:line:column: error: message}. */
    static String line(Problem problem) {
        return TextWidth.plain(problem.toString());
    }
}
