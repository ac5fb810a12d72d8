package io.opdbus.core.tool.builtin;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.core.tool.builtin.Roots.Place;
import java.io.IOException;
import java.util.Optional;

/** {@code file_read}: the text of a file. */
final class FileRead {

    private final Roots roots;
    private final long maxBytes;

    FileRead(Roots roots, long maxBytes) {
        this.roots = roots;
        this.maxBytes = maxBytes;
    }

    Tool tool() {
        return Tool.builder("file_read")
                .description("Reads a UTF-8 text file and gives its text.")
                .tags("file", "read", "text")
                .parameters(Parameters.builder()
                        .required(
                                "path", String.class, "the file; relative to the first allowed directory, or absolute")
                        .schema("offset", Schemas.integer("the first line to read, from 1", 1), false)
                        .schema("limit", Schemas.integer("how many lines to read; all unless given", 1), false)
                        .build())
                .output(Schemas.of("string", "the text, line ends as they are"))
                .hints(Hints.READ_ONLY)
                .maxOutputBytes(Schemas.jsonBytes(maxBytes))
                .handler(this::read);
    }

    private String read(ToolCall call) {
        long offset = positive(call, "offset").orElse(1L);
        long limit = positive(call, "limit").orElse(Long.MAX_VALUE);
        Place place = roots.existing(call.arguments().string("path"));
        if (place.relative().toString().isEmpty()) {
            throw Failures.failed("'" + place.name() + "' is a directory; file_list lists it");
        }
        try (Directory directory = place.openParent(false)) {
            return FileText.read(directory, place, offset - 1, limit, maxBytes, call);
        } catch (IOException e) {
            throw Failures.io("read '" + place.name() + "'", e);
        }
    }

    private static Optional<Long> positive(ToolCall call, String name) {
        Optional<Long> value = call.arguments().optionalInteger(name);
        if (value.isPresent() && value.get() < 1) {
            throw Failures.invalid("argument '" + name + "' must be at least 1, is " + value.get());
        }
        return value;
    }
}
