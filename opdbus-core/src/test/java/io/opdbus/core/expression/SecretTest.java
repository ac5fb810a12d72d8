package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opdbus.api.value.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R18")
@DisplayName("R18: secrets")
class SecretTest {

    private static final Secret TOKEN = Secret.of("t0ken");

    private final Known known = Known.of("token", TOKEN)
            .and("config", Map.of("password", Secret.of("pa\"ss"), "user", "ada"))
            .and("t0ken", 1L)
            .and("n", null);
    private final List<Secret> used = new ArrayList<>();

    private @Nullable Object render(Object template) {
        return known.compile(template).render(known, used::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "(token)", "n ?? token", "token ?? 'x'", "1 == 1 ? token : n", "[token][0]"})
    @DisplayName("R18: a secret that is passed on stays a secret")
    void staysASecret(String expression) {
        assertThat(render("${" + expression + "}")).isSameAs(TOKEN);
        assertThat(render("${{'a': [" + expression + "]}}")).hasToString("{a=[***]}");
        assertThat(render("${config}")).isEqualTo(Map.of("password", Secret.of("pa\"ss"), "user", "ada"));
        assertThat(used).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Bearer ${token}, Bearer t0ken",
                "${token + '!'}, t0ken!",
                "${token == 't0ken'}, true",
                "${'t0ken' == token}, true",
                "${[token] == ['t0ken']}, true",
                "${token =~ 't.*n'}, true",
                "${token =~ ['t0ken']}, true",
                "${token =^ 't0'}, true",
                "${token < 'u'}, true",
                "${size(token)}, 5",
                "${empty(token)}, false",
                "${ {'t0ken': 7}[token] }, 7",
                "`x${[1, token]}`, `x[1,\"t0ken\"]`",
            })
    @DisplayName("R18: a secret whose text is used is told")
    void isTold(String template, String text) {
        assertThat(render(template)).hasToString(text);
        assertThat(used).contains(TOKEN);
    }

    @Test
    @DisplayName("R18: secrets deep inside a map that becomes text are told")
    void isToldInsideMaps() {
        assertThat(render("x${config}"))
                .asString()
                .contains("\"password\":\"pa\\\"ss\"")
                .contains("\"user\":\"ada\"");
        assertThat(used).containsExactly(Secret.of("pa\"ss"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token.x", "token + 1", "-token", "!token", "token && true", "token % 2", "size(token) < token"})
    @DisplayName("R18: errors do not show the text of a secret")
    void errorsDoNotShowIt(String expression) {
        Throwable failure = catchThrowable(() -> render("${" + expression + "}"));
        assertThat(failure).hasMessageNotContaining("t0ken").hasNoCause();
    }

    @Test
    @DisplayName("R18: a secret used as a key has been told before the error that shows keys")
    void keysAreToldBeforeErrors() {
        assertThat(catchThrowable(() -> render("${config[token]}"))).hasMessageContaining("t0ken");
        assertThat(used).contains(TOKEN);
    }
}
