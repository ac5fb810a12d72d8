package io.opdbus.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocatorTest {

    private static final String YAML = """
            a: plain ${x}
            b:
              - 'it''s ${x}'
              - "tab\\t\\u00e9\\U0001F600 ${x}"
            "c/d": |

              first
                second ${x}
            e: >-
              folded
              ${x}
            f: two
              lines ${x}
            g: {h: [1, {i: "\ud83d\ude00 ${x}"}]}
            """;

    private static String place(Location location) {
        return location.line() + ":" + location.column();
    }

    private static Locator locator() {
        SourceDocument document = SourceDocument.parse("f.yaml", YAML, Format.YAML);
        assertThat(document.problems()).isEmpty();
        return document.locator();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1:1, 1:1",
        "/a, 1:4, 1:1",
        "/b, 3:3, 2:1",
        "/b/0, 3:5, 3:5",
        "/b/1, 4:5, 4:5",
        "/c~1d, 5:8, 5:1",
        "/g/h, 14:8, 14:5",
        "/g/h/1/i, 14:16, 14:13",
        "/none, 1:1, 1:1",
        "/b/7/x, 3:3, 2:1",
        "/b/x, 3:3, 2:1",
        "/b/00000000001, 3:3, 2:1"
    })
    void keysAndValuesHavePlaces(String pointer, String value, String key) {
        assertThat(place(locator().locate(pointer))).isEqualTo(value);
        assertThat(place(locator().locateKey(pointer))).isEqualTo(key);
        assertThat(locator().locate(pointer).pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({"/a, 1:10", "/b/0, 3:12", "/b/1, 4:28", "/c~1d, 8:12", "/e, 9:4", "/f, 12:4", "/g/h/1/i, 14:19"})
    void anOffsetInTextHasAPlace(String pointer, String place) {
        Object value = SourceDocument.parse("f.yaml", YAML, Format.YAML).root();
        for (String token : JsonPointer.tokens(pointer)) {
            value = value instanceof java.util.Map<?, ?> map
                    ? map.get(token)
                    : ((java.util.List<?>) java.util.Objects.requireNonNull(value)).get(Integer.parseInt(token));
        }
        int offset = String.valueOf(value).indexOf("${");
        assertThat(place(locator().locate(pointer, offset))).isEqualTo(place);
    }

    @Test
    void oddOffsetsStayInside() {
        assertThat(place(locator().locate("/a", 0))).isEqualTo("1:4");
        assertThat(place(locator().locate("/a", 999))).isEqualTo("1:14");
        assertThat(place(locator().locate("/a", -5))).isEqualTo("1:4");
        assertThat(place(locator().locate("/b", 3))).isEqualTo("3:3");
    }

    @Test
    void jsonHasPlacesToo() {
        Locator locator = SourceDocument.parse("f.json", "{\n  \"a\": [\"x\\n${y}\"]\n}", Format.JSON)
                .locator();
        assertThat(place(locator.locate("/a"))).isEqualTo("2:8");
        assertThat(place(locator.locateKey("/a"))).isEqualTo("2:3");
        assertThat(place(locator.locate("/a/0", 2))).isEqualTo("2:13");
    }

    @Test
    void windowsLinesCountOnce() {
        Locator locator = SourceDocument.parse("f.yaml", "a: 1\r\nb:\r\n  c: |\r\n    x\r\n    ${y}\r\n", Format.YAML)
                .locator();
        assertThat(place(locator.locate("/b/c"))).isEqualTo("3:6");
        assertThat(place(locator.locate("/b/c", 2))).isEqualTo("5:5");
    }

    @Test
    void withoutTextThereAreOnlyPointers() {
        Locator locator = Locator.withoutText("workstack 'x' (fluent)");
        assertThat(locator.locate("/phases/0")).hasToString("workstack 'x' (fluent)#/phases/0");
        assertThat(locator.locateKey("/phases/0")).isEqualTo(locator.locate("/phases/0", 3));
    }

    @Test
    void pointersEscape() {
        assertThat(JsonPointer.of("a/b", 0, "~c")).isEqualTo("/a~1b/0/~0c");
        assertThat(JsonPointer.tokens("/a~1b/0/~0c")).containsExactly("a/b", "0", "~c");
        assertThat(JsonPointer.tokens("")).isEmpty();
        assertThat(JsonPointer.tokens("/")).containsExactly("");
        assertThat(JsonPointer.parent("/a/b")).isEqualTo("/a");
        assertThat(JsonPointer.parent("")).isEmpty();
        assertThat(JsonPointer.child(JsonPointer.child("", "x"), 3)).isEqualTo("/x/3");
    }
}
