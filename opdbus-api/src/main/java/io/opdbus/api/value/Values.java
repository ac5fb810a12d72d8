package io.opdbus.api.value;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON-like values: {@code Map<String, Object>}, {@code List<Object>}, String, Boolean, Long, Double, BigInteger,
 * BigDecimal, null, and {@link Secret} where a string may stand.
 */
public final class Values {

    /** How deeply lists and maps may be nested (R19). */
    public static final int MAX_DEPTH = 128;

    private Values() {}

    /**
     * Turns a Java value into a JSON-like value: narrower numbers become Long or Double, arrays and collections become
     * lists, enums and characters become strings; maps and lists are copied into unmodifiable ones. A value that is one
     * already is returned as it is where no copy is needed.
     *
     * @param value any value
     * @return the JSON-like value
     * @throws OpdbusException with {@link ErrorCode#INVALID_OUTPUT} if it holds anything else, a key that is not a
     *     string, a number that is not finite, or is nested deeper than {@link #MAX_DEPTH}
     */
    public static @Nullable Object of(@Nullable Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof Secret) {
            return value;
        }
        return convert(value, "", 0);
    }

    /**
     * The same for a map.
     *
     * @param map any map
     * @return an unmodifiable map of JSON-like values, in the order of the given one
     * @throws OpdbusException as {@link #of(Object)}
     */
    public static Map<String, @Nullable Object> map(Map<?, ?> map) {
        return map.isEmpty() ? Map.of() : convertMap(map, "", 0);
    }

    private static @Nullable Object convert(@Nullable Object value, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid(path, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof Secret) {
            return value;
        }
        if (value instanceof Number number) {
            return convertNumber(number, path);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Map<?, ?> map) {
            return convertMap(map, path, depth);
        }
        if (value instanceof Collection<?> collection) {
            return convertAll(collection, path, depth);
        }
        if (value instanceof Object[] array) {
            return convertAll(Arrays.asList(array), path, depth);
        }
        throw invalid(
                path,
                "is a " + value.getClass().getName()
                        + ", which is not a JSON-like value; return maps, lists, strings, numbers, booleans or null");
    }

    private static Object convertNumber(Number number, String path) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof Double || number instanceof Float) {
            double wide = number.doubleValue();
            if (Double.isNaN(wide) || Double.isInfinite(wide)) {
                throw invalid(path, "is " + wide + ", which JSON cannot hold");
            }
            return wide;
        }
        return new BigDecimal(number.toString());
    }

    private static Map<String, @Nullable Object> convertMap(Map<?, ?> map, String path, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(Math.max(4, map.size() * 2));
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw invalid(path, "has the key " + key + ", which is not a string");
            }
            copy.put(name, convert(value, path + "/" + name, depth + 1));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> convertAll(Collection<?> collection, String path, int depth) {
        List<@Nullable Object> copy = new ArrayList<>(collection.size());
        int index = 0;
        for (Object element : collection) {
            copy.add(convert(element, path + "/" + index++, depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    private static OpdbusException invalid(String path, String what) {
        return new OpdbusException(
                ErrorCode.INVALID_OUTPUT, "the value" + (path.isEmpty() ? "" : " at " + path) + " " + what);
    }
}
