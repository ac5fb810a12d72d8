package io.opdbus.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> KEYS = List.of(
            "id", "depends_on", "description", "continue_on_failure", "timeout", "tools", "tool", "agents", "args");

    @ParameterizedTest
    @CsvSource({
        "depend_on,depends_on",
        "dependsOn,depends_on",
        "depends-on,depends_on",
        "DEPENDS_ON,depends_on",
        "desc,description",
        "timout,timeout",
        "tmieout,timeout",
        "too,tool",
        "tolo,tool",
        "ContinueOnFailure,continue_on_failure",
        "ID,id",
        "agent,agents",
        "arg,args"
    })
    void aSlipLeadsToTheNameThatWasMeant(String written, String meant) {
        assertThat(Suggestions.nearest(written, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"ix", "needs", "x", "''", "completely_different", "de"})
    void whatIsFarLeadsNowhere(String written) {
        assertThat(Suggestions.nearest(written, KEYS)).isEmpty();
    }

    @Test
    void theOrderOfTheCandidatesDoesNotMatter() {
        assertThat(Suggestions.nearest("bat", List.of("cat", "bar", "bad"), 5)).containsExactly("bad", "bar", "cat");
        assertThat(Suggestions.nearest("bat", List.of("bad", "cat", "bar"), 5)).containsExactly("bad", "bar", "cat");
        assertThat(Suggestions.nearest("bat", List.of("bad", "cat", "bar"), 2)).containsExactly("bad", "bar");
    }

    @Test
    void noCandidatesAndEmptyCandidatesAreFine() {
        assertThat(Suggestions.nearest("name", List.of())).isEmpty();
        assertThat(Suggestions.nearest("name", List.of(""))).isEmpty();
    }
}
