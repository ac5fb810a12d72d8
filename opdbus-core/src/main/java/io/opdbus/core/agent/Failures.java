package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Which failures are the transport's, and what is made of what transports throw. */
final class Failures {

    private static final Set<ErrorCode> TRANSPORT =
            Set.of(ErrorCode.AGENT_UNAVAILABLE, ErrorCode.CONNECTION_LOST, ErrorCode.PROTOCOL_ERROR);

    private Failures() {}

    /** Whether the agent itself did not answer: what counts against its circuit. */
    static boolean isTransports(CallOutcome outcome) {
        return outcome instanceof Failed failed
                && (failed.ran() == Ran.UNKNOWN || (failed.ran() == Ran.NO && isTransports(failed.error())));
    }

    static boolean isTransports(ErrorInfo error) {
        return TRANSPORT.contains(error.code());
    }

    /** Whether the pool may repeat the call by itself (R9). */
    static boolean neverLeft(CallOutcome outcome) {
        return outcome instanceof Failed failed
                && failed.ran() == Ran.NO
                && failed.error().code().equals(ErrorCode.AGENT_UNAVAILABLE)
                && failed.error().retryable();
    }

    static ErrorInfo describe(String agent, Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof OpdbusException known) {
            return known.error();
        }
        return ErrorInfo.of(
                ErrorCode.INTERNAL, "the transport to agent '" + agent + "' failed in an unforeseen way: " + cause);
    }

    static Failed notRun(ErrorInfo error) {
        return new Failed(error, Ran.NO);
    }

    static Failed notRun(ErrorCode code, String message) {
        return new Failed(ErrorInfo.of(code, message), Ran.NO);
    }
}
