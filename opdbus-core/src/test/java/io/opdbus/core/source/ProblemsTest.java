package io.opdbus.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void problemsAreSortedSourceBySource() {
        Problems problems = new Problems();
        problems.error(new Location("b", 9, 1, ""), "1");
        problems.error(new Location("a", 2, 2, ""), "2");
        problems.warning(new Location("b", 3, 1, ""), "3");
        problems.error(new Location("a", 2, 1, ""), "4");
        assertThat(problems.sorted()).extracting(Problem::message).containsExactly("3", "1", "4", "2");
        assertThatThrownBy(problems::throwIfErrors)
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        e -> assertThat(e.problems()).hasSize(4));
    }

    @Test
    void warningsStopNothing() {
        Problems problems = new Problems();
        assertThat(problems.isEmpty()).isTrue();
        problems.warning(new Location("b", 3, 1, ""), "odd");
        assertThat(problems.isEmpty()).isFalse();
        assertThat(problems.hasErrors()).isFalse();
        assertThatCode(problems::throwIfErrors).doesNotThrowAnyException();
    }
}
