package io.opdbus.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {

    private static List<String> problems(String yaml, Consumer<ObjectReader> read) {
        Problems problems = new Problems();
        SourceDocument.parse("f.yaml", yaml, Format.YAML)
                .open(problems)
                .flatMap(Node::object)
                .ifPresent(read);
        return problems.sorted().stream()
                .map(Problem::toString)
                .map(line -> line.replace("f.yaml:", "").replace(" error:", ""))
                .toList();
    }

    @Test
    void goodValuesAreRead() {
        List<Object> seen = new ArrayList<>();
        assertThat(problems("s: x\nb: true\ni: 3\nd: 1m\nz: 2.5\nl: [p, q]\nm: {k: 1}\no: [{a: 1}]\nw: fast\n", r -> {
                    r.requiredString("s").ifPresent(seen::add);
                    r.bool("b").ifPresent(seen::add);
                    r.integer("i", 1, 5).ifPresent(seen::add);
                    r.duration("d").ifPresent(seen::add);
                    r.duration("z").ifPresent(seen::add);
                    seen.add(r.stringList("l"));
                    r.map("m").ifPresent(seen::add);
                    r.eachObject("o", o -> o.integer("a", 0, 1).ifPresent(seen::add));
                    r.oneOf("w", List.of("fast", "slow")).ifPresent(seen::add);
                    r.optionalString("absent").ifPresent(seen::add);
                    seen.add(r.stringList("absent"));
                }))
                .isEmpty();
        assertThat(seen)
                .containsExactly(
                        "x",
                        true,
                        3L,
                        Duration.ofMinutes(1),
                        Duration.ofMillis(2500),
                        List.of("p", "q"),
                        Map.of("k", 1L),
                        1L,
                        "fast",
                        List.of());
    }

    @Test
    void wrongTypesAreToldAtTheirPlace() {
        assertThat(problems(
                        "s: 1.0\nb: yes\ni: 1.5\nd: soon\nz: 0\nl: x\nm: [1]\no: [{}, 3]\nw: fasst\nj: 9\nn:\nk: [a, 2]\n",
                        r -> {
                            r.requiredString("s");
                            r.requiredString("missing");
                            r.bool("b");
                            r.integer("i", 1, 5);
                            r.duration("d");
                            r.duration("z");
                            r.stringList("l");
                            r.map("m");
                            r.eachObject("o", o -> {});
                            r.oneOf("w", List.of("fast", "slow"));
                            r.integer("j", 1, 5);
                            r.optionalString("n");
                            assertThat(r.stringList("k")).containsExactly("a");
                        }))
                .containsExactly(
                        "1:1: 'missing' is missing",
                        "1:4: 's' must be a string, is a number; put it in quotes",
                        "2:4: 'b' must be true or false, is a string",
                        "3:4: 'i' must be a whole number, is 1.5",
                        "4:4: 'd' must be a duration: 'soon' is none; write for example 30s, 10m, 1h30m or 250ms",
                        "5:4: 'z' must be longer than 0",
                        "6:4: 'l' must be a list of strings, is a string; write [x]",
                        "7:4: 'm' must be a map, is a list",
                        "8:9: each element of 'o' must be a map, is a number",
                        "9:4: 'w' must be 'fast' or 'slow', is 'fasst'; did you mean 'fast'?",
                        "10:4: 'j' must be from 1 to 5, is 9",
                        "11:1: 'n' has no value; write one, or remove the key",
                        "12:8: each element of 'k' must be a string, is a number; put it in quotes");
    }

    @Test
    void whatWasRefusedBeforeIsNotToldAgain() {
        assertThat(problems("s: *x\nl: [a, 012]\nm: .inf\n", r -> {
                    r.requiredString("s");
                    assertThat(r.stringList("l")).containsExactly("a");
                    r.map("m");
                }))
                .hasSize(3)
                .allMatch(line -> line.contains("alias") || line.contains("zero") || line.contains("finite"));
    }

    @Test
    void unknownKeysLeadToKnownOnes() {
        Map<String, String> hints = Map.of("needs", "use 'depends_on'");
        assertThat(problems(
                        "id: a\nneeds: []\ntimout: 3\nwhatever: 4\n",
                        r -> r.rejectUnknownKeys(List.of("id", "depends_on", "timeout"), hints)))
                .containsExactly(
                        "2:1: unknown key 'needs'; use 'depends_on'",
                        "3:1: unknown key 'timout'; did you mean 'timeout'?",
                        "4:1: unknown key 'whatever'; known here: id, depends_on, timeout");
    }

    @Test
    void aReaderNeedsAMap() {
        assertThat(problems("[1]", r -> {})).containsExactly("1:1: the document must be a map, is a list");
        assertThat(problems("text", r -> {})).containsExactly("1:1: the document must be a map, is a string");
    }
}
