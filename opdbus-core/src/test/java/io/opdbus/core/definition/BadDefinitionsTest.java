package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of the bad corpus says in its first lines, {@code # expect: line:column message}, what is wrong with it. */
class BadDefinitionsTest {

    private static final String EXPECT = "# expect: ";

    static List<Path> files() {
        return Corpus.bad();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everythingThatIsWrongIsToldAtItsPlace(Path file) {
        String text = Corpus.text(file);
        Problems problems = new Problems();
        assertThat(Corpus.load(text, Corpus.format(file), problems)).isEmpty();
        List<String> expected = text.lines()
                .takeWhile(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(problems.sorted()).extracting(Corpus::told).containsExactlyElementsOf(expected);
    }

    @Test
    void theCorpusIsLarge() {
        assertThat(Corpus.bad()).hasSizeGreaterThanOrEqualTo(60);
    }
}
