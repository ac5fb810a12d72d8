package io.opdbus.agents.review.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Java and Kotlin: the longest beginning of the name that is a package of the tree. */
final class PackageResolver implements ImportResolver {
    private final Map<String, SourceFacts> packages = new HashMap<>();

    PackageResolver(List<SourceFacts> files) {
        for (SourceFacts file : files) {
            if (!file.name().isEmpty()) {
                packages.putIfAbsent(file.name(), file);
            }
        }
    }

    @Override
    public Optional<SourceFacts> resolve(SourceFacts from, String target) {
        for (String name = target; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('.')))) {
            SourceFacts found = packages.get(name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
