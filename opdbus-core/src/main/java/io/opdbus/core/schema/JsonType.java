package io.opdbus.core.schema;

import io.opdbus.api.value.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of JSON Schema as bits, so that a value is compared with a set of types at once. */
final class JsonType {

    static final int STRING = 1;
    static final int INTEGER = 2;
    static final int NUMBER = 4;
    static final int BOOLEAN = 8;
    static final int ARRAY = 16;
    static final int OBJECT = 32;
    static final int NULL = 64;
    static final int ANY = 127;

    private static final String[] NAMES = {"string", "integer", "number", "boolean", "array", "object", "null"};
    private static final String[] PHRASES = {
        "a string", "an integer", "a number", "true or false", "a list", "a map", "null"
    };

    private JsonType() {}

    /** The bit of a type's name; 0 for a word that is none. */
    static int named(@Nullable Object name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                return 1 << i;
            }
        }
        return 0;
    }

    /** The types that a value has: a whole number is an integer and a number. */
    static int of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof String || value instanceof Secret) {
            return STRING;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        if (value instanceof Long || value instanceof BigInteger || value instanceof Integer) {
            return INTEGER | NUMBER;
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && !Double.isInfinite(number) ? INTEGER | NUMBER : NUMBER;
        }
        if (value instanceof BigDecimal number) {
            return number.signum() == 0
                            || number.scale() <= 0
                            || number.stripTrailingZeros().scale() <= 0
                    ? INTEGER | NUMBER
                    : NUMBER;
        }
        if (value instanceof Map) {
            return OBJECT;
        }
        if (value instanceof List) {
            return ARRAY;
        }
        return 0;
    }

    /** What a value is, in words. */
    static String phraseOf(@Nullable Object value) {
        return value instanceof Secret
                ? "a secret string"
                : phrase(of(value) == (INTEGER | NUMBER) ? INTEGER : of(value));
    }

    /** A set of types in words: {@code a string or null}. */
    static String phrase(int types) {
        int shown = (types & NUMBER) == 0 ? types : types & ~INTEGER;
        List<String> words = new ArrayList<>();
        for (int i = 0; i < PHRASES.length; i++) {
            if ((shown & 1 << i) != 0) {
                words.add(PHRASES[i]);
            }
        }
        return words.isEmpty() ? "no JSON value" : String.join(" or ", words);
    }
}
