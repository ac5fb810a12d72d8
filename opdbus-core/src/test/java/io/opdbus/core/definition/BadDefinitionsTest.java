package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.core.plan.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R1: each file of the bad and of the odd corpus says in its first lines, {@code # expect: line:column message}, what is
 * found in it before a run.
 */
class BadDefinitionsTest {

    static List<Path> bad() {
        return Stream.concat(Corpus.bad().stream(), Corpus.badPlans().stream()).toList();
    }

    static List<Path> odd() {
        return Corpus.odd();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void everythingThatIsWrongIsToldAtItsPlace(Path file) {
        List<Problem> problems = Corpus.problems(file, Catalogue.ofCorpus());
        assertThat(problems).extracting(Corpus::told).containsExactlyElementsOf(Corpus.expected(file));
        assertThat(problems).anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    @ParameterizedTest
    @MethodSource("odd")
    void whatIsOddIsToldAndStopsNothing(Path file) {
        List<Problem> problems = Corpus.problems(file, new CorpusCatalogue());
        assertThat(problems).extracting(Corpus::told).containsExactlyElementsOf(Corpus.expected(file));
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.severity() == Problem.Severity.WARNING);
    }

    @Test
    void theCorpusIsLarge() {
        assertThat(Corpus.bad()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(Corpus.badPlans()).hasSizeGreaterThanOrEqualTo(50);
    }
}
