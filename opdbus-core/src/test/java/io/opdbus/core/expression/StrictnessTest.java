package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R4")
@DisplayName("R4: expressions are strict")
class StrictnessTest {

    private final Known known = Known.of("s", "text")
            .and("n", null)
            .and("i", 7L)
            .and("d", 0.1)
            .and("max", Long.MAX_VALUE)
            .and("min", Long.MIN_VALUE)
            .and("t", true)
            .and("list", List.of(1L, 2L))
            .and("map", Map.of("a", 1L))
            .and("far", new BigDecimal("1e999999999"));

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "1 == 1.0",
                "i == 7",
                "!('1' == 1)",
                "'1' != 1",
                "t != 'true'",
                "n == null",
                "!(n == false)",
                "n != ''",
                "s == \"text\"",
                "[1, 2.0] == [1.0, 2]",
                "list == [1, 2]",
                "list != [2, 1]",
                "list != [1]",
                "map == {'a': 1.0}",
                "map != {'b': 1}",
                "{} == {:}",
                "[] != {}",
                "{'a': null} != {'b': null}",
                "1 < 2 && 2 <= 2 && 3 > 2.5 && 2 >= 2",
                "'a' < 'b' && 'B' < 'a'",
                "max < 9223372036854775808",
                "0.1 + 0.2 == 0.3",
                "!(i == 8) || s < 1",
                "i == 8 && s < 1 || t",
                "t ? t : s < 1",
                "size('äö\uD83D\uDE00') == 3 && size(list) == 2 && size(map) == 1 && size([]) == 0",
                "empty('') && empty([]) && empty({}) && empty(n) && !empty(list)",
                "i =~ [1, 7.0] && s !~ [] && 'a' =~ map && 'b' !~ map && 1 !~ map && n =~ [null]",
                "s =^ 'te' && s =$ 'xt' && s !^ 'xt' && s !$ 'te'",
                "s =~ 't.*' && s !~ 't' && s =~ '(?i)TEXT'",
                "(not t) == false and t or false",
                "i ne 8 && i gt 6 && i lt 8",
            })
    void holds(String condition) {
        assertThat(known.evaluate(condition)).as(condition).isEqualTo(true);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "10 / 5, 2, java.lang.Long",
        "10 / 4, 2.5, java.lang.Double",
        "-7 / 2, -3.5, java.lang.Double",
        "1 / 3, 0.3333333333333333333333333333333333, java.math.BigDecimal",
        "5.0 / 2.5, 2.0, java.lang.Double",
        "0.1 + 0.2, 0.3, java.lang.Double",
        "d * 3, 0.3, java.lang.Double",
        "1.0 + 1, 2.0, java.lang.Double",
        "7 % 4, 3, java.lang.Long",
        "-7 % 4, -3, java.lang.Long",
        "2 + 3 * 4, 14, java.lang.Long",
        "(2 + 3) * 4, 20, java.lang.Long",
        "-i, -7, java.lang.Long",
        "- -i, 7, java.lang.Long",
        "max + 1, 9223372036854775808, java.math.BigInteger",
        "min - 1, -9223372036854775809, java.math.BigInteger",
        "max + 1 - 1, 9223372036854775807, java.lang.Long",
        "max * max, 85070591730234615847396907784232501249, java.math.BigInteger",
        "-9223372036854775808, -9223372036854775808, java.lang.Long",
        "12345678901234567890, 12345678901234567890, java.math.BigInteger",
        "0.12345678901234567890123, 0.12345678901234567890123, java.math.BigDecimal",
        "1.50, 1.5, java.lang.Double",
        "1.5e3, 1500.0, java.lang.Double",
        "size(s), 4, java.lang.Long",
    })
    void computes(String expression, String text, Class<?> type) {
        assertThat(known.evaluate(expression)).hasToString(text).isInstanceOf(type);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "'a' + 1 ¦ '+' takes two numbers or two strings, not a string and a number; to join them as text,"
                        + " write them one after the other: \"${a}${b}\"",
                "n + 1 ¦ '+' takes two numbers or two strings, not null and a number",
                "n * 1 ¦ '*' takes two numbers, not null and a number",
                "s - s ¦ '-' takes two numbers, not a string and a string",
                "list + list ¦ '+' takes two numbers or two strings, not a list and a list",
                "-s ¦ '-' takes a number, not a string",
                "t / 2 ¦ '/' takes two numbers, not a boolean and a number",
                "1 / 0 ¦ division by zero",
                "1.5 / 0.0 ¦ division by zero",
                "1 % 0 ¦ division by zero",
                "7.5 % 2 ¦ '%' takes whole numbers only",
                "'1' < 2 ¦ '<' compares two numbers or two strings, not a string and a number",
                "n < 2 ¦ '<' compares two numbers or two strings, not null and a number",
                "t >= t ¦ '>=' compares two numbers or two strings, not a boolean and a boolean",
                "'false' && t ¦ '&&' takes true or false, not a string",
                "t && 1 ¦ '&&' takes true or false, not a number",
                "n || t ¦ '||' takes true or false, not null",
                "!n ¦ '!' takes true or false, not null",
                "!s ¦ '!' takes true or false, not a string",
                "s ? 1 : 2 ¦ '?:' takes true or false, not a string",
                "size(i) ¦ size(…) takes a string, a list or a map, not a number",
                "size(n) ¦ size(…) takes a string, a list or a map, not null",
                "empty(0) ¦ empty(…) takes a string, a list or a map, not a number",
                "i =~ '7' ¦ a pattern matches a string, not a number",
                "s =~ s ¦ '=~' takes a list, a map or a quoted pattern on its right side, not a string",
                "s =^ 1 ¦ '=^' takes two strings, not a string and a number",
                "list[s == 'text'] ¦ what stands in [ ] must be a string or a whole number, and is a boolean",
                "far + 1 ¦ a decimal number has more than 1200 digits",
            })
    void refuses(String expression, String message) {
        assertThat(known.failure("${" + expression + "}"))
                .isEqualTo("cannot evaluate ${" + expression + "}: " + message);
    }

    @Test
    void joinsStrings() {
        assertThat(known.evaluate("s + '-' + s")).isEqualTo("text-text");
    }

    @Test
    void makesListsAndMaps() {
        assertThat(known.evaluate("[i, n, [], {'k': s, \"l\": {}}]"))
                .isEqualTo(Arrays.asList(7L, null, List.of(), Map.of("k", "text", "l", Map.of())));
    }

    @Test
    void numbersCannotGrowWithoutBound() {
        assertThat(known.failure("${" + "max * ".repeat(100) + "1}"))
                .endsWith("a whole number has more than 4096 bits");
        assertThat(known.failure("${" + "1e300 * ".repeat(10) + "1}"))
                .endsWith("a decimal number has more than 1200 digits");
    }

    @Test
    void textsCannotGrowWithoutBound() {
        Known big = Known.of("big", "x".repeat(Limits.TEXT_LENGTH / 2));
        assertThat(big.render("${big}${big}")).asString().hasSize(Limits.TEXT_LENGTH);
        assertThat(big.failure("${big}${big + 'x'}")).endsWith("the text would be longer than 16777216 characters");
        assertThat(big.failure("${[big + big + 'x']}")).endsWith("the text would be longer than 16777216 characters");
    }

    @Test
    void arithmeticAgreesWithBigIntegers() {
        long[] interesting = {0, 1, -1, 2, -3, 7, 1L << 31, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1
        };
        for (long a : interesting) {
            for (long b : interesting) {
                BigInteger x = BigInteger.valueOf(a);
                BigInteger y = BigInteger.valueOf(b);
                Known pair = Known.of("a", a).and("b", b);
                assertThat(pair.evaluate("a + b")).hasToString(x.add(y).toString());
                assertThat(pair.evaluate("a - b")).hasToString(x.subtract(y).toString());
                assertThat(pair.evaluate("a * b")).hasToString(x.multiply(y).toString());
                assertThat(pair.evaluate("a < b")).isEqualTo(a < b);
                if (b != 0) {
                    assertThat(pair.evaluate("a % b"))
                            .hasToString(x.remainder(y).toString());
                    assertThat(pair.evaluate("(a - a % b) / b"))
                            .hasToString(x.divide(y).toString());
                }
            }
        }
    }
}
