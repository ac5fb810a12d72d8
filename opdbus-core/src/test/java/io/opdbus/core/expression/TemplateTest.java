package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.OpdbusException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R4")
class TemplateTest {

    private final Known known = Known.of("name", "Ada")
            .and("count", 3L)
            .and("ratio", 0.5)
            .and("huge", new BigInteger("12345678901234567890"))
            .and("price", new BigDecimal("2.50"))
            .and("yes", true)
            .and("nothing", null)
            .and("list", Arrays.asList(1L, "two", null, List.of()))
            .and("map", Map.of("key", List.of("a\"b\n\u0001")));

    @Test
    @DisplayName("R4: a string that is one whole expression keeps the value's type, and the very instance")
    void wholeExpressionsKeepTheirType() {
        assertThat(known.render("${count}")).isEqualTo(3L);
        assertThat(known.render("${ratio}")).isEqualTo(0.5);
        assertThat(known.render("${yes}")).isEqualTo(true);
        assertThat(known.render("${nothing}")).isNull();
        assertThat(known.render("${ list }")).isEqualTo(Arrays.asList(1L, "two", null, List.of()));
        assertThat(known.render("${list}")).isSameAs(known.evaluate("list"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Hello ${name}!, Hello Ada!",
                "${name}${name}, AdaAda",
                "` ${count}`, ` 3`",
                "${ratio}x, 0.5x",
                "${1.0}x, 1.0x",
                "${1e3}x, 1000.0x",
                "${1e300}x, 1.0E+300x",
                "${price}x, 2.50x",
                "${huge}x, 12345678901234567890x",
                "is ${yes}, is true",
                "`l=${list}`, `l=[1,\"two\",null,[]]`",
                "`m=${map}`, `m={\"key\":[\"a\\\"b\\n\\u0001\"]}`",
                "`m=${{}}`, `m={}`",
            })
    @DisplayName("R4: in any other string values become text; maps and lists compact JSON")
    void interpolation(String template, String expected) {
        assertThat(known.render(template)).isEqualTo(expected);
    }

    @Test
    @DisplayName("R4: null has no text")
    void nullIsNoText() {
        assertThat(known.failure("x${nothing}"))
                .isEqualTo("cannot evaluate ${nothing}: null has no text; give one with ??, as in ${x ?? 'none'}");
        assertThat(known.render("x${nothing ?? ''}")).isEqualTo("x");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "$${name}, ${name}",
                "$$${name}, $${name}",
                "a $${x} b $${y}, a ${x} b ${y}",
                "$${${name}, ${Ada",
                "${name}$${name}, Ada${name}",
                "$${, ${",
                "$ {name} $5 $$ }{, $ {name} $5 $$ }{",
                "cost: $, cost: $",
                "${'$'}${name}, $Ada",
                "${'$${'}, $${",
            })
    @DisplayName("R4: $${ is a literal ${")
    void escapes(String template, String expected) {
        assertThat(known.render(template)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`<${'}'}>`, <}>",
                "`<${\"}{\"}>`, <}{>",
                "`<${'it\\'s }'}>`, <it's }>",
                "`<${'\\\\'}>`, <\\>",
                "`<${{'a': {'b': '}'}}['a'].b}>`, <}>",
                "`<${map['key'][0] =$ \"\\u0001\" ? '${' : '}'}>`, `<${>`",
                "`<${size([{}, {'x': [1]}])}>`, <2>",
                "`<${'{'}${'('}>`, <{(>",
            })
    @DisplayName("R4: braces nest inside an expression, and those in quotes do not count")
    void nestedBraces(String template, String expected) {
        assertThat(known.render(template)).isEqualTo(expected);
    }

    @Test
    void expressionsMayRunOverSeveralLines() {
        assertThat(known.evaluate("\n  count == 3\n\t&& yes\r\n")).isEqualTo(true);
        TemplateProblem problem = known.problem("${count ==\n  3 3}");
        assertThat(problem.offset()).isEqualTo(15);
    }

    @Test
    void containersAreRenderedInTheirOrderAndCannotBeChanged() {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("z", "${count}");
        template.put("a", List.of("${name}", "fixed", 5, Map.of("n", "${nothing}")));
        Object rendered = known.render(template);
        assertThat(rendered).hasToString("{z=3, a=[Ada, fixed, 5, {n=null}]}");
        @SuppressWarnings("unchecked")
        Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) rendered;
        assertThatThrownBy(() -> map.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(map.get("a"))
                .isInstanceOfSatisfying(
                        List.class,
                        list -> assertThatThrownBy(() -> list.remove(0))
                                .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void constantsAreCopiedOnceAndGivenAsTheSameInstance() {
        List<Object> items = new ArrayList<>(List.of("a", "$${b}"));
        Template template = known.compile(Map.of("k", items, "n", 1));
        items.clear();
        assertThat(template.isConstant()).isTrue();
        assertThat(template.references()).isEmpty();
        Object first = template.render(known, secret -> {});
        assertThat(first).isEqualTo(Map.of("k", List.of("a", "${b}"), "n", 1L));
        assertThat(template.render(known, secret -> {})).isSameAs(first);
        assertThat(known.compile("plain").render(known, secret -> {})).isSameAs("plain");
        assertThat(known.compile("${name}").isConstant()).isFalse();
    }

    @Test
    void keysAreNotEvaluated() {
        assertThat(known.problem(Map.of("a/${name}", 1)))
                .isEqualTo(new TemplateProblem(
                        "/a~1${name}", 0, "a key is not evaluated; a literal '${' in it is written '$${'"));
        assertThat(known.render(Map.of("$${name}", "${name}"))).isEqualTo(Map.of("${name}", "Ada"));
    }

    @Test
    @DisplayName("R1: all problems of a template are found, each with its pointer and offset")
    void allProblemsAreFound() {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("a~b", List.of("fine", "x ${name + }"));
        template.put("ok", "${name}");
        template.put("c", "${");
        Template compiled = known.compile(template);
        assertThat(compiled.problems())
                .extracting(TemplateProblem::pointer, TemplateProblem::offset)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/a~0b/1", 9),
                        org.assertj.core.groups.Tuple.tuple("/c", 0));
        assertThat(compiled.references()).extracting(Reference::pointer).containsExactly("/ok");
        assertThatThrownBy(() -> compiled.render(known, secret -> {}))
                .isInstanceOf(OpdbusException.class)
                .hasMessageContaining("/a~0b/1");
    }

    @Test
    void failuresNameThePlaceAndTheExpressionButNoValues() {
        Template template = known.compile(Map.of("to", List.of("${name.first}")));
        assertThatThrownBy(() -> template.render(known, secret -> {}))
                .isInstanceOfSatisfying(OpdbusException.class, failure -> {
                    assertThat(failure.getMessage())
                            .isEqualTo(
                                    "cannot evaluate ${name.first} at /to/0: 'name' is a string and has no key 'first'");
                    assertThat(failure.details())
                            .isEqualTo(Map.of(
                                    "expression", "${name.first}", "pointer", "/to/0", "reference", "name.first"));
                });
    }

    @Test
    void conditionsGiveTrueOrFalse() {
        TemplateCompiler compiler = new TemplateCompiler(known);
        assertThat(compiler.compileCondition("${count > 2 && yes}").test(known, secret -> {}))
                .isTrue();
        assertThatThrownBy(() -> compiler.compileCondition("${name}").test(known, secret -> {}))
                .isInstanceOf(OpdbusException.class)
                .hasMessage("cannot evaluate ${name}: a condition gives true or false, not a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "count > 2", "${yes} ", "x${yes}", "$${yes}", ""})
    void conditionsAreOneWholeExpression(String condition) {
        assertThat(new TemplateCompiler(known).compileCondition(condition).problems())
                .extracting(TemplateProblem::message)
                .containsExactly("a condition is one whole ${…} that gives true or false");
    }

    @Test
    void aTemplateCanBeWrittenDownAgain() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("$${k}", List.of("${name}", "a $${b} ${count}", 5L, "$${", "plain"));
        Template template = known.compile(value);
        assertThat(template.source()).isEqualTo(value);
        assertThat(known.compile(template.source()).render(known, secret -> {}))
                .isEqualTo(template.render(known, secret -> {}));
    }
}
