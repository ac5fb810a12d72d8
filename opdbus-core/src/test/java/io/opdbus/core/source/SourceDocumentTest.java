package io.opdbus.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDocumentTest {

    private static SourceDocument yaml(String text) {
        return SourceDocument.parse("f.yaml", text, Format.YAML);
    }

    private static SourceDocument json(String text) {
        return SourceDocument.parse("f.json", text, Format.JSON);
    }

    private static List<String> told(SourceDocument document) {
        return document.problems().stream()
                .map(problem ->
                        problem.location().line() + ":" + problem.location().column() + " " + problem.message())
                .toList();
    }

    @Test
    void aDocumentBecomesMapsListsAndScalarsInOrder() {
        Object root =
                yaml("b: text\na: [1, 2.5, true, null]\nc: {d: \"\\u00e9\"}\n").root();
        assertThat(root)
                .isEqualTo(Map.of("b", "text", "a", Arrays.asList(1L, 2.5, true, null), "c", Map.of("d", "\u00e9")));
        assertThat(((Map<?, ?>) root).keySet().toString()).isEqualTo("[b, a, c]");
        assertThatThrownBy(((Map<?, ?>) root)::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    static List<Object[]> scalars() {
        return List.of(
                new Object[] {"yes", "yes"},
                new Object[] {"no", "no"},
                new Object[] {"on", "on"},
                new Object[] {"off", "off"},
                new Object[] {"1_000", "1_000"},
                new Object[] {"2020-01-01", "2020-01-01"},
                new Object[] {"2020-01-01T10:00:00Z", "2020-01-01T10:00:00Z"},
                new Object[] {"12:30:45", "12:30:45"},
                new Object[] {"0b11", "0b11"},
                new Object[] {"\"12\"", "12"},
                new Object[] {"'~'", "~"},
                new Object[] {"True", true},
                new Object[] {"FALSE", false},
                new Object[] {"12", 12L},
                new Object[] {"+12", 12L},
                new Object[] {"-0", 0L},
                new Object[] {"0o17", 15L},
                new Object[] {"0xfF", 255L},
                new Object[] {"9223372036854775807", Long.MAX_VALUE},
                new Object[] {"9223372036854775808", new BigInteger("9223372036854775808")},
                new Object[] {"1.50", 1.5},
                new Object[] {".5", 0.5},
                new Object[] {"1.", 1.0},
                new Object[] {"1e3", 1000.0},
                new Object[] {"-0.0", -0.0},
                new Object[] {"0.1", 0.1},
                new Object[] {"2e23", 2e23},
                new Object[] {"0.12345678901234567890", new BigDecimal("0.1234567890123456789")},
                new Object[] {"1e400", new BigDecimal("1e400")},
                new Object[] {"1.2.3", "1.2.3"},
                new Object[] {"-", "-"},
                new Object[] {"+x", "+x"},
                new Object[] {"1x", "1x"});
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void wordsFollowTheCoreSchema(String word, Object expected) {
        assertThat(yaml("a: " + (word.equals("-") ? "'-'" : word)).root()).isEqualTo(Map.of("a", expected));
    }

    static List<String[]> refusals() {
        return List.of(
                new String[] {
                    "a: 012",
                    "1:4 number 012 starts with a zero, which readers take differently; write 12, or \"012\" for text"
                },
                new String[] {
                    "a: -00",
                    "1:4 number -00 starts with a zero, which readers take differently; write -0, or \"-00\" for text"
                },
                new String[] {"a: .inf", "1:4 .inf is not a finite number; write \".inf\" for text"},
                new String[] {"a: -.INF", "1:4 -.INF is not a finite number; write \"-.INF\" for text"},
                new String[] {"a: .NaN", "1:4 .NaN is not a finite number; write \".NaN\" for text"},
                new String[] {"a: 1e99999", "1:4 number 1e99999 has an exponent beyond 1000"},
                new String[] {
                    "a: 1e99999999999999999999", "1:4 number 1e99999999999999999999 has an exponent beyond 1000"
                },
                new String[] {"a: 15.5e-2147483647", "1:4 number 15.5e-2147483647 has an exponent beyond 1000"},
                new String[] {"a: 1\na: 2\n", "2:1 duplicate key 'a', first on line 1"},
                new String[] {"a: {b: 1, \"b\": 2}\n", "1:11 duplicate key 'b', first on line 1"},
                new String[] {"a: &x 1", "1:4 anchor '&x' is not supported; write the value out where it is used"},
                new String[] {"a: *x", "1:4 alias '*x' is not supported; write the value out"},
                new String[] {"*x : 1", "1:1 alias '*x' is not supported; write the value out"},
                new String[] {"a: !!str 5", "1:4 tag '!!str' is not supported; remove it"},
                new String[] {"a: !foo {b: 1}", "1:4 tag '!foo' is not supported; remove it"},
                new String[] {"a: ! b", "1:4 tag '!' is not supported; remove it"},
                new String[] {"a:\n  <<: {b: 1}", "2:3 merge key '<<' is not supported; write its entries out"},
                new String[] {"1: a", "1:1 key 1 is not a string; write \"1\""},
                new String[] {"true: a", "1:1 key true is not a string; write \"true\""},
                new String[] {"~: a", "1:1 key ~ is not a string; write \"~\""},
                new String[] {": a", "1:1 a key is missing before ':'"},
                new String[] {"? [a, {b: c}]\n: d", "1:3 a key must be a string, not a list"},
                new String[] {"? {a: b}\n: d", "1:3 a key must be a string, not a map"},
                new String[] {"a: 1\n---\nb: 2\n", "2:1 a second document starts here; a file holds one"},
                new String[] {"", "1:1 the document is empty"},
                new String[] {"# nothing\n", "1:1 the document is empty"},
                new String[] {"---\n...\n", "1:1 the document is empty"},
                new String[] {
                    "%YAML 1.1\n---\na: 1\n",
                    "1:1 YAML 1.1 is asked for, but files are read as YAML 1.2; remove the %YAML line"
                },
                new String[] {"%TAG ! foo\n--- \na: 1\n", null},
                new String[] {"a: \"\\ud800\"", "1:4 \\ud800 is half a character; escape both halves"},
                new String[] {"a: \u0000", "1:4 this is not a text file: it holds a zero byte"},
                new String[] {
                    "a: \u0007", "1:4 character U+0007 is not allowed here; write it as an escape in double quotes"
                },
                new String[] {"a:\n\t- b\n", "2:1 a tab cannot indent a line; use spaces"},
                new String[] {"a:\n  - b\n\tc: d\n", "3:1 a tab cannot indent a line; use spaces"},
                new String[] {"a:\tb\n", "1:3 a tab cannot stand here; use spaces"},
                new String[] {
                    "a: b: c\n", "1:5 ':' cannot stand here; check the indentation, or put the text before it in quotes"
                },
                new String[] {
                    "a: 1\n b: 2\n",
                    "2:3 ':' cannot stand here; check the indentation, or put the text before it in quotes"
                },
                new String[] {"a: [1, 2\nb: 3\n", "2:2 ',' or ']' is missing in the list that starts on line 1"},
                new String[] {"a: {b: 1\n", "2:1 ',' or '}' is missing in the map that starts on line 1"},
                new String[] {"a: ]\n", "1:4 a value is missing before ']'"},
                new String[] {"a: [b,,c]\n", "1:7 a value is missing before ','"},
                new String[] {"a: 'x\n", "1:4 the quote that opens here is not closed"},
                new String[] {"a: \"x\n", "1:4 the quote that opens here is not closed"},
                new String[] {
                    "a: \"\\q\"\n",
                    "1:6 unknown escape in double quotes; write \\\\ for a backslash, or use single quotes"
                },
                new String[] {
                    "- a\nb: c\n",
                    "2:1 this line fits no map or list above; check its indentation: the list that starts at 1:1 goes on"
                },
                new String[] {
                    "a:\n  - b\n - c\n",
                    "3:2 this line fits no map or list above; check its indentation: the map that starts at 1:1 goes on"
                },
                new String[] {"a: 'x' y\n", "1:8 text after the end of a value; put the whole in quotes"},
                new String[] {"a: - b\n", "1:4 a list cannot start here; begin it on its own line"},
                new String[] {"a: @x\n", "1:4 text cannot start with '@'; put it in quotes"},
                new String[] {"a: `x`\n", "1:4 text cannot start with '`'; put it in quotes"},
                new String[] {"a: %x\n", "1:4 text cannot start with '%'; put it in quotes"},
                new String[] {
                    "a: |x\n",
                    "1:5 after '|' or '>' only one of + and - and a digit may stand; the text starts on the next line"
                },
                new String[] {
                    "a: *\n",
                    "1:5 the end of the line cannot stand in the name of an anchor or alias, which are not supported; put the text in quotes"
                },
                new String[] {"a: !b!c d\n", "1:4 tags are not supported; remove it, or put the text in quotes"},
                new String[] {"a: b\nc\nd: e\n", "2:1 ':' is missing after this key"});
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatMakesYamlSurprisingIsRefusedAtItsPlace(String text, @Nullable String expected) {
        List<String> told = told(yaml(text));
        if (expected == null) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).containsExactly(expected);
        }
    }

    @Test
    void allProblemsAreFoundInOnePass() {
        assertThat(told(yaml("a: &x 1\nb: *x\nc: !!str 5\nd: 012\n<<: {e: *x}\na: 7\n2: [*y]\nf: [\n")))
                .extracting(line -> line.substring(0, line.indexOf(' ', 4)))
                .containsExactly(
                        "1:4 anchor",
                        "2:4 alias",
                        "3:4 tag",
                        "4:4 number",
                        "5:1 merge",
                        "5:9 alias",
                        "6:1 duplicate",
                        "7:1 key",
                        "7:5 alias",
                        "9:1 a");
    }

    @Test
    void problemsNameThePointerOfTheirValue() {
        assertThat(yaml("a:\n  - b\n  - {c/d: *x, c/d: 1}\n").problems())
                .extracting(problem -> problem.location().pointer())
                .containsExactly("/a/1/c~1d", "/a/1/c~1d");
    }

    static List<String[]> wrongJson() {
        return List.of(
                new String[] {"", "1:1 the document is empty"},
                new String[] {"  \n", "1:1 the document is empty"},
                new String[] {"{\"a\": 1,\n \"a\": 2}", "2:2 duplicate key 'a', first on line 1"},
                new String[] {"{\"a\": [1, 2}", "1:12 unexpected '}'; ',' or ']' is expected"},
                new String[] {"{\"a\": 1", "1:8 the text ends too early: the map that starts at 1:1 is not closed"},
                new String[] {"{\"a\": [1,", "1:10 the text ends too early: the list that starts at 1:7 is not closed"},
                new String[] {"{a: 1}", "1:2 unexpected 'a'; a key in double quotes or '}' is expected"},
                new String[] {"{\"a\": yes}", "1:7 unknown word 'yes'; put text in double quotes"},
                new String[] {"{\"a\": NaN}", "1:10 unknown word 'NaN'; put text in double quotes"},
                new String[] {"{\"a\": 012}", "1:8 this is not a number as JSON writes it"},
                new String[] {"{\"a\": 'x'}", "1:7 unexpected '''; a value is expected"},
                new String[] {
                    "{\"a\": \"x\ny\"}",
                    "1:9 text in quotes must end on its line; write \\n for a line break and \\t for a tab"
                },
                new String[] {"{\"a\": \"\\q\"}", "1:9 unknown escape; write \\\\ for a backslash"},
                new String[] {"{\"a\": \"\\udc00\"}", "1:7 \\udc00 is half a character; escape both halves"},
                new String[] {"{\"a\": 1} {}", "1:10 text after the end of the document"},
                new String[] {"{\"a\": 1e9999}", "1:7 number 1e9999 has an exponent beyond 1000"},
                new String[] {"{\"a\": 1,}", "1:9 unexpected '}'; a key in double quotes is expected"},
                new String[] {"[1,]", "1:4 unexpected ']'; a value is expected"},
                new String[] {"[,]", "1:2 unexpected ','; a value or ']' is expected"},
                new String[] {"{\"a\" 1}", "1:6 unexpected '1'; ':' is expected"},
                new String[] {"{\"a\": 1 \"b\": 2}", "1:9 unexpected '\"'; ',' or '}' is expected"},
                new String[] {"[1 2]", "1:4 unexpected '2'; ',' or ']' is expected"},
                new String[] {"@", "1:1 unexpected '@'; a value is expected"});
    }

    @ParameterizedTest
    @MethodSource("wrongJson")
    void wrongJsonIsRefusedAtItsPlace(String text, String expected) {
        assertThat(told(json(text))).containsExactly(expected);
    }

    @Test
    void jsonHasTheSameValues() {
        assertThat(json("{\"b\": [1, 2.50, 1E2, true, null, \"\\ud83d\\ude00\", 18446744073709551616]}")
                        .root())
                .isEqualTo(Map.of(
                        "b",
                        Arrays.asList(
                                1L, 2.5, 100.0, true, null, "\ud83d\ude00", new BigInteger("18446744073709551616"))));
        assertThat(json("null").root()).isNull();
    }

    @Test
    void limitsAreToldWithTheirSetting() {
        SourceLimits limits =
                SourceLimits.DEFAULT.withMaxBytes(50).withMaxDepth(3).withMaxNodes(6);
        for (Format format : Format.values()) {
            assertThat(told(SourceDocument.parse("f", "\"" + "x".repeat(49) + "\"", format, limits)))
                    .containsExactly("0:0 the text is larger than 50 bytes (SourceLimits.maxBytes)");
            assertThat(told(SourceDocument.parse("f", "\"" + "\u00e9".repeat(25) + "\"", format, limits)))
                    .containsExactly("0:0 the text is larger than 50 bytes (SourceLimits.maxBytes)");
            assertThat(told(SourceDocument.parse("f", "[[[ [] ]]]", format, limits)))
                    .containsExactly("1:5 maps and lists are nested deeper than 3 levels (SourceLimits.maxDepth)");
            assertThat(told(SourceDocument.parse("f", "[1,2,3,4,5,6]", format, limits)))
                    .containsExactly("1:12 more than 6 values (SourceLimits.maxNodes)");
        }
        assertThat(SourceDocument.parse("f", "[".repeat(64) + "]".repeat(64), Format.YAML)
                        .problems())
                .isEmpty();
        assertThat(told(SourceDocument.parse("f", "[".repeat(100_000), Format.JSON)))
                .hasSize(1);
        assertThat(told(SourceDocument.parse("f", "{a: ".repeat(100_000), Format.YAML)))
                .hasSize(1);
        assertThat(told(SourceDocument.parse("f", "{".repeat(100_000), Format.YAML)))
                .hasSize(2);
        assertThat(told(SourceDocument.parse("f", "- ".repeat(100_000), Format.YAML)))
                .hasSize(1);
    }

    @Test
    void aFloodOfProblemsIsCut() {
        assertThat(yaml("- &x\n".repeat(5000)).problems()).hasSize(101);
    }

    @Test
    void noCharacterIsLostAtTheBordersOfBuffers() {
        for (int before = 1000; before < 1050; before++) {
            String text = "x".repeat(before) + "\ud83d\ude00";
            assertThat(yaml("a: " + text).root()).isEqualTo(Map.of("a", text));
        }
    }

    @Test
    void bytesMustBeUtf8() {
        byte[] bytes = "a: b\n\u00e9: x".getBytes(StandardCharsets.UTF_8);
        assertThat(SourceDocument.parse("f", bytes, Format.YAML, SourceLimits.DEFAULT)
                        .problems())
                .isEmpty();
        bytes[6] = 'x';
        assertThat(told(SourceDocument.parse("f", bytes, Format.YAML, SourceLimits.DEFAULT)))
                .containsExactly("2:1 the text is not UTF-8: byte 0xc3 at offset 5");
        assertThat(told(SourceDocument.parse(
                        "f", new byte[] {'a', (byte) 0xf0, (byte) 0x9f}, Format.YAML, SourceLimits.DEFAULT)))
                .containsExactly("1:2 the text is not UTF-8: byte 0xf0 at offset 1");
        assertThat(told(SourceDocument.parse(
                        "f", "a".getBytes(StandardCharsets.UTF_16), Format.YAML, SourceLimits.DEFAULT)))
                .containsExactly("1:1 the text is not UTF-8: byte 0xfe at offset 0");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(told(yaml("\uFEFFa: 1\na: 2"))).containsExactly("2:1 duplicate key 'a', first on line 1");
        assertThat(json("\uFEFF{}").root()).isEqualTo(Map.of());
    }

    @Test
    void filesAreReadByTheirName(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("a.YML"), "a: b");
        Path wrong = Files.writeString(folder.resolve("a.json"), "a: b");
        assertThat(SourceDocument.read(good).root()).isEqualTo(Map.of("a", "b"));
        assertThat(SourceDocument.read(good).sourceName()).isEqualTo(good.toString());
        assertThat(SourceDocument.read(wrong).problems()).hasSize(1);
        assertThat(SourceDocument.read(folder.resolve("none.yaml")).problems())
                .extracting(Problem::toString)
                .containsExactly(folder.resolve("none.yaml") + ": error: there is no such file");
        assertThat(SourceDocument.read(folder).problems().get(0).message())
                .isEqualTo("the file cannot be read: it is a directory");
        assertThatThrownBy(() -> SourceDocument.read(wrong).root()).isInstanceOf(InvalidDefinitionException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedTextIsRefusedWithoutAnException(long seed) {
        String good =
                "workstack: a\nlist:\n  - {x: 1, 'y': \"\\u00e9\"}\n  - |\n    two\n    lines\ninput: [a, ${b}]\n# end\n";
        String marks = "\t\n\r :-?[]{}#&*!|>'\"%@`,\\0~.\u0085\u2028\ud83d\ude00";
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, marks.charAt(random.nextInt(marks.length())));
                    default -> text.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
                }
            }
            for (Format format : Format.values()) {
                SourceDocument document = SourceDocument.parse("f", text.toString(), format);
                assertThat(document.problems()).allSatisfy(problem -> {
                    assertThat(problem.location().line()).isPositive();
                    assertThat(problem.message()).doesNotContain("snakeyaml").doesNotContain("jackson");
                });
            }
        }
    }
}
