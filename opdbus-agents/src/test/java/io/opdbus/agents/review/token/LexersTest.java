package io.opdbus.agents.review.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LexersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "JAVA       ~ a = \"x // y\"; // c                  ~ a | = | S:x // y | ; | C:// c",
                "JAVA       ~ a = \"\"\"q\\\"\"\"r\"\"\" + b         ~ a | = | S:q\\\"\"\"r | + | b",
                "JAVA       ~ c == '\"' /* \" */ + 1                  ~ c | == | '\"' | + | 1 | C:/* \" */",
                "KOTLIN     ~ \"a ${f(\"}\")} b\" + x                 ~ I:a ${f(\"}\")} b | + | x",
                "KOTLIN     ~ /* a /* b */ c */ x                      ~ x | C:/* a /* b */ c */",
                "PYTHON     ~ x = f'{a}' + r'\\d'                     ~ x | = | I:{a} | + | S:\\d | NL",
                "PYTHON     ~ x = f'{{a}}' # c                         ~ x | = | S:{{a}} | NL | C:# c",
                "PYTHON     ~ x = '''a\"'b''' % y                     ~ x | = | S:a\"'b | % | y | NL",
                "RUST       ~ fn f<'a>(x: &'a str) { 'b' }             ~ fn | f | < | 'a | > | ( | x | : | & | 'a | str | ) | { | 'b' | }",
                "RUST       ~ r#\"a \"b\" c\"# + b\"x\"               ~ S:a \"b\" c | + | S:x",
                "GO         ~ x := `a \\ \"b`                          ~ x | := | S:a \\ \"b",
                "JAVASCRIPT ~ x = a / b / c                            ~ x | = | a | / | b | / | c",
                "JAVASCRIPT ~ x = /a[/]\"b/.test(y)                    ~ x | = | R:a[/]\"b | . | test | ( | y | )",
                "JAVASCRIPT ~ `a ${f(`b ${c}`)} d` + e                 ~ I:a ${f(`b ${c}`)} d | + | e",
                "JAVASCRIPT ~ return /x/g                              ~ return | R:x",
                "TYPESCRIPT ~ <p></p>                                  ~ < | p | > | < | / | p | >",
                "CPP        ~ R\"x(a )\" b)x\" + 1'000                 ~ S:a )\" b | + | 1'000",
                "C          ~ L\"a\" '\\''                             ~ S:a | '\\''",
                "SHELL      ~ echo 'a # b' # c                         ~ echo | S:a # b | C:# c",
                "SHELL      ~ x=\"$(echo \"y\")\" z#1                  ~ x= | I:$(echo \"y\") | z#1",
                "SHELL      ~ $((1 << 2)) | sh                         ~ $((1 << 2)) | \\| | sh",
            })
    void codeLiteralsAndCommentsAreToldApart(Language language, String text, String expected) {
        assertThat(describe(language, text)).isEqualTo(expected.trim());
    }

    @Test
    void hereDocumentsAreText() {
        assertThat(describe(Language.SHELL, "cat <<'E' | sort\nrm -rf $x\nE\necho"))
                .isEqualTo("cat | << | 'E' | \\| | sort | NL | S:rm -rf $x\n | echo");
    }

    @Test
    void logicalLinesOfPythonEndOutsideOfBrackets() {
        assertThat(describe(Language.PYTHON, "f(a,\n  b)\nx = 1 + \\\n  2\n"))
                .isEqualTo("f | ( | a | , | b | ) | NL | x | = | 1 | + | 2 | NL");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anyTextIsTakenApartWithoutFailingAndNothingOverlaps(Language language) {
        String alphabet = "ab1 \n\t'\"`\\/*#{}()[]<>$@!=+-:;,.rfR|&\u00e9\ud83d\ude00";
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(120); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Tokens code =
                    Lexers.lex(SourceFile.of("x", language, text.toString())).code();
            for (int i = 0; i < code.size(); i++) {
                assertThat(code.start(i)).isGreaterThanOrEqualTo(i == 0 ? 0 : code.end(i - 1));
                assertThat(code.end(i)).isBetween(code.start(i), text.length());
                assertThat(code.content(i)).isNotNull();
            }
        }
    }

    @Test
    void unclosedTemplatesOfAnyDepthEnd() {
        String text = "`${".repeat(200_000);
        assertThat(Lexers.lex(SourceFile.of("x.js", Language.JAVASCRIPT, text))
                        .code()
                        .size())
                .isEqualTo(1);
    }

    private static String describe(Language language, String text) {
        Lexed lexed = Lexers.lex(SourceFile.of("x", language, text));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < lexed.code().size(); i++) {
            parts.add(
                    switch (lexed.code().kind(i)) {
                        case STRING ->
                            (lexed.code().isInterpolated(i) ? "I:" : "S:")
                                    + lexed.code().content(i);
                        case REGEX -> "R:" + lexed.code().content(i);
                        case NEWLINE -> "NL";
                        default -> lexed.code().text(i).replace("|", "\\|");
                    });
        }
        for (int i = 0; i < lexed.comments().size(); i++) {
            parts.add("C:" + lexed.comments().text(i));
        }
        return String.join(" | ", parts);
    }
}
