package io.opdbus.agents.review.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Go: import paths below the module paths that the tree's {@code go.mod} files declare, or that are directories of it. */
final class GoResolver implements ImportResolver {
    private final Map<String, SourceFacts> byDirectory = new HashMap<>();
    private final Map<String, String> modules;

    /**
     * @param modules the directory of each module, by its path
     */
    GoResolver(List<SourceFacts> files, Map<String, String> modules) {
        this.modules = modules;
        files.forEach(file -> byDirectory.putIfAbsent(file.directory(), file));
    }

    @Override
    public Optional<SourceFacts> resolve(SourceFacts from, String target) {
        for (Map.Entry<String, String> module : modules.entrySet()) {
            String path = module.getKey();
            if (target.equals(path) || target.startsWith(path + "/")) {
                String below = target.substring(path.length());
                String directory = module.getValue().equals(".")
                        ? below.isEmpty() ? "." : below.substring(1)
                        : module.getValue() + below;
                return Optional.ofNullable(byDirectory.get(directory));
            }
        }
        return Optional.ofNullable(byDirectory.get(target));
    }
}
