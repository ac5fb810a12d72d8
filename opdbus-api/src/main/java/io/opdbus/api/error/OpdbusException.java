package io.opdbus.api.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that opdbus throws. Its message says what was wrong, where, and what to do.
 *
 * <p>Tools and agents may throw it to choose the error code, retryability and details of their step's failure; any
 * other exception becomes a failure that is not retryable.
 */
public class OpdbusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorInfo error;

    /**
     * An exception that carries the given error.
     *
     * @param error what happened
     */
    public OpdbusException(ErrorInfo error) {
        this(error, null);
    }

    /**
     * An exception that carries the given error and its cause. The cause is for the log of this process and never
     * crosses a transport.
     *
     * @param error what happened
     * @param cause what led to it, or null
     */
    public OpdbusException(ErrorInfo error, @Nullable Throwable cause) {
        super(error.message(), cause);
        this.error = error;
    }

    /**
     * An exception that retrying will not mend.
     *
     * @param code the stable code
     * @param message what happened, where, and what to do
     */
    public OpdbusException(ErrorCode code, String message) {
        this(ErrorInfo.of(code, message));
    }

    /**
     * An exception that retrying will not mend, with its cause.
     *
     * @param code the stable code
     * @param message what happened, where, and what to do
     * @param cause what led to it, or null
     */
    public OpdbusException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(ErrorInfo.of(code, message), cause);
    }

    /**
     * The error as a value.
     *
     * @return code, message, retryability and details together
     */
    public final ErrorInfo error() {
        return error;
    }

    /**
     * The stable code.
     *
     * @return the code
     */
    public final ErrorCode code() {
        return error.code();
    }

    /**
     * Whether the same call may succeed when it is made again.
     *
     * @return true where a retry policy applies
     */
    public final boolean retryable() {
        return error.retryable();
    }

    /**
     * Facts about the error.
     *
     * @return JSON-like values by name; empty when there are none
     */
    public final Map<String, @Nullable Object> details() {
        return error.details();
    }
}
