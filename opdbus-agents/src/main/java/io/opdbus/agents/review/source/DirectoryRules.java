package io.opdbus.agents.review.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which directories are not worth entering. Names that are also ordinary package names ({@code build}, {@code target}) are
 * entered where they plainly hold sources: below a {@code src} directory, or as a Go or Python package.
 */
final class DirectoryRules {
    private static final Set<String> HOUSEKEEPING = Set.of(
            ".git",
            ".hg",
            ".svn",
            ".idea",
            ".vscode",
            ".gradle",
            ".mvn",
            ".venv",
            "venv",
            "__pycache__",
            ".tox",
            ".nox",
            ".mypy_cache",
            ".pytest_cache",
            ".ruff_cache",
            ".eggs",
            ".cache",
            ".next",
            ".nuxt",
            ".terraform",
            ".yarn");
    private static final Set<String> VENDORED = Set.of(
            "node_modules",
            "bower_components",
            "vendor",
            "third_party",
            "thirdparty",
            "site-packages",
            "dist-packages");
    private static final Set<String> BUILD_OUTPUT = Set.of("target", "build", "dist", "out", "coverage", "htmlcov");

    private DirectoryRules() {}

    static Optional<SkipReason> skip(Path directory, String relative) {
        String name = relative.substring(relative.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (HOUSEKEEPING.contains(name)) {
            return Optional.of(SkipReason.HOUSEKEEPING);
        }
        if (VENDORED.contains(name) && !belowJvmSources(relative)) {
            return Optional.of(SkipReason.VENDORED);
        }
        if (BUILD_OUTPUT.contains(name) && !belowSources(relative) && !isPackage(directory)) {
            return Optional.of(SkipReason.BUILD_OUTPUT);
        }
        if (TestPaths.isFixture(relative)) {
            return Optional.of(SkipReason.FIXTURE);
        }
        return Optional.empty();
    }

    private static boolean belowJvmSources(String relative) {
        return ("/" + relative).matches(".*/(?:java|kotlin)/.+");
    }

    private static boolean belowSources(String relative) {
        return ("/" + relative).contains("/src/");
    }

    private static boolean isPackage(Path directory) {
        try (DirectoryStream<Path> sources = Files.newDirectoryStream(directory, "{*.go,__init__.py}")) {
            return sources.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
