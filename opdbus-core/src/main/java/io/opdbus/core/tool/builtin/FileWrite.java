package io.opdbus.core.tool.builtin;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.core.tool.builtin.Roots.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code file_write}: puts text into a file, all or nothing; and {@code file_restore}, which takes a write back.
 */
final class FileWrite {

    private static final String CREATED = "created";
    private static final String PREVIOUS = "previous";
    private static final String SHA256 = "sha256";

    private final Roots roots;
    private final long maxBytes;

    FileWrite(Roots roots, long maxBytes) {
        this.roots = roots;
        this.maxBytes = maxBytes;
    }

    Tool writer() {
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        result.put("path", Schemas.of("string", "the file, in a form that the file tools take"));
        result.put("bytes", Schemas.integer("the size of what was written", 0));
        result.put(CREATED, Schemas.of("boolean", "whether the file did not exist before"));
        result.put(SHA256, Schemas.of("string", "the hash of what was written"));
        result.put(PREVIOUS + "?", Schemas.of("string", "the text before, with keep_previous"));
        return Tool.builder("file_write")
                .description("Writes UTF-8 text to a file, all or nothing. With keep_previous the result, given to"
                        + " file_restore, undoes it.")
                .tags("file", "write", "text")
                .parameters(Parameters.builder()
                        .required(
                                "path", String.class, "the file; relative to the first allowed directory, or absolute")
                        .required("content", String.class, "the whole text of the file")
                        .optional("create_dirs", Boolean.class, "whether to make missing directories", false)
                        .optional(
                                "keep_previous",
                                Boolean.class,
                                "whether to give the text before, so that the write can be undone",
                                false)
                        .build())
                .output(Schemas.object(result))
                .hints(Hints.DESTRUCTIVE)
                .maxOutputBytes(Schemas.jsonBytes(maxBytes))
                .handler(this::write);
    }

    Tool restorer() {
        return Tool.builder("file_restore")
                .description("Undoes a file_write: puts the text before back, or deletes the file that it created."
                        + " Refuses if the file was changed since; does nothing if it was undone already.")
                .tags("file", "rollback", "undo")
                .parameters(Parameters.builder()
                        .required("written", Map.class, "the result of file_write")
                        .build())
                .output(Schemas.object(Map.of(
                        "path", Schemas.of("string", "the file"),
                        "restored", Schemas.of("boolean", "false if there was nothing left to undo"))))
                .hints(new Hints(false, true, true))
                .handler(this::restore);
    }

    private Object write(ToolCall call) {
        byte[] content = call.arguments().string("content").getBytes(StandardCharsets.UTF_8);
        if (content.length > maxBytes) {
            throw Failures.invalid("argument 'content' has " + content.length + " bytes, the limit is " + maxBytes);
        }
        Place place = roots.writable(call.arguments().string("path"));
        try (Directory directory = place.openParent(call.arguments().flag("create_dirs"))) {
            StoredFile file = new StoredFile(directory, place);
            boolean existed = file.exists();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", place.name());
            result.put("bytes", (long) content.length);
            result.put(CREATED, !existed);
            result.put(SHA256, StoredFile.sha256(content));
            if (existed && call.arguments().flag("keep_previous")) {
                result.put(PREVIOUS, FileText.read(directory, place, 0, Long.MAX_VALUE, maxBytes, call));
            }
            file.replace(content, call);
            return result;
        } catch (IOException e) {
            call.throwIfCancelled();
            throw Failures.io("write '" + place.name() + "'", e);
        }
    }

    private Object restore(ToolCall call) {
        Map<String, @Nullable Object> written = call.arguments().map("written");
        if (!(written.get("path") instanceof String path)
                || !(written.get(CREATED) instanceof Boolean created)
                || !(written.get(SHA256) instanceof String hash)) {
            throw Failures.invalid(
                    "argument 'written' must be the result of file_write, with path, created and sha256");
        }
        Optional<byte[]> before =
                Optional.ofNullable((String) written.get(PREVIOUS)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (!created && before.isEmpty()) {
            throw Failures.invalid("'" + path + "' cannot be restored: it was written without keep_previous: true");
        }
        Place place = roots.writable(path);
        boolean restored;
        try (Directory directory = place.openParent(false)) {
            restored = restore(new StoredFile(directory, place), created, hash, before.orElse(new byte[0]), call);
        } catch (IOException e) {
            call.throwIfCancelled();
            throw Failures.io("restore '" + place.name() + "'", e);
        }
        return Map.of("path", place.name(), "restored", restored);
    }

    private static boolean restore(StoredFile file, boolean created, String hash, byte[] before, ToolCall call)
            throws IOException {
        Optional<String> now = file.hash(call);
        if (created ? now.isEmpty() : now.equals(Optional.of(StoredFile.sha256(before)))) {
            return false;
        }
        if (!now.equals(Optional.of(hash))) {
            throw Failures.failed("'" + file.name() + "' was " + (now.isEmpty() ? "deleted" : "changed")
                    + " since it was written, so it is left as it is");
        }
        if (created) {
            file.delete();
        } else {
            file.replace(before, call);
        }
        return true;
    }
}
