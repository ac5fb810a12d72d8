package io.opdbus.core.definition;

import io.opdbus.api.error.Problem;
import io.opdbus.core.plan.PlanCatalogue;
import io.opdbus.core.plan.PlanCompiler;
import io.opdbus.core.plan.PlanSettings;
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

    private static final String EXPECT = "# expect: ";
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

    /** Valid, and told to be odd. */
    static List<Path> odd() {
        return files(ROOT.resolve("odd"));
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

    /** Everything that is found before a run: the shape, and where that is right names, references and the rest. */
    static List<Problem> problems(Path file, PlanCatalogue catalogue) {
        Problems problems = new Problems();
        load(text(file), format(file), problems)
                .map(loaded -> PlanCompiler.compile(loaded.workstack(), loaded.locator(), catalogue, PlanSettings.NONE))
                .ifPresent(compilation -> problems.addAll(compilation.problems()));
        return problems.sorted();
    }

    /** What the first lines of a file, {@code # expect: line:column message}, say about it. */
    static List<String> expected(Path file) {
        return text(file)
                .lines()
                .takeWhile(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
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
