package io.opdbus.core.definition;

import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The definitions that tests share. */
final class Corpus {

    private static final Path ROOT = Path.of("src/test/resources/definitions");

    private Corpus() {}

    static List<Path> good() {
        return files(ROOT.resolve("good"));
    }

    /** Definitions of the right shape in which names, references or the rest are wrong. */
    static List<Path> badPlans() {
        return files(ROOT.resolve("bad_plans"));
    }

    static List<Path> bad() {
        return files(ROOT.resolve("bad"));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Format format(Path file) {
        return Format.ofFileName(file.toString()).orElseThrow();
    }

    /** The one workstack of a text, if it has no errors. */
    static Optional<LoadedWorkstack> load(String text, Format format, Problems problems) {
        return new DefinitionLoader(problems)
                .loadText("test", text, format).workstacks().stream().findFirst();
    }

    /** A problem as the corpus writes it. */
    static String told(Problem problem) {
        String kind = problem.severity() == Problem.Severity.WARNING ? "warning: " : "";
        return problem.location().line() + ":" + problem.location().column() + " " + kind + problem.message()
                + problem.suggestion()
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
    }
}
