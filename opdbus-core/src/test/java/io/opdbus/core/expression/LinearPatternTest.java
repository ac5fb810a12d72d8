package io.opdbus.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R4")
@DisplayName("R4: patterns are bounded")
class LinearPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+b",
                "(a|aa)+b",
                "(a|a?)+b",
                "(.*)*b",
                "(.*a){20}b",
                "(a*)*(a*)*b",
                "((a{0,5}){0,5}){0,5}b",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)(^|^)b",
                "(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)(a?|a?)b",
            })
    @DisplayName("R4: patterns over which java.util.regex would brood forever are matched in time")
    void hostilePatterns(String pattern) {
        Known known = Known.of("s", "a".repeat(20_000)).and("e", "");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(known.evaluate("s =~ '" + pattern + "'")).isEqualTo(false);
            assertThat(known.evaluate("s + 'b' =~ '.*" + pattern + "|.*b'")).isEqualTo(true);
            assertThat(known.evaluate("e =~ '" + pattern + "'")).isEqualTo(false);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "(?=a)b looking",
                "(?<!a)b looking",
                "(?>a)b (?:…)",
                "(a)\\1 '\\1'",
                "\\k<a> '\\k'",
                "a*+ possessive",
                "a** two",
                "*a repeat",
                "a{1001} 1000",
                "a{99999999999} 1000",
                "a{2,1} ends",
                "a{,2} {n}",
                "a{2 {n}",
                "{a \\{",
                "(a ')'",
                "a) '('",
                "[a ']'",
                "[] class",
                "(?<a name",
                "(?m)a (?i)",
                "\\p{Nope} Nope",
                "(((a{100}){100}){100}) large",
                "(((){1000}){1000}){1000} large",
            })
    void refusesWhatIsNotSupported(String pattern, String word) {
        TemplateProblem problem = Known.nothing().problem("${'a' =~ '" + pattern.replace("\\", "\\\\") + "'}");
        assertThat(problem.message()).matches("pattern, character \\d+: .*").contains(word);
        assertThat(problem.offset()).isEqualTo(9);
    }

    @Test
    void boundsOfPatternAndText() {
        assertThat(Known.nothing().problem("${'' =~ '" + "a".repeat(257) + "'}").message())
                .contains("longer than 256 characters");
        assertThat(Known.of("s", "a".repeat(Limits.SUBJECT_LENGTH)).evaluate("s =~ 'a*'"))
                .isEqualTo(true);
        assertThat(Known.of("s", "a".repeat(Limits.SUBJECT_LENGTH + 1)).failure("${s =~ 'a*'}"))
                .endsWith("the text is longer than the 65536 characters that a pattern may be matched with");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v?\\d+\\.\\d+(\\.\\d+)?(-[a-z0-9.]+)?",
                "[^@\\s]+@[^@\\s]+\\.[a-z]{2,}",
                "(?i)OK|done",
                "(?s).*",
                ".*",
                "\\bfoo\\b.*",
                "foo\\B.*",
                "^a|b$",
                "\\Aab?c{2}\\z",
                "[a-c&&[^b]]+",
                "[\\[\\]]",
                "[a\\]b]+",
                "\\p{Lu}\\p{L}*",
                "\\x41\\u0042\\x{43}",
                "\\Qa.b\\E",
                "(?<year>\\d{4})-(?:\\d{2})",
                "a|",
                "",
                "()*",
                "(a*)*",
                "(|a)+?b??",
                "\uD83D\uDE00+.",
                "\\$\\{.*\\}",
            })
    void agreesWithJavaOnCommonPatterns(String pattern) {
        if (pattern.contains("\\Q")) {
            assertThat(Known.nothing().problem("${'a' =~ '" + pattern + "'}").message())
                    .contains("'\\Q'");
            return;
        }
        LinearPattern linear = PatternParser.parse(pattern);
        Pattern reference = Pattern.compile(pattern);
        for (String text : new String[] {
            "",
            "a",
            "b",
            "ab",
            "abcc",
            "aaab",
            "v1.2.3-rc.1",
            "1.2",
            "me@example.org",
            "ok",
            "DONE",
            "x\ny",
            "foo bar",
            "food",
            "ac",
            "[",
            "]",
            "a]b",
            "Ärger",
            "ABC",
            "2024-05",
            "\uD83D\uDE00\uD83D\uDE00",
            "\uD83D\uDE00",
            "${x}",
            "\n"
        }) {
            assertThat(linear.matches(text))
                    .as("'%s' =~ '%s'", text, pattern)
                    .isEqualTo(reference.matcher(text).matches());
        }
    }

    @Test
    @DisplayName("R4: a random pattern means what it means in Java")
    void agreesWithJavaOnRandomPatterns() {
        Random random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            String pattern = randomPattern(random, 3);
            LinearPattern linear = PatternParser.parse(pattern);
            Pattern reference = Pattern.compile(pattern);
            for (int i = 0; i < 5; i++) {
                String text = random.ints(random.nextInt(6), 0, 4)
                        .mapToObj(c -> "ab \n".substring(c, c + 1))
                        .reduce("", String::concat);
                if (pattern.contains("$") && text.endsWith("\n")) {
                    continue; // in Java, the end is also before the last line break
                }
                assertThat(linear.matches(text))
                        .as("'%s' =~ '%s'", text, pattern)
                        .isEqualTo(reference.matcher(text).matches());
            }
        }
    }

    private static String randomPattern(Random random, int depth) {
        String[] leaves = {"a", "b", ".", "\\s", "\\w", "[^a]", "[ab]", "^", "$", "\\b", "\\B", " "};
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaves[random.nextInt(leaves.length)];
        }
        String inner = randomPattern(random, depth - 1);
        return switch (random.nextInt(7)) {
            case 0 -> "(" + inner + ")*";
            case 1 -> "(" + inner + ")+?";
            case 2 -> "(?:" + inner + ")?";
            case 3 -> "(" + inner + "){0,2}";
            case 4 -> "(" + inner + "|" + randomPattern(random, depth - 1) + ")";
            default -> inner + randomPattern(random, depth - 1);
        };
    }
}
