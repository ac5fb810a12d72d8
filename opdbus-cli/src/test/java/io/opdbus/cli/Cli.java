package io.opdbus.cli;

import io.opdbus.core.source.Format;
import io.opdbus.core.source.SourceDocument;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs the command in this process. */
final class Cli {

    /**
     * What came of it.
     *
     * @param status the exit status
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int status, String out, String err) {

        Map<?, ?> json() {
            return (Map<?, ?>) read();
        }

        List<?> list() {
            return (List<?>) read();
        }

        private Object read() {
            Object root = SourceDocument.parse("stdout", out, Format.JSON).root();
            return root == null ? Map.of() : root;
        }
    }

    private Cli() {}

    static Outcome opdbus(String... args) {
        return opdbus(Map.of(), args);
    }

    static Outcome opdbus(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CliContext context = new CliContext(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new Screen(new PrintStream(err, false, StandardCharsets.UTF_8), Terminal.NONE),
                environment);
        int status = OpdbusCommand.commandLine(context).execute(args);
        context.out().flush();
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
