package io.opdbus.api.value;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, read by name and type. Each reader throws an {@link OpdbusException} with
 * {@link ErrorCode#INVALID_ARGUMENTS} that names the argument when it is missing or of another type. Secrets are revealed
 * where a string is asked for.
 */
public final class Arguments {

    private static final Arguments NONE = new Arguments(Map.of());

    private final Map<String, @Nullable Object> values;

    private Arguments(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Wraps JSON-like values without copying them.
     *
     * @param values unmodifiable JSON-like values by name
     * @return the arguments
     */
    public static Arguments of(Map<String, @Nullable Object> values) {
        return values.isEmpty() ? NONE : new Arguments(values);
    }

    /**
     * No arguments.
     *
     * @return empty arguments
     */
    public static Arguments none() {
        return NONE;
    }

    /**
     * All of them.
     *
     * @return an unmodifiable map of JSON-like values
     */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /**
     * Whether an argument was given, be it null.
     *
     * @param name the argument's name
     * @return true if it was given
     */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * The value as it was given.
     *
     * @param name the argument's name
     * @return the value, or null if it is null or was not given
     */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /**
     * A required string.
     *
     * @param name the argument's name
     * @return its text
     */
    public String string(String name) {
        return optionalString(name).orElseThrow(() -> missing(name, "a string"));
    }

    /**
     * A string that may be left out.
     *
     * @param name the argument's name
     * @return its text, or empty if it is null or was not given
     */
    public Optional<String> optionalString(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Secret secret) {
            return Optional.of(secret.reveal());
        }
        return Optional.of(cast(name, value, String.class, "a string"));
    }

    /**
     * A required whole number.
     *
     * @param name the argument's name
     * @return its value
     */
    public long integer(String name) {
        return optionalInteger(name).orElseThrow(() -> missing(name, "an integer"));
    }

    /**
     * A whole number that may be left out.
     *
     * @param name the argument's name
     * @return its value, or empty if it is null or was not given
     */
    public Optional<Long> optionalInteger(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            if (value instanceof Long number) {
                return Optional.of(number);
            }
            if (value instanceof BigInteger big) {
                return Optional.of(big.longValueExact());
            }
            if (value instanceof Double || value instanceof BigDecimal) {
                return Optional.of(new BigDecimal(value.toString()).longValueExact());
            }
        } catch (ArithmeticException outOfRange) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENTS,
                    "argument '" + name + "' must be a whole number of 64 bits, is " + value,
                    outOfRange);
        }
        throw wrongType(name, value, "an integer");
    }

    /**
     * A required number of any kind.
     *
     * @param name the argument's name
     * @return its value
     */
    public double number(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw missing(name, "a number");
        }
        return cast(name, value, Number.class, "a number").doubleValue();
    }

    /**
     * A boolean that is false unless given.
     *
     * @param name the argument's name
     * @return its value, false if it is null or was not given
     */
    public boolean flag(String name) {
        return flag(name, false);
    }

    /**
     * A boolean with a default.
     *
     * @param name the argument's name
     * @param otherwise the value if it is null or was not given
     * @return its value
     */
    public boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        return value == null ? otherwise : cast(name, value, Boolean.class, "true or false");
    }

    /**
     * A list, empty unless given.
     *
     * @param name the argument's name
     * @return its elements
     */
    @SuppressWarnings("unchecked")
    public List<@Nullable Object> list(String name) {
        Object value = values.get(name);
        return value == null ? List.of() : (List<@Nullable Object>) cast(name, value, List.class, "a list");
    }

    /**
     * A list of strings, empty unless given.
     *
     * @param name the argument's name
     * @return its elements
     */
    public List<String> strings(String name) {
        return list(name).stream()
                .map(element -> {
                    if (element instanceof Secret secret) {
                        return secret.reveal();
                    }
                    if (element instanceof String text) {
                        return text;
                    }
                    throw wrongType(name, element, "a list of strings");
                })
                .toList();
    }

    /**
     * A map, empty unless given.
     *
     * @param name the argument's name
     * @return its entries
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> map(String name) {
        Object value = values.get(name);
        return value == null ? Map.of() : (Map<String, @Nullable Object>) cast(name, value, Map.class, "a map");
    }

    private static <T> T cast(String name, Object value, Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw wrongType(name, value, expected);
        }
        return type.cast(value);
    }

    private static OpdbusException missing(String name, String expected) {
        return new OpdbusException(ErrorCode.INVALID_ARGUMENTS, "argument '" + name + "' is missing; give " + expected);
    }

    private static OpdbusException wrongType(String name, @Nullable Object value, String expected) {
        return new OpdbusException(
                ErrorCode.INVALID_ARGUMENTS,
                "argument '" + name + "' must be " + expected + ", is "
                        + (value == null ? "null" : "a " + value.getClass().getSimpleName()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && values.equals(arguments.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
