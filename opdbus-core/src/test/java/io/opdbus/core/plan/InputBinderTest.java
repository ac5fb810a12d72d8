package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.Problem;
import io.opdbus.api.value.Secret;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.expression.Scope;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inputs are checked, all together, and variables are set before anything runs. */
class InputBinderTest {

    private static Plan declared(UnaryOperator<Workstack.Builder> describe) {
        return plan(w -> describe.apply(w).phase("a", p -> p.tool("noop")));
    }

    private static Map<String, @Nullable Object> bound(Plan plan, Map<String, ?> given) {
        @Nullable Object[] values = InputBinder.bind(plan, given, "r1");
        Map<String, @Nullable Object> byName = new HashMap<>();
        for (int slot = 0; slot < values.length; slot++) {
            byName.put(plan.slots().get(slot), values[slot]);
        }
        return byName;
    }

    private static List<String> problems(Plan plan, Map<String, ?> given) {
        InvalidDefinitionException thrown =
                catchThrowableOfType(InvalidDefinitionException.class, () -> InputBinder.bind(plan, given, "r1"));
        assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        return thrown.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void whatIsGivenAndWhatIsDefaultFillTheSlots() {
        Plan plan = declared(w -> w.input("given", Input.REQUIRED)
                .input("usual", Input.REQUIRED.withDefault(List.of(1)))
                .input("absent", Input.OPTIONAL)
                .variable("v", "${given}-${usual[0]}-${absent ?? 'none'}-${run.id}"));
        assertThat(bound(plan, Map.of("given", 5)))
                .containsEntry("given", 5L)
                .containsEntry("usual", List.of(1L))
                .containsEntry("absent", Scope.MISSING)
                .containsEntry("v", "5-1-none-r1")
                .containsEntry("run", Map.of("id", "r1"))
                .containsEntry("phases", Scope.MISSING);
    }

    @Test
    void r1EverythingThatIsWrongIsToldTogether() {
        Plan plan = declared(w -> w.input("path", Input.REQUIRED.describedAs("what to build"))
                .input("count", Input.REQUIRED.ofType(InputType.INTEGER))
                .input("flag", Input.REQUIRED.ofType(InputType.BOOLEAN))
                .input("odd", Input.REQUIRED));
        Map<String, Object> given = new HashMap<>();
        given.put("paht", "x");
        given.put("count", 1.5);
        given.put("flag", null);
        given.put("odd", new Object());
        assertThat(problems(plan, given))
                .satisfiesExactly(
                        p -> assertThat(p)
                                .isEqualTo("inputs of workstack 'test'#/path: error: input 'path' (what to build) is"
                                        + " missing; give it"),
                        p -> assertThat(p).endsWith("input 'count' must be of type integer, is a number"),
                        p -> assertThat(p).endsWith("input 'flag' must be of type boolean, is null"),
                        p -> assertThat(p).contains("input 'odd': the value is a java.lang.Object"),
                        p -> assertThat(p)
                                .endsWith(
                                        "there is no input 'paht'; there are path, count, flag, odd; did you mean 'path'?"));
    }

    @Test
    void aPlanWithoutInputsSaysSo() {
        assertThat(problems(declared(w -> w), Map.of("x", 1)))
                .containsExactly(
                        "inputs of workstack 'test'#/x: error: there is no input 'x'; workstack 'test' takes none");
    }

    @Test
    void aWholeNumberIsAnIntegerHoweverItIsWritten() {
        Plan plan = declared(w -> w.input("n", Input.REQUIRED.ofType(InputType.INTEGER)));
        assertThat(bound(plan, Map.of("n", 3.0))).containsEntry("n", 3L);
        assertThat(bound(plan, Map.of("n", new BigDecimal("40")))).containsEntry("n", 40L);
        assertThat(bound(plan, Map.of("n", 7))).containsEntry("n", 7L);
        assertThat(bound(plan, Map.of("n", 1e300)).get("n")).isEqualTo(new BigDecimal("1e300").toBigInteger());
        assertThat(problems(plan, Map.of("n", "7"))).hasSize(1);
    }

    @Test
    void eachTypeTakesItsValues() {
        Plan plan = declared(w -> w.input("s", Input.REQUIRED.ofType(InputType.STRING))
                .input("n", Input.REQUIRED.ofType(InputType.NUMBER))
                .input("a", Input.REQUIRED.ofType(InputType.ARRAY))
                .input("o", Input.REQUIRED.ofType(InputType.OBJECT)));
        assertThat(bound(plan, Map.of("s", Secret.of("x"), "n", 1, "a", List.of(), "o", Map.of())))
                .containsEntry("n", 1L);
        assertThat(problems(plan, Map.of("s", 1, "n", "1", "a", Map.of(), "o", List.of())))
                .hasSize(4);
    }

    @Test
    void r18SecretInputsAndWhatTheyBecomeAPartOfAreSecrets() {
        Plan plan = declared(w -> w.input("token", Input.REQUIRED.asSecret())
                .input("pair", Input.REQUIRED.asSecret())
                .variable("url", Map.of("u", "https://${token}@host", "n", 1))
                .variable("whole", "${token}")
                .variable("open", "plain"));
        Map<String, @Nullable Object> bound = bound(plan, Map.of("token", "t0p", "pair", List.of("a", 1)));
        assertThat(bound)
                .containsEntry("token", Secret.of("t0p"))
                .containsEntry("pair", List.of(Secret.of("a"), Secret.of("1")))
                .containsEntry("whole", Secret.of("t0p"))
                .containsEntry("url", Map.of("u", Secret.of("https://t0p@host"), "n", 1L))
                .containsEntry("open", "plain");
    }

    @Test
    void aVariableThatCannotBeSetIsNamed() {
        Plan plan = declared(w -> w.input("x", Input.REQUIRED).variable("v", "${x.size + 1}"));
        assertThatThrownBy(() -> InputBinder.bind(plan, Map.of("x", Map.of()), "r1"))
                .isInstanceOfSatisfying(OpdbusException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.EXPRESSION_FAILED);
                    assertThat(e).hasMessageContaining("variable 'v': ").hasMessageContaining("${x.size + 1}");
                });
    }
}
