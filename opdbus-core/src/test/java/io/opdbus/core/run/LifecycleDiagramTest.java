package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Draws the tables of {@link Lifecycle}, and holds the documentation to them. */
class LifecycleDiagramTest {

    private static final String PAGE = "docs/run-machine.md";

    @Test
    void thePageShowsTheTablesAsTheyAre() throws IOException {
        String page = Files.readString(page()).replace("\r\n", "\n");
        check(page, "run", drawn(Lifecycle.RUN, Lifecycle.RunState.NEW, Lifecycle.RunState.ENDED));
        check(
                page,
                "unit",
                drawn(
                        Lifecycle.UNIT,
                        Lifecycle.UnitState.WAITING,
                        ended(Lifecycle.UnitState.values(), Lifecycle.UnitState::ended)));
        check(
                page,
                "step",
                drawn(
                        Lifecycle.STEP,
                        Lifecycle.StepState.IDLE,
                        ended(Lifecycle.StepState.values(), Lifecycle.StepState::ended)));
    }

    private static void check(String page, String name, String expected) {
        String begin = "<!-- drawn: " + name + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end -->", from);
        String shown = from < begin.length() || to < 0 ? "" : page.substring(from, to);
        assertThat(shown)
                .as("%s between '%s' and '<!-- end -->' must be:%n%s", PAGE, begin.strip(), expected)
                .isEqualTo(expected);
    }

    @SafeVarargs
    private static <S extends Enum<S>, E extends Enum<E>> String drawn(
            TransitionTable<S, E> table, S first, S... last) {
        StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        text.append("    [*] --> ").append(first).append('\n');
        for (TransitionTable.Transition<S, E> row : table.transitions()) {
            text.append("    ").append(row.from()).append(" --> ").append(row.to());
            text.append(": ").append(row.on()).append('\n');
        }
        for (S state : last) {
            text.append("    ").append(state).append(" --> [*]\n");
        }
        return text.append("```\n").toString();
    }

    private static <S> S[] ended(S[] states, Predicate<S> ended) {
        return Arrays.stream(states).filter(ended).toArray(size -> Arrays.copyOf(states, size));
    }

    /** The tests run in the module's folder or in that of the whole. */
    private static Path page() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(PAGE))) {
                return folder.resolve(PAGE);
            }
        }
        throw new AssertionError("there is no " + PAGE);
    }
}
