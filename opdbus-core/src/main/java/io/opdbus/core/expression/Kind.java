package io.opdbus.core.expression;

import io.opdbus.api.value.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kind of value something is, in the words of an error message. */
final class Kind {

    private Kind() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Secret) {
            return "a secret";
        }
        return "a " + value.getClass().getSimpleName();
    }
}
