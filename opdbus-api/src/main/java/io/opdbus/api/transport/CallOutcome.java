package io.opdbus.api.transport;

import io.opdbus.api.error.ErrorInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
public sealed interface CallOutcome {

    /**
     * It did what was asked.
     *
     * @param value the result, a JSON-like value
     */
    record Succeeded(@Nullable Object value) implements CallOutcome {}

    /**
     * It failed.
     *
     * @param error what happened
     * @param ran whether the call had its effect on the other side
     */
    record Failed(ErrorInfo error, Ran ran) implements CallOutcome {
        /** Checks for null. */
        public Failed {
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(ran, "ran");
        }
    }

    /** It was stopped because it was cancelled or its deadline passed, and it certainly runs no more. */
    record Stopped() implements CallOutcome {}

    /** Whether a failed call reached the code that has the effect. */
    enum Ran {
        /** It surely never left: it may be repeated freely. */
        NO,
        /** The other side took it and reported the failure itself. */
        YES,
        /** Nobody can tell. */
        UNKNOWN
    }
}
