package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.core.expression.Reference.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R5")
@DisplayName("R5: what a template refers to is known before it is evaluated")
class ReferencesTest {

    private static List<Reference> references(Object template) {
        Template compiled = Known.nothing().compile(template);
        assertThat(compiled.problems()).isEmpty();
        return compiled.references();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "${a} ¦ a@2",
                "x ${ a.b } y ${c['d-e'][0].f} ¦ a.b@5 c['d-e'][0].f@15",
                "${a + b * -c} ¦ a@2 b@6 c@11",
                "${a ? b : c} ¦ a@2 b@6 c@10",
                "${a.b ?? c} ¦ a.b?@2 c@9",
                "${a ?? b ?? c} ¦ a?@2 b?@7 c@12",
                "${(a ?? b) ?? c} ¦ a?@3 b?@8 c@14",
                "${((a.b)) ?? c} ¦ a.b?@4 c@13",
                "${a ?? (b ?? c)} ¦ a?@2 b?@8 c@13",
                "${(a.b == 1 && c) ?? d} ¦ a.b?@3 c?@15 d@21",
                "${size(a.b) ?? c} ¦ a.b?@7 c@15",
                "${[a, {'k': b}] ?? c} ¦ a?@3 b?@12 c@19",
                "${a == (b ?? c)} ¦ a@2 b?@8 c@13",
                "${(a ?? b) == c} ¦ a?@3 b@8 c@14",
                "${a[b].c} ¦ a[…].c@2 b@4",
                "${a[b ?? 'x']} ¦ a[…]@2 b?@4",
                "${a[b] ?? c} ¦ a[…]?@2 b?@4 c@10",
                "${(a ?? b).c} ¦ a?@3 b@8",
                "${[a][0].b} ¦ a@3",
                "${{'a': b, 'c': ['}', d]}} ¦ b@8 d@22",
                "${a =~ b && c =~ 'd' && e =^ f} ¦ a@2 b@7 c@12 e@24 f@29",
                "${'a.b'} ¦ ``",
                "$${a} ${b} ¦ b@8",
                "${\\n  a\\n  .b\\n} ¦ a.b@5",
            })
    void lists(String template, String expected) {
        String found = references(template.replace("\\n", "\n")).stream()
                .map(reference -> reference + (reference.guarded() ? "?" : "") + "@" + reference.offset())
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void givesTheSegments() {
        assertThat(references("${a.b['c'][0].d[e]}").get(0).path())
                .containsExactly(
                        new Segment.Key("b"),
                        new Segment.Key("c"),
                        new Segment.Index(0),
                        new Segment.Key("d"),
                        new Segment.Dynamic());
    }

    @Test
    void givesThePointerOfEachString() {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("x/y", List.of(1, Map.of("~", "${a}")));
        template.put("z", "${b}${c}");
        assertThat(references(template))
                .extracting(reference -> reference.pointer() + " " + reference.root())
                .containsExactly("/x~1y/1/~0 a", "/z b", "/z c");
    }

    @Test
    @DisplayName("R5: a slot may stand for the first segments of a path")
    void slotsMayStandForPrefixes() {
        List<String> asked = new ArrayList<>();
        TemplateCompiler compiler = new TemplateCompiler(reference -> {
            asked.add(reference.prefix(3));
            return new Binding(4, 3);
        });
        Template template = compiler.compile("${phases.build.results.jar.size + phases.build.results.jar['size']}");
        assertThat(asked).containsExactly("phases.build.results.jar", "phases.build.results.jar");
        assertThat(template.render(slot -> Map.of("size", slot * 10L), secret -> {}))
                .isEqualTo(80L);
        assertThatThrownBy(() -> template.render(slot -> Scope.MISSING, secret -> {}))
                .hasMessageEndingWith("'phases.build.results.jar' has no value");
        assertThatThrownBy(() -> template.render(slot -> Map.of(), secret -> {}))
                .hasMessageEndingWith("'phases.build.results.jar' has no key 'size'; it is empty");
    }

    @Test
    void slotsCannotStandForWhatIsNotKnownYet() {
        TemplateCompiler compiler = new TemplateCompiler(reference -> new Binding(0, 1));
        assertThatThrownBy(() -> compiler.compile("${a[b]}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> compiler.compile("${a}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reservedWordsAreTold() {
        assertThat(List.of("size", "empty", "null", "true", "new", "and", "return"))
                .allMatch(TemplateCompiler::isReserved);
        assertThat(List.of("version", "name", "run", "inputs")).noneMatch(TemplateCompiler::isReserved);
        for (String word : PathParser.RESERVED) {
            assertThat(Known.nothing().compile("${" + word + "}").references())
                    .as(word)
                    .isEmpty();
            assertThat(Known.nothing().compile("${" + word + " == 1}").references())
                    .as(word)
                    .isEmpty();
            assertThat(references("${a." + word + " == a." + word + "}"))
                    .as(word)
                    .hasSize(2);
            assertThat(references("${a." + word + "}")).as(word).hasSize(1);
        }
    }
}
