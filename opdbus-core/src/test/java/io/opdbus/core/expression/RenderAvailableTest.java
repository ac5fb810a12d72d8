package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.value.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R12")
@DisplayName("R12: the arguments of a rollback are rendered before the effect, as far as they can")
class RenderAvailableTest {

    private final Known known = Known.of("tag", "v1 ${x}")
            .and("token", Secret.of("t0ken"))
            .and("result", Scope.MISSING)
            .and("n", null);

    @Test
    void rendersWhatHasAllItNeeds() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("tag", "${tag}");
        arguments.put("text", "release ${tag}");
        arguments.put("mixed", List.of("${tag}/${result.id}", "${n}"));
        arguments.put("id", "${result.id}");
        arguments.put("guarded", "${result.id ?? 'none'}");
        arguments.put("chosen", "${tag ?? result.id}");
        arguments.put("secret", "${token}");
        arguments.put("header", "Bearer ${token}");
        arguments.put("fixed", 1L);
        Template early = known.compile(arguments).renderAvailable(known);

        assertThat(early.isConstant()).isFalse();
        assertThat(early.references()).hasToString("[tag, result.id, result.id, result.id, token]");
        assertThat(early.source())
                .isEqualTo(Map.of(
                        "tag", "v1 $${x}",
                        "text", "release v1 $${x}",
                        "mixed", asList("${tag}/${result.id}", null),
                        "id", "${result.id}",
                        "guarded", "${result.id ?? 'none'}",
                        "chosen", "v1 $${x}",
                        "secret", Secret.of("t0ken"),
                        "header", "Bearer ${token}",
                        "fixed", 1L));

        known.and("result", Map.of("id", 7L)).and("tag", "changed");
        assertThat(early.render(known, secret -> {}))
                .isEqualTo(Map.of(
                        "tag",
                        "v1 ${x}",
                        "text",
                        "release v1 ${x}",
                        "mixed",
                        asList("changed/7", null),
                        "id",
                        7L,
                        "guarded",
                        7L,
                        "chosen",
                        "v1 ${x}",
                        "secret",
                        Secret.of("t0ken"),
                        "header",
                        "Bearer t0ken",
                        "fixed",
                        1L));
    }

    private static List<Object> asList(Object... items) {
        return java.util.Arrays.asList(items);
    }

    @Test
    void becomesConstantWhenAllIsThere() {
        Template early = known.compile(Map.of("a", List.of("${tag}"))).renderAvailable(known);
        assertThat(early.isConstant()).isTrue();
        assertThat(early.references()).isEmpty();
        assertThat(early.renderAvailable(known)).isSameAs(early);
        assertThat(known.compile(early.source()).render(known, secret -> {}))
                .isEqualTo(Map.of("a", List.of("v1 ${x}")));
    }

    @Test
    @DisplayName("R12: what can never be rendered is an error before the effect")
    void failsEarly() {
        Template template = known.compile(Map.of("a", "${tag + 1}", "b", "${result}"));
        assertThatThrownBy(() -> template.renderAvailable(known))
                .isInstanceOf(OpdbusException.class)
                .hasMessageContaining("cannot evaluate ${tag + 1} at /a");
        Template nullText = known.compile("x${n}");
        assertThatThrownBy(() -> nullText.renderAvailable(known)).isInstanceOf(OpdbusException.class);
    }
}
