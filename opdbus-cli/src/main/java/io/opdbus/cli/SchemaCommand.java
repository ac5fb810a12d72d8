package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints a JSON Schema. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of a kind of definition.",
        footer = {"", "Example:", "  opdbus schema workstack > workstack.schema.json"})
final class SchemaCommand implements Callable<Integer> {

    /** What there are schemas of. */
    enum Kind {
        /** Workstacks. */
        WORKSTACK,
        /** Workflows. */
        WORKFLOW
    }

    private static final String WORKSTACK = "io/opdbus/core/definition/workstack.schema.json";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OpdbusCommand opdbus;

    @Parameters(paramLabel = "workstack|workflow", description = "The kind of definition.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Kind kind;

    @Override
    public Integer call() {
        if (kind == Kind.WORKFLOW) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENT, "this version runs no workflows, and so has no schema of them yet");
        }
        try (InputStream stream = SchemaCommand.class.getClassLoader().getResourceAsStream(WORKSTACK)) {
            if (stream == null) {
                throw new OpdbusException(ErrorCode.INTERNAL, "the schema is missing: no resource " + WORKSTACK);
            }
            opdbus.context().line(new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
            return ExitStatus.SUCCEEDED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
