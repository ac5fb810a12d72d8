package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R4")
@DisplayName("R4: what an expression may not be is refused when it is compiled, in our own words")
class ForbiddenTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '´',
            value = {
                "a.b() ¦ method calls are not allowed",
                "a.b.c(1, 2) ¦ method calls are not allowed",
                "'x'.length() ¦ method calls are not allowed",
                "a['b'](1) ¦ method calls are not allowed",
                "(a)(b) ¦ method calls are not allowed",
                "''.getClass().forName('java.lang.Runtime') ¦ method calls are not allowed",
                "f(1) ¦ function calls are not allowed",
                "ns:f(1) ¦ function calls are not allowed",
                "new('java.io.File', 'x') ¦ 'new' is not allowed",
                "new java.io.File('x') ¦ 'new' is not allowed",
                "a = 1 ¦ assignments are not allowed",
                "a.b = 1 ¦ assignments are not allowed",
                "a[0] = 1 ¦ assignments are not allowed",
                "a += 1 ¦ assignments are not allowed",
                "a -= 1 ¦ assignments are not allowed",
                "a++ ¦ assignments are not allowed",
                "--a ¦ assignments are not allowed",
                "a == (b = 1) ¦ assignments are not allowed",
                "var a = 1 ¦ assignments are not allowed",
                "var a ¦ variables cannot be declared",
                "let a ¦ variables cannot be declared",
                "while (true) a ¦ loops are not allowed",
                "do a while (true) ¦ loops are not allowed",
                "for (x : a) b ¦ loops are not allowed",
                "for (x : a) { b } ¦ loops, functions and statements are not allowed",
                "if (a) b ¦ statements are not allowed",
                "if (a) { b } else { c } ¦ statements are not allowed",
                "return a ¦ statements are not allowed",
                "switch (a) { case 1 -> 2 } ¦ statements are not allowed",
                "try { a } ¦ statements are not allowed",
                "throw a ¦ statements are not allowed",
                "a; b ¦ one expression",
                "import java.lang ¦ one expression",
                "x -> x ¦ functions cannot be defined",
                "(x, y) -> x ¦ functions cannot be defined",
                "[x -> x] ¦ functions cannot be defined",
                "function(x) x ¦ functions cannot be defined",
                "function(x) { x } ¦ functions and statements are not allowed",
                "#pragma a 1 ¦ pragmas and registers are not allowed",
                "#0 ¦ pragmas and registers are not allowed",
                "a ## b ¦ comments, pragmas",
                "a // b ¦ comments are not allowed",
                "a /* b */ ¦ comments are not allowed",
                "@lenient a ¦ annotations are not allowed",
                "a + ` ¦ backquotes are not allowed",
                "a?.b ¦ '?.' and '?[' are not allowed",
                "a?[0] ¦ '?.' and '?[' are not allowed",
                "a ?: b ¦ '?:' is not allowed",
                "1 .. 2 ¦ ranges are not allowed",
                "a & b ¦ bit operators are not allowed",
                "a | b ¦ bit operators are not allowed",
                "a ^ b ¦ bit operators are not allowed",
                "~a ¦ bit operators are not allowed",
                "a << 1 ¦ bit operators are not allowed",
                "a >>> 1 ¦ bit operators are not allowed",
                "a === b ¦ '===' and '!==' are not allowed",
                "a !== b ¦ '===' and '!==' are not allowed",
                "a instanceof b ¦ 'instanceof' is not allowed",
                "a =~ ~/b/ ¦ a pattern is written in quotes",
                "{'a', 'b'} ¦ sets are not allowed",
                "{a, b} ¦ a map is written {'key': value}, its keys in quotes",
                "{a: 1} ¦ a map is written {'key': value}, its keys in quotes",
                "{'a' + 'b': 1} ¦ a map is written {'key': value}, its keys in quotes",
                "{'a': 1, 'a': 2} ¦ the key 'a' is given twice",
                "[a, ...] ¦ '...' is not allowed",
                "+a ¦ a '+' before a value does nothing",
                "a.'b' ¦ a key in quotes is written in brackets: ['key']",
                "a.b$c ¦ unexpected '$'",
                "a.01 ¦ the key '01' is written in brackets: ['01']",
                "size a ¦ write size(x)",
                "size(a).b ¦ write size(x)",
                "empty a ¦ write empty(x)",
                "012 ¦ a number is written like 12, 0.5 or 1.5e3",
                "0x1F ¦ a number is written like 12, 0.5 or 1.5e3",
                "1L ¦ a number is written like 12, 0.5 or 1.5e3",
                "1.5b ¦ a number is written like 12, 0.5 or 1.5e3",
                ".5 ¦ a number is written like 12, 0.5 or 1.5e3",
                "NaN ¦ a number is written like 12, 0.5 or 1.5e3",
                "1e2000 ¦ the number is out of bounds",
                "1e99999999999 ¦ the number is out of bounds",
                "'\\u00zz' ¦ \\u is followed by four hexadecimal digits",
            })
    void refuses(String expression, String message) {
        TemplateProblem problem = Known.nothing().problem("${" + expression + "}");
        assertThat(problem.message()).contains(message);
        assertThat(problem.offset()).isBetween(2, expression.length() + 2);
        assertThat(problem.message().toLowerCase(Locale.ROOT))
                .doesNotContain("jexl")
                .doesNotContain("exception");
    }

    @ParameterizedTest(name = "{0}: {2} at {1}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "${ ¦ 0 ¦ this '${' has no closing '}'; a literal '${' is written '$${'",
                "ab ${a ¦ 3 ¦ this '${' has no closing '}'",
                "${a} ${b ¦ 5 ¦ this '${' has no closing '}'",
                "${'a} ¦ 2 ¦ this ' has no closing '",
                "${(a} ¦ 2 ¦ this '(' is never closed",
                "${[a)} ¦ 2 ¦ this '[' is never closed",
                "${a)} ¦ 3 ¦ ')' without '('",
                "${a]} ¦ 3 ¦ ']' without '['",
                "${{'a': [1} ¦ 8 ¦ this '[' is never closed",
                "x${} ¦ 1 ¦ this '${…}' is empty",
                "${  } ¦ 0 ¦ this '${…}' is empty",
                "${a b} ¦ 4 ¦ the expression is not understood at 'b'",
                "${a +} ¦ 4 ¦ the expression ends too early, after '+'",
                "${a.} ¦ 3 ¦ the expression ends too early, after '.'",
                "${a + * b} ¦ 4 ¦ the expression is not understood",
                "${a ? b} ¦ 6 ¦ the expression is not understood at 'b'",
                "${size} ¦ 2 ¦ 'size' is a reserved word here, and cannot be the name of a value",
                "${1 + new} ¦ 6 ¦ 'new' is a reserved word here, and cannot be the name of a value",
                "${a + ${b}} ¦ 6 ¦ ${…} inside ${…}; a name needs no ${ here",
                "${a \\ b} ¦ 4 ¦ unexpected character '\\'",
                "${naïve} ¦ 4 ¦ unexpected character 'ï'",
                "${a 😀} ¦ 4 ¦ unexpected character '😀'",
            })
    void saysWhere(String template, int offset, String message) {
        TemplateProblem problem = Known.nothing().problem(template);
        assertThat(problem.message()).startsWith(message);
        assertThat(problem.offset()).isEqualTo(offset);
    }

    @Test
    void quotedTextsHoldNoLineBreak() {
        assertThat(Known.nothing().problem("${'a\nb'}").message())
                .startsWith("a quoted text may not hold a line break");
    }

    @Test
    void backslashesThatEscapeNothingStay() {
        assertThat(Known.nothing().evaluate("'\\d\\\\d\\b\\n\\t\\r\\'\\\"\\u00e4\\/'"))
                .isEqualTo("\\d\\d\\b\n\t\r'\"ä\\/");
    }

    @Test
    @DisplayName("R19: an expression is bounded in length and depth")
    void bounds() {
        assertThat(Known.nothing().problem("${1" + " + 1".repeat(1000) + "}").message())
                .isEqualTo("an expression has at most 4000 characters");
        assertThat(Known.nothing().problem("${1" + " + 1".repeat(500) + "}").message())
                .isEqualTo("the expression is nested too deeply");
        assertThat(Known.nothing().evaluate("1" + " + 1".repeat(150))).isEqualTo(151L);
        assertThat(Known.nothing()
                        .problem("${" + "(".repeat(11) + "1" + ")".repeat(11) + "}")
                        .message())
                .isEqualTo("more than 10 brackets inside each other");
        assertThat(Known.nothing().evaluate("(".repeat(10) + "1" + ")".repeat(10)))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a[ ]", "{'a': }", "{'a', }", "( )", "a.b[ ]", "[ ]", "[ ,a][0]", "f( )", "a[ ].b", "(a.b[ ])"})
    @DisplayName("R19: brackets inside each other are read in no time, though the parser behind looks ahead")
    void nestingIsReadInTime(String level) {
        String nested = "a";
        for (int i = 0; i < Limits.BRACKETS; i++) {
            String more = level.replace(" ", nested);
            nested = brackets(more) > Limits.BRACKETS ? nested : more;
        }
        String template = "${" + nested + "}";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> Known.nothing().compile(template));
    }

    private static int brackets(String text) {
        int depth = 0;
        int deepest = 0;
        for (char c : text.toCharArray()) {
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "- ", "a ? b : ", "a ?? ", "a&&", "!!a||", "not "})
    void longRowsOfOperatorsDoNotOverflow(String operator) throws InterruptedException {
        String expression = operator.repeat(3900 / operator.length()) + "a";
        TemplateProblem[] problem = new TemplateProblem[1];
        Thread small = new Thread(
                null,
                () -> problem[0] = new TemplateCompiler(reference -> Binding.UNBOUND)
                        .compile("${" + expression + "}").problems().stream()
                                .findFirst()
                                .orElse(new TemplateProblem("", 0, "none")),
                "small stack",
                256 * 1024);
        small.start();
        small.join();
        assertThat(problem[0].message()).isIn("none", "the expression is nested too deeply");
    }
}
