package io.opdbus.core.tool;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns what a tool throws into errors that may be shown: secrets that the call was given are masked (R18). */
final class Failures {

    private Failures() {}

    /** What a stage that failed really failed with. */
    static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    static ErrorInfo error(String tool, Throwable failure, Arguments arguments) {
        if (failure instanceof OpdbusException known) {
            return masked(known.error(), arguments);
        }
        String said = failure.getMessage();
        String simple = failure.getClass().getSimpleName();
        String name = simple.isEmpty() ? failure.getClass().getName() : simple;
        String message =
                "tool '" + tool + "' failed with " + name + (said == null || said.isBlank() ? "" : ": " + said);
        return masked(ErrorInfo.of(ErrorCode.TOOL_FAILED, message), arguments);
    }

    static ErrorInfo masked(ErrorInfo error, Arguments arguments) {
        if (arguments.asMap().isEmpty()) {
            return error;
        }
        List<String> secrets = new ArrayList<>();
        collect(arguments.asMap(), secrets);
        if (secrets.isEmpty()) {
            return error;
        }
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        error.details().forEach((name, value) -> details.put(name, mask(value, secrets)));
        return new ErrorInfo(error.code(), mask(error.message(), secrets), error.retryable(), details);
    }

    private static void collect(@Nullable Object value, List<String> secrets) {
        if (value instanceof Secret secret) {
            if (!secret.reveal().isEmpty()) {
                secrets.add(secret.reveal());
            }
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> collect(element, secrets));
        } else if (value instanceof Collection<?> list) {
            list.forEach(element -> collect(element, secrets));
        }
    }

    private static @Nullable Object mask(@Nullable Object value, List<String> secrets) {
        if (value instanceof String text) {
            return mask(text, secrets);
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, element) -> masked.put(mask(key, secrets), mask(element, secrets)));
            return masked;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            list.forEach(element -> masked.add(mask(element, secrets)));
            return masked;
        }
        return value;
    }

    private static String mask(String text, List<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, Secret.MASK);
        }
        return masked;
    }
}
