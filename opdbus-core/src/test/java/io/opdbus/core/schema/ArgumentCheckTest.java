package io.opdbus.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArgumentCheckTest {

    private enum Mode {
        FAST,
        SLOW
    }

    private final ArgumentCheck check = ArgumentCheck.of(Parameters.builder()
            .required("host", String.class)
            .required("port", Integer.class)
            .optional("mode", Mode.class, "how", Mode.FAST)
            .optional("tags", List.class, "words")
            .build());

    @Test
    void fillsDefaultsIn() {
        Arguments given = Arguments.of(Map.of("host", "a", "port", 1L));
        assertThat(check.apply("tool 't'", given).asMap())
                .containsEntry("mode", "FAST")
                .hasSize(3);
    }

    @Test
    @DisplayName("nothing is copied where nothing is to be filled in")
    void copiesNothing() {
        Arguments given = Arguments.of(Map.of("host", "a", "port", 1L, "mode", "SLOW"));
        assertThat(check.apply("tool 't'", given)).isSameAs(given);
        assertThat(ArgumentCheck.of(Parameters.none()).apply("tool 't'", Arguments.none()))
                .isSameAs(Arguments.none());
    }

    @Test
    void listsEverythingThatIsWrongAtOnce() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("prot", 80L);
        given.put("host", 7L);
        given.put("mode", "FASTER");
        given.put("tags", null);
        assertThatThrownBy(() -> check.apply("tool 't'", Arguments.of(given)))
                .asInstanceOf(type(OpdbusException.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
                    assertThat(refused.retryable()).isFalse();
                    assertThat(refused.getMessage().split("tool 't': |; argument |argument "))
                            .containsExactly(
                                    "",
                                    "",
                                    "'port' is missing; give an integer",
                                    "'prot' is unknown; did you mean 'port'?",
                                    "'host' must be a string, is an integer",
                                    "'mode' must be one of FAST, SLOW; did you mean 'FAST'?",
                                    "'tags' must be a list, is null");
                    assertThat((List<?>) refused.details().get("problems")).hasSize(5);
                });
    }

    @Test
    @DisplayName("R18: a secret counts as a string, and its text is in no message")
    void takesSecretsForStrings() {
        Arguments fits = Arguments.of(Map.of("host", Secret.of("hush"), "port", 1L, "mode", Secret.of("SLOW")));
        assertThat(check.apply("tool 't'", fits)).isSameAs(fits);
        Arguments unfit = Arguments.of(Map.of("host", "h", "port", Secret.of("hush"), "mode", Secret.of("hush")));
        assertThatThrownBy(() -> check.apply("tool 't'", unfit))
                .hasMessageContaining("'port' must be an integer, is a secret string")
                .hasMessageContaining("'mode' must be one of FAST, SLOW")
                .hasMessageNotContaining("hush");
    }

    @Test
    @DisplayName("R18: the full validator shows no secret either")
    void showsNoSecretFromTheFullValidator() {
        ArgumentCheck full = ArgumentCheck.of(Parameters.ofSchema(Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "a", Map.of("type", "string", "pattern", "^x+$", "maxLength", 2, "format", "email"),
                        "b", Map.of("const", "other"),
                        "c", Map.of("type", "integer", "minimum", 3),
                        "d", Map.of("not", Map.of("type", "string")),
                        "e", Map.of("oneOf", List.of(Map.of("type", "integer"), Map.of("type", "null")))))));
        Secret secret = Secret.of("hush-hush");
        assertThatThrownBy(() -> full.apply(
                        "tool 't'",
                        Arguments.of(Map.of("a", secret, "b", secret, "c", secret, "d", secret, "e", secret))))
                .hasMessageContaining("argument 'a'")
                .hasMessageContaining("argument 'b'")
                .hasMessageContaining("argument 'c' must be of type integer, is of type string")
                .hasMessageContaining("argument 'd'")
                .hasMessageContaining("argument 'e'")
                .hasMessageNotContaining("hush");
    }

    @Test
    void namesThePlaceInNestedValues() {
        ArgumentCheck nested = ArgumentCheck.of(Parameters.ofSchema(Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "servers",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of(
                                        "type", "object",
                                        "properties", Map.of("port", Map.of("type", "integer")),
                                        "required", List.of("port")))))));
        Arguments given = Arguments.of(Map.of("servers", List.of(Map.of("port", 1L), Map.of("port", "x"), Map.of())));
        assertThatThrownBy(() -> nested.apply("tool 't'", given))
                .hasMessage("tool 't': argument 'servers[1].port' must be an integer, is a string; "
                        + "argument 'servers[2].port' is missing; give an integer");
    }

    @Test
    void followsReferencesInsideTheSchema() {
        ArgumentCheck full = ArgumentCheck.of(Parameters.ofSchema(Map.of(
                "type",
                "object",
                "$defs",
                Map.of("port", Map.of("type", "integer", "maximum", 65535)),
                "properties",
                Map.of("port", Map.of("$ref", "#/$defs/port")),
                "additionalProperties",
                false)));
        assertThat(full.mismatches(Arguments.of(Map.of("port", 80L)))).isEmpty();
        assertThat(full.mismatches(Arguments.of(Map.of("port", 99_999L, "hots", "x"))))
                .extracting(mismatch -> mismatch.text("argument", "all"))
                .containsExactlyInAnyOrder(
                        "argument 'port' must have a maximum value of 65535",
                        "argument 'hots' is unknown; known are port");
    }

    @Test
    void refusesASchemaThatCannotBeUsed() {
        assertThatThrownBy(() -> ArgumentCheck.of(Parameters.ofSchema(
                        Map.of("type", "object", "properties", Map.of("a", Map.of("$ref", "#/$defs/missing"))))))
                .asInstanceOf(type(OpdbusException.class))
                .extracting(OpdbusException::code)
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void refusesADefaultThatDoesNotFit() {
        Parameters wrong = Parameters.builder()
                .optional("port", Integer.class, "which", "eighty")
                .build();
        assertThatThrownBy(() -> ArgumentCheck.of(wrong))
                .hasMessage("the default of parameter 'port' does not fit its own schema: "
                        + "it must be an integer, is a string");
    }
}
