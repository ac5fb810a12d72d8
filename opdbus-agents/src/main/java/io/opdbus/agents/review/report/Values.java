package io.opdbus.agents.review.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON-like values that may have been made elsewhere: what is missing or of another type counts as empty. */
final class Values {
    private Values() {}

    static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> {
                if (entry != null) {
                    map.put(String.valueOf(key), entry);
                }
            });
        }
        return map;
    }
}
