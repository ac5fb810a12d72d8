package io.opdbus.api.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error as a value: what a failed step leaves in events, results and reports. It carries no stack trace, so it may
 * cross a transport.
 *
 * @param code the stable code
 * @param message what happened, where, and what to do
 * @param retryable whether the same call may succeed when it is made again (R9)
 * @param details facts about the error as JSON-like values; empty when there are none
 */
public record ErrorInfo(ErrorCode code, String message, boolean retryable, Map<String, @Nullable Object> details) {

    /** Checks for null and copies the details. */
    public ErrorInfo {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        details = details.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * An error that retrying will not mend.
     *
     * @param code the stable code
     * @param message what happened, where, and what to do
     * @return the error, without details
     */
    public static ErrorInfo of(ErrorCode code, String message) {
        return new ErrorInfo(code, message, false, Map.of());
    }

    /**
     * An error that may pass by itself, so that a retry policy applies to it.
     *
     * @param code the stable code
     * @param message what happened, where, and what to do
     * @return the error, without details
     */
    public static ErrorInfo retryable(ErrorCode code, String message) {
        return new ErrorInfo(code, message, true, Map.of());
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
