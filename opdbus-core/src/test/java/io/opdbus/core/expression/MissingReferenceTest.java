package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R4")
@DisplayName("R4: a reference that resolves to nothing is an error that names it: never null, never \"\"")
class MissingReferenceTest {

    private final Known known = Known.of("phases", phases()).and("n", null).and("late", Scope.MISSING);

    private static Map<String, Object> phases() {
        Map<String, Object> results = new HashMap<>();
        results.put("x", new TreeMap<>(Map.of("name", "report", "size", 3L)));
        results.put("list", List.of(1L, 2L));
        results.put("none", null);
        results.put("text", "abc");
        results.put("void", Map.of());
        return Map.of("analyze", Map.of("results", results));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "x.title ¦ 'phases.analyze.results.x' has no key 'title'; it has: name, size",
                "void.title ¦ 'phases.analyze.results.void' has no key 'title'; it is empty",
                "none.title ¦ 'phases.analyze.results.none' is null and has no key 'title'",
                "text.title.more ¦ 'phases.analyze.results.text' is a string and has no key 'title'",
                "list.title ¦ 'phases.analyze.results.list' is a list and has no key 'title'; an item is taken with a"
                        + " position, as in [0]",
                "list[2] ¦ 'phases.analyze.results.list' has 2 items, counted from 0, and none at 2",
                "list[0 - 1] ¦ 'phases.analyze.results.list' has 2 items, counted from 0, and none at -1",
                "list[99999999999] ¦ 'phases.analyze.results.list' has 2 items, counted from 0, and none at 2147483647",
                "x[0] ¦ 'phases.analyze.results.x' is a map and has no item 0; an entry is taken with its key, as in"
                        + " ['name']",
                "x['a b'] ¦ 'phases.analyze.results.x' has no key 'a b'; it has: name, size",
                "list[1].deep ¦ 'phases.analyze.results.list[1]' is a number and has no key 'deep'",
            })
    void namesWhatIsThereInstead(String path, String message) {
        assertThat(known.failure("${phases.analyze.results." + path + "}")).endsWith("}: " + message);
        assertThat(known.failure("- ${phases.analyze.results." + path + " == 1}"))
                .endsWith("}: " + message);
        assertThat(known.evaluate("phases.analyze.results." + path + " ?? 'other'"))
                .isEqualTo("other");
    }

    @Test
    void namesWhatIsKnown() {
        assertThat(known.failure("${inputs.tag}")).endsWith("'inputs' is not defined: known are phases, n, late");
        assertThat(known.failure("${late.x}")).endsWith("'late' has no value: known are phases, n, late");
        assertThat(known.evaluate("inputs.tag ?? late ?? 1")).isEqualTo(1L);
    }

    @Test
    void showsTheFirstKeysOnly() {
        Map<String, Object> wide = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(i -> "key" + i, i -> i, (a, b) -> a, TreeMap::new));
        wide.put("a".repeat(1000), 1);
        assertThat(Known.of("wide", wide).failure("${wide.x}"))
                .endsWith(
                        "it has: " + "a".repeat(40) + "…, key0, key1, key10, key11, key12, key13, key14, key15, key16,"
                                + " key17, key18, and 89 more");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "zz ?? 1, 1",
                "n ?? 1, 1",
                "n ?? zz ?? 2, 2",
                "(zz ?? n) ?? 3, 3",
                "(zz.a.b) ?? 4, 4",
                "(zz + 1) ?? 5, 5",
                "size(zz.list) ?? 6, 6",
                "(zz == 1 ? 2 : 3) ?? 7, 7",
                "phases[zz] ?? 8, 8",
                "[zz] ?? 9, 9",
                "(zz ?? phases).analyze.results.x.size, 3",
                "(zz ?? phases).analyze.nope ?? 10, 10",
                "false ?? 11, false",
                "'' ?? 12, ``",
                "[zz ?? 1][0] ?? 13, 1",
                "-1 ?? 2, -1",
            })
    @DisplayName("R4: a ?? b is b exactly when a is missing or null")
    void coalesces(String expression, String value) {
        assertThat(known.evaluate(expression)).hasToString(value);
    }

    @Test
    @DisplayName("R4: ?? does not hide other errors, nor a missing right side")
    void doesNotHideErrors() {
        assertThat(known.failure("${(n + 1) ?? 2}")).contains("'+' takes two numbers");
        assertThat(known.failure("${zz ?? yy}")).contains("'yy' is not defined");
        assertThat(known.failure("${(zz ?? n).a}")).contains("'(…)' is null and has no key 'a'");
        assertThat(known.failure("${empty(zz)}")).contains("'zz' is not defined");
        assertThat(known.failure("${zz == null}")).contains("'zz' is not defined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"n == zz ?? 1", "n ?? 1 > 0", "n ?? true ? 1 : 2", "!n ?? true", "n ?? 1 + 1", "n ?? zz && n"})
    @DisplayName("R4: ?? beside an operator needs parentheses, for it would bind the other way round")
    void needsParentheses(String expression) {
        assertThat(known.problem("${" + expression + "}").message())
                .isEqualTo("'??' is weaker than the operator beside it; put what belongs together in parentheses");
    }
}
