package io.opdbus.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Whatever tree is written is read back equal, in both formats. */
class RoundTripTest {

    private static final List<String> TRICKY = List.of(
            "",
            " ",
            "yes",
            "No",
            "on",
            "y",
            "null",
            "~",
            "true",
            "1",
            "-1",
            "1.0",
            "1e3",
            "0x1",
            "0o7",
            "012",
            ".5",
            ".inf",
            "-.inf",
            ".NaN",
            "2020-01-01",
            "12:30",
            "1_000",
            "0b1",
            "=",
            "<<",
            "- a",
            "? a",
            ": a",
            "a: b",
            "a #b",
            "#a",
            "a:",
            ":a",
            "a ",
            " a",
            "-",
            "---",
            "...",
            "--- a",
            "[a]",
            "{a}",
            "a, b",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "'a'",
            "\"a\"",
            "it's",
            "say \"x\"",
            "back\\slash",
            "%a",
            "@a",
            "`a`",
            "${x}",
            "a\n",
            "a\nb",
            "a\nb\n",
            "a\nb\n\n",
            "\na",
            " a\nb",
            "\ta\nb",
            "a\n  b\n",
            "a\n \nb",
            "a\tb",
            "a\n\tb",
            "a\r\nb",
            "\u0000",
            "\u0007",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\u00e9",
            "\ud83d\ude00",
            "a\n\ud83d\ude00",
            "\n",
            "\n\n",
            "a\n\n\nb",
            "x".repeat(2000),
            "key with blanks",
            "a/b~c",
            "line\n# no comment\n- x: y\n");

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void anyTreeIsReadBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            check(value(random, 4));
        }
    }

    @Test
    void everyTrickyTextIsReadBackEverywhere() {
        for (String text : TRICKY) {
            check(text);
            check(List.of(text));
            check(List.of(List.of(text)));
            check(Map.of("k", text));
            check(Map.of(text, "v"));
            check(Map.of("a", List.of(Map.of(text, Map.of(text, text)))));
        }
    }

    private static void check(@Nullable Object value) {
        String yaml = SourceWriter.yaml(value);
        if (value != null) {
            assertThat(read(yaml, Format.YAML)).as(yaml).isEqualTo(value);
        }
        assertThat(read(SourceWriter.json(value), Format.JSON)).isEqualTo(value);
        String canonical = CanonicalJson.write(value);
        assertThat(read(canonical, Format.JSON)).isEqualTo(value);
        assertThat(CanonicalJson.write(read(canonical, Format.JSON))).isEqualTo(canonical);
        Object elsewhere =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        assertThat(CanonicalJson.write(loose(elsewhere))).as(yaml).isEqualTo(CanonicalJson.write(loose(value)));
    }

    private static @Nullable Object read(String text, Format format) {
        return SourceDocument.parse("f", text, format).root();
    }

    /** The other parser has no exact decimals; all it must agree about is everything else. */
    private static @Nullable Object loose(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put((String) key, loose(entry)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(loose(item)));
            return copy;
        }
        if (value instanceof BigDecimal || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? number : "infinite";
        }
        return value;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> number(random);
            case 3 -> new BigInteger(70, random).setBit(70);
            case 4, 5 -> text(random);
            case 6 -> null;
            case 7 -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static Object number(Random random) {
        if (random.nextInt(5) == 0) {
            return new BigDecimal(new BigInteger(90, random).setBit(90).setBit(0), random.nextInt(60) - 20);
        }
        double any = Double.longBitsToDouble(random.nextLong());
        double number = random.nextBoolean() && Double.isFinite(any) ? any : random.nextInt(100_000) / 100.0;
        return number;
    }

    private static String text(Random random) {
        if (random.nextInt(3) > 0) {
            return TRICKY.get(random.nextInt(TRICKY.size()));
        }
        StringBuilder text = new StringBuilder();
        String marks = " \n\t:-#'\"\\{}[],&*!|>%@?~0aZ\u00e9";
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(marks.charAt(random.nextInt(marks.length())));
        }
        return text.toString();
    }

    @Test
    void yamlIsReadable() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("workstack", "demo");
        tree.put("version", "1.0");
        tree.put("on", "yes");
        tree.put("empty", List.of());
        tree.put("none", Map.of());
        tree.put("nothing", null);
        tree.put("depends_on", List.of("a", "b_c"));
        tree.put("text", "two\nlines\n");
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("tool", "file_read");
        step.put("args", Map.of("path", "${file}"));
        tree.put("steps", List.of(step, List.of(1L, 2.0), "a: b", "say \"x\"", "\"x\""));
        assertThat(SourceWriter.yaml(tree)).isEqualTo("""
                workstack: demo
                version: "1.0"
                "on": "yes"
                empty: []
                none: {}
                nothing: null
                depends_on: [a, b_c]
                text: |
                  two
                  lines
                steps:
                  - tool: file_read
                    args:
                      path: ${file}
                  - - 1
                    - 2.0
                  - "a: b"
                  - say "x"
                  - '"x"'
                """);
    }

    @Test
    void jsonIsReadable() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("b", List.of(1L, Map.of()));
        tree.put("a", List.of());
        assertThat(SourceWriter.write(tree, Format.JSON)).isEqualTo("""
                {
                  "b": [
                    1,
                    {}
                  ],
                  "a": []
                }
                """);
    }

    @Test
    void canonicalJsonIsSortedAndTight() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(
                "z",
                List.of(
                        1.0,
                        1e21,
                        1e-7,
                        0.000001,
                        123456789.125,
                        -0.0,
                        5e-324,
                        1.7976931348623157e308,
                        333333333.33333329));
        tree.put("\u20ac", "\u000f\n\"\\\u007f\u20ac");
        tree.put("a", List.of(1, (short) 2, (byte) 3, 1.5f, BigInteger.TEN, new BigDecimal("1.10")));
        assertThat(CanonicalJson.write(tree))
                .isEqualTo("{\"a\":[1,2,3,1.5,10,1.1],\"z\":[1.0,1e+21,1e-7,0.000001,123456789.125,-0.0,4.9e-324,"
                        + "1.7976931348623157e+308,333333333.3333333],\"\u20ac\":\"\\u000f\\n\\\"\\\\\u007f\u20ac\"}");
        assertThat(CanonicalJson.sha256(Map.of()))
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @Test
    void whatIsNotJsonLikeIsRefused() {
        assertThatThrownBy(() -> CanonicalJson.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SourceWriter.yaml(List.of(new Object()))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SourceWriter.yaml(Map.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> SourceWriter.yaml(cycle)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.write(Collections.singletonMap("a", cycle)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
