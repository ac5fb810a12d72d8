package io.opdbus.core.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value and where it stands in the text.
 *
 * @param value the value; {@link #UNREAD} where it was refused, so that readers do not complain about it again
 * @param keyStart the offset of the key, or of the value itself where it has none
 * @param start the offset of the value
 * @param form how a text value is written
 * @param entries the entries of a map, else empty
 * @param items the elements of a list, else empty
 */
record Placed(
        @Nullable Object value, int keyStart, int start, Form form, Map<String, Placed> entries, List<Placed> items) {

    /** Stands for a value that was refused while reading. */
    static final Object UNREAD = new Object() {
        @Override
        public String toString() {
            return "(refused)";
        }
    };

    /** How a text value is written. */
    enum Form {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        OTHER
    }

    static Placed scalar(@Nullable Object value, int keyStart, int start, Form form) {
        return new Placed(value, keyStart, start, form, Map.of(), List.of());
    }

    /** The value with null in the place of what was refused in it; the same value where nothing was. */
    static @Nullable Object withoutRefused(@Nullable Object value) {
        return holdsRefused(value) ? cleaned(value) : value;
    }

    private static boolean holdsRefused(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Placed::holdsRefused);
        }
        return value instanceof List<?> list ? list.stream().anyMatch(Placed::holdsRefused) : value == UNREAD;
    }

    private static @Nullable Object cleaned(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, cleaned(entry)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(cleaned(item)));
            return copy;
        }
        return value == UNREAD ? null : value;
    }

    /** The value that a pointer leads to, or the nearest enclosing one. */
    Placed find(String pointer) {
        Placed at = this;
        for (String token : JsonPointer.tokens(pointer)) {
            Placed next = at.child(token);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private @Nullable Placed child(String token) {
        Placed entry = entries.get(token);
        if (entry != null || items.isEmpty() || token.isEmpty() || token.length() > 9) {
            return entry;
        }
        int index = 0;
        for (int i = 0; i < token.length(); i++) {
            int digit = token.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            index = 10 * index + digit;
        }
        return index < items.size() ? items.get(index) : null;
    }
}
