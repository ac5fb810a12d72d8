package io.opdbus.core.tool.builtin;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.core.tool.builtin.Roots.Place;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code file_list}: what is in a directory. */
final class FileList {

    private static final long DEFAULT_ENTRIES = 1000;

    private final Roots roots;
    private final long maxEntries;

    FileList(Roots roots, long maxEntries) {
        this.roots = roots;
        this.maxEntries = maxEntries;
    }

    Tool tool() {
        Map<String, Map<String, Object>> entry = new LinkedHashMap<>();
        entry.put("path", Schemas.of("string", "the entry, in a form that the file tools take"));
        entry.put("type", Schemas.of("string", "file, directory, link or other; links are not followed"));
        entry.put("size", Schemas.integer("bytes of a file, 0 of anything else", 0));
        return Tool.builder("file_list")
                .description("Lists a directory, sorted by path.")
                .tags("file", "directory", "list", "find", "glob")
                .parameters(Parameters.builder()
                        .optional(
                                "path",
                                String.class,
                                "the directory; relative to the first allowed directory, or absolute",
                                ".")
                        .optional(
                                "glob",
                                String.class,
                                "what to list: with a / matched against the path below the directory, else against the"
                                        + " name; everything unless given")
                        .optional("recursive", Boolean.class, "whether to go into directories", false)
                        .optional("hidden", Boolean.class, "whether to see names that begin with a dot", false)
                        .schema(
                                "max_entries",
                                Schemas.integer(
                                        "how many entries there may be, " + Math.min(DEFAULT_ENTRIES, maxEntries)
                                                + " unless given; more is an error",
                                        1),
                                false)
                        .build())
                .output(Schemas.array("the entries", Schemas.object(entry)))
                .hints(Hints.READ_ONLY)
                .maxOutputBytes(Schemas.jsonBytes(maxEntries * 512))
                .handler(this::list);
    }

    private Object list(ToolCall call) {
        long wanted = call.arguments().optionalInteger("max_entries").orElse(Math.min(DEFAULT_ENTRIES, maxEntries));
        if (wanted < 1 || wanted > maxEntries) {
            throw Failures.invalid("argument 'max_entries' must be from 1 to " + maxEntries + ", is " + wanted);
        }
        Place place = roots.existing(call.arguments().optionalString("path").orElse("."));
        TreeWalk walk = new TreeWalk(
                call,
                place.name(),
                matcher(call.arguments().optionalString("glob")),
                call.arguments().flag("recursive"),
                call.arguments().flag("hidden"),
                wanted);
        try (Directory directory = place.open()) {
            walk.list(directory, Path.of(""), 0);
        } catch (NoSuchFileException e) {
            throw Failures.failed("'" + place.name() + "' vanished while it was listed");
        } catch (IOException e) {
            call.throwIfCancelled();
            throw Failures.io("list '" + place.name() + "'", e);
        }
        return walk.sorted();
    }

    private static Predicate<Path> matcher(Optional<String> glob) {
        if (glob.isEmpty()) {
            return path -> true;
        }
        String pattern = glob.get();
        try {
            if (!pattern.contains("/")) {
                PathMatcher names = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
                return path -> names.matches(path.getFileName());
            }
            PathMatcher paths = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            // The JDK wants at least one directory for a leading **/; everybody else takes none, too.
            PathMatcher top = pattern.startsWith("**/")
                    ? FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(3))
                    : paths;
            return path -> paths.matches(path) || top.matches(path);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("argument 'glob' is no glob pattern: " + e.getMessage());
        }
    }
}
