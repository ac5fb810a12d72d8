package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.core.plan.Catalogue;
import io.opdbus.core.plan.Compilation;
import io.opdbus.core.plan.PlanCompiler;
import io.opdbus.core.plan.PlanSettings;
import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of the bad corpus says in its first lines, {@code # expect: line:column message}, what is wrong with it. */
class BadDefinitionsTest {

    private static final String EXPECT = "# expect: ";

    static List<Path> files() {
        return Stream.concat(Corpus.bad().stream(), Corpus.badPlans().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everythingThatIsWrongIsToldAtItsPlace(Path file) {
        String text = Corpus.text(file);
        Problems problems = new Problems();
        Optional<LoadedWorkstack> loaded = Corpus.load(text, Corpus.format(file), problems);
        loaded.map(BadDefinitionsTest::compile).ifPresent(compilation -> {
            assertThat(compilation.plan()).isEmpty();
            problems.addAll(compilation.problems());
        });
        List<String> expected = text.lines()
                .takeWhile(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(problems.sorted()).extracting(Corpus::told).containsExactlyElementsOf(expected);
    }

    /** What has the right shape is compiled: then its names, references and the rest are what is wrong. */
    private static Compilation compile(LoadedWorkstack loaded) {
        return PlanCompiler.compile(loaded.workstack(), loaded.locator(), Catalogue.ofCorpus(), PlanSettings.NONE);
    }

    @Test
    void theCorpusIsLarge() {
        assertThat(Corpus.bad()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(Corpus.badPlans()).hasSizeGreaterThanOrEqualTo(35);
    }
}
