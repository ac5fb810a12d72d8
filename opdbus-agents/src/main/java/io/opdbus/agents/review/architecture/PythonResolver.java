package io.opdbus.agents.review.architecture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Python: absolute names from the top of each package and from the root of the tree, relative names from the file. */
final class PythonResolver implements ImportResolver {
    private final Map<String, SourceFacts> modules = new HashMap<>();
    private final Map<String, SourceFacts> byPath = new HashMap<>();

    PythonResolver(List<SourceFacts> files) {
        Set<String> packages = new HashSet<>();
        for (SourceFacts file : files) {
            if (file.stem().equals("__init__")) {
                packages.add(file.directory());
            }
            byPath.put(modulePath(file), file);
        }
        for (SourceFacts file : files) {
            modules.putIfAbsent(dotted(fromPackageTop(file, packages)), file);
        }
        for (SourceFacts file : files) {
            modules.putIfAbsent(dotted(modulePath(file)), file);
        }
    }

    @Override
    public Optional<SourceFacts> resolve(SourceFacts from, String target) {
        return target.startsWith(".") ? relative(from, target) : longest(target);
    }

    private Optional<SourceFacts> longest(String target) {
        for (String name = target; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('.')))) {
            SourceFacts found = modules.get(name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Optional<SourceFacts> relative(SourceFacts from, String target) {
        int dots = 0;
        while (dots < target.length() && target.charAt(dots) == '.') {
            dots++;
        }
        String base = from.directory();
        for (int i = 1; i < dots; i++) {
            base = base.contains("/") ? base.substring(0, base.lastIndexOf('/')) : ".";
        }
        String rest = target.substring(dots).replace('.', '/');
        while (true) {
            String path = rest.isEmpty() ? base : base.equals(".") ? rest : base + "/" + rest;
            SourceFacts found = byPath.get(path);
            if (found != null) {
                return Optional.of(found);
            }
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            rest = rest.contains("/") ? rest.substring(0, rest.lastIndexOf('/')) : "";
        }
    }

    /** The path without extension; a package's own path for its {@code __init__}. */
    private static String modulePath(SourceFacts file) {
        if (file.stem().equals("__init__")) {
            return file.directory();
        }
        return file.directory().equals(".") ? file.stem() : file.directory() + "/" + file.stem();
    }

    private static String fromPackageTop(SourceFacts file, Set<String> packages) {
        String path = modulePath(file);
        String top = file.directory();
        if (!packages.contains(top)) {
            return file.stem();
        }
        while (packages.contains(top)) {
            int slash = top.lastIndexOf('/');
            if (slash < 0) {
                return path;
            }
            top = top.substring(0, slash);
        }
        return path.substring(top.length() + 1);
    }

    private static String dotted(String path) {
        return path.replace('/', '.');
    }
}
