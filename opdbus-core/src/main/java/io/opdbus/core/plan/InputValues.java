package io.opdbus.core.plan;

import io.opdbus.api.value.Secret;
import io.opdbus.api.workstack.InputType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of declared types. */
final class InputValues {

    private InputValues() {}

    /** The type in the words of a definition. */
    static String name(InputType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Why a value is not of a type, to follow what the value is; empty where it is. */
    static Optional<String> whyNot(InputType type, @Nullable Object value) {
        boolean fits = switch (type) {
            case ANY -> true;
            case STRING -> value instanceof String || value instanceof Secret;
            case INTEGER -> isWhole(value);
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List;
            case OBJECT -> value instanceof Map;
        };
        return fits ? Optional.empty() : Optional.of("must be of type " + name(type) + ", is " + describe(value));
    }

    /** The value as its type has it: a whole decimal number becomes an integer where one is declared. */
    static @Nullable Object convert(InputType type, @Nullable Object value) {
        if (type == InputType.INTEGER && (value instanceof Double || value instanceof BigDecimal)) {
            BigInteger whole = new BigDecimal(value.toString()).toBigIntegerExact();
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
        }
        return value;
    }

    /** The value with every text, number and truth value in it as a secret. */
    static @Nullable Object conceal(@Nullable Object value) {
        return conceal(value, true);
    }

    /** The value with every text in it as a secret: numbers and truth values hold no secret's text. */
    static @Nullable Object concealTexts(@Nullable Object value) {
        return conceal(value, false);
    }

    private static @Nullable Object conceal(@Nullable Object value, boolean all) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(String.valueOf(key), conceal(entry, all)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(entry -> conceal(entry, all)).toList();
        }
        if (value == null || value instanceof Secret || !all && !(value instanceof String)) {
            return value;
        }
        return Secret.of(value.toString());
    }

    private static boolean isWhole(@Nullable Object value) {
        if (value instanceof Double || value instanceof BigDecimal) {
            BigDecimal number = new BigDecimal(value.toString());
            return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        }
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String || value instanceof Secret) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof List) {
            return "an array";
        }
        if (value instanceof Map) {
            return "an object";
        }
        return isWhole(value) ? "an integer" : "a number";
    }
}
