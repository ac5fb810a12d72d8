package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.source.Language;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JavaScript's relative imports, and C's includes: paths from the file, or the one path of the tree that ends so. */
final class PathResolver implements ImportResolver {
    private static final String[] SCRIPT_ENDINGS = {
        "",
        ".ts",
        ".tsx",
        ".js",
        ".jsx",
        ".mjs",
        ".cjs",
        ".mts",
        ".cts",
        "/index.ts",
        "/index.tsx",
        "/index.js",
        "/index.jsx"
    };

    private final Map<String, SourceFacts> byPath = new HashMap<>();
    private final Map<String, Optional<SourceFacts>> byName = new HashMap<>();

    PathResolver(List<SourceFacts> files) {
        for (SourceFacts file : files) {
            byPath.put(file.path(), file);
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            byName.merge(name, Optional.of(file), (one, other) -> Optional.empty());
        }
    }

    @Override
    public Optional<SourceFacts> resolve(SourceFacts from, String target) {
        boolean script = from.language() == Language.JAVASCRIPT || from.language() == Language.TYPESCRIPT;
        return script ? script(from, target) : include(from, target);
    }

    private Optional<SourceFacts> script(SourceFacts from, String target) {
        if (!target.startsWith(".")) {
            return target.startsWith("@/") ? endings("src/" + target.substring(2)) : Optional.empty();
        }
        return endings(join(from.directory(), target));
    }

    private Optional<SourceFacts> endings(String path) {
        for (String ending : SCRIPT_ENDINGS) {
            SourceFacts found = byPath.get(path + ending);
            if (found != null) {
                return Optional.of(found);
            }
        }
        if (path.endsWith(".js") || path.endsWith(".jsx")) {
            String bare = path.substring(0, path.lastIndexOf('.'));
            SourceFacts typed = byPath.getOrDefault(bare + ".ts", byPath.get(bare + ".tsx"));
            return Optional.ofNullable(typed);
        }
        return Optional.empty();
    }

    private Optional<SourceFacts> include(SourceFacts from, String target) {
        String path = target.startsWith("<") ? target.substring(1) : target;
        SourceFacts beside = target.startsWith("<") ? null : byPath.get(join(from.directory(), path));
        if (beside != null) {
            return Optional.of(beside);
        }
        return byName.getOrDefault(path.substring(path.lastIndexOf('/') + 1), Optional.empty())
                .filter(file -> file.path().equals(path) || file.path().endsWith("/" + path));
    }

    private static String join(String directory, String relative) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + "/" + relative).split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
