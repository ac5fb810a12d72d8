package io.opdbus.agents.review.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rust: paths from {@code crate}, {@code self} and {@code super}; modules lie in {@code name.rs} or {@code name/mod.rs}. */
final class RustResolver implements ImportResolver {
    private final Map<String, SourceFacts> byPath = new HashMap<>();

    RustResolver(List<SourceFacts> files) {
        files.forEach(file -> byPath.put(file.path(), file));
    }

    @Override
    public Optional<SourceFacts> resolve(SourceFacts from, String target) {
        String[] parts = target.split("\\.");
        String base = switch (parts[0]) {
            case "crate" -> crateRoot(from);
            case "self" -> ownDirectory(from);
            case "super" -> parent(ownDirectory(from));
            default -> "";
        };
        if (base.isEmpty()) {
            return Optional.empty();
        }
        int first = 1;
        while (first < parts.length && parts[first].equals("super")) {
            base = parent(base);
            first++;
        }
        for (int last = parts.length; last > first; last--) {
            String path = base + "/" + String.join("/", List.of(parts).subList(first, last));
            SourceFacts found = byPath.getOrDefault(path + ".rs", byPath.get(path + "/mod.rs"));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static String crateRoot(SourceFacts from) {
        String path = "/" + from.directory() + "/";
        int src = path.lastIndexOf("/src/");
        return src < 0 ? from.directory() : path.substring(1, src + 4);
    }

    /** The directory that holds the modules inside this one. */
    private static String ownDirectory(SourceFacts from) {
        String stem = from.stem();
        boolean own = stem.equals("mod") || stem.equals("lib") || stem.equals("main");
        return own ? from.directory() : from.directory() + "/" + stem;
    }

    private static String parent(String directory) {
        int slash = directory.lastIndexOf('/');
        return slash < 0 ? "." : directory.substring(0, slash);
    }
}
