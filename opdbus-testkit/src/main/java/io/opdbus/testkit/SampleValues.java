package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of every kind, by what is special about them. */
final class SampleValues {

    private static final int DEEP = 50;

    private SampleValues() {}

    static Map<String, @Nullable Object> all(Set<Capability> able) {
        Map<String, @Nullable Object> samples = new LinkedHashMap<>();
        samples.put("null", null);
        samples.put("true", true);
        samples.put("false", false);
        samples.put("zero", 0L);
        samples.put("a negative number", -42L);
        samples.put("a fraction", 0.1);
        samples.put("a whole double", 3.0);
        samples.put("an empty string", "");
        samples.put("a blank string", " \t\r\n");
        samples.put("quotes and backslashes", "\"'\\/{}[]$${x}");
        samples.put("a string that looks like JSON", "{\"a\": [1, 2]}");
        samples.put("letters of many scripts", "\u00e4\u00df \u03b1\u03b2 \u0416 \u4e2d\u6587 \u05d0 \u0e01");
        samples.put("characters beyond 16 bits", new String(Character.toChars(0x1D11E)) + "x");
        samples.put("control characters", "\u0000\u0001\u001f\u007f");
        samples.put("line separators", "a\nb\r\nc\u2028d\u2029e\u0085f");
        samples.put("an empty list", List.of());
        samples.put("an empty map", Map.of());
        samples.put("a list with nulls", Arrays.asList(1L, null, "x", null));
        samples.put("a map with odd keys", mapOf("", "empty", "a.b", 1L, "\u00e4 \"b\"", null));
        samples.put("nested values", nested());
        samples.put("deeply nested lists", deep());
        if (able.contains(Capability.EXACT_NUMBERS)) {
            samples.put("the smallest long", Long.MIN_VALUE);
            samples.put("the largest long", Long.MAX_VALUE);
            samples.put("an integer beyond 64 bits", BigInteger.TWO.pow(70).negate());
            samples.put("a decimal of many digits", new BigDecimal("1234567890.12345678901234567890123456789"));
            samples.put("a decimal beyond double", new BigDecimal("-1.5E+400"));
            samples.put("the largest double", Double.MAX_VALUE);
            samples.put("the smallest double", Double.MIN_VALUE);
        }
        return samples;
    }

    /** Numbers count as the same by their value: JSON does not tell a Double from a BigDecimal. */
    static void assertSame(@Nullable Object actual, @Nullable Object expected) {
        assertThat(comparable(actual)).isEqualTo(comparable(expected));
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Number number) {
            BigDecimal decimal = new BigDecimal(number.toString());
            return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SampleValues::comparable).collect(ArrayList::new, List::add, List::addAll);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, comparable(element)));
            return copy;
        }
        return value;
    }

    private static Map<String, @Nullable Object> mapOf(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static Object nested() {
        return mapOf(
                "list", List.of(List.of(), List.of(1L, mapOf("x", List.of(true)))),
                "map", mapOf("a", mapOf("b", mapOf("c", null))));
    }

    private static Object deep() {
        Object value = List.of("the bottom");
        for (int i = 0; i < DEEP; i++) {
            value = List.of(value);
        }
        return value;
    }
}
