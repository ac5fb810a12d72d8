package io.opdbus.agents.review.architecture;

import java.util.Optional;

/** Finds the file, or a file of the package, that an import means; empty for what is not in the tree. */
interface ImportResolver {
    Optional<SourceFacts> resolve(SourceFacts from, String target);
}
