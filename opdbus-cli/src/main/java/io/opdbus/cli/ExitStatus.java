package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.run.RunStatus;
import java.util.Set;

/** What the command's exit status means. */
final class ExitStatus {

    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    /** A bad definition, input or usage: nothing has run. */
    static final int INVALID = 2;
    /** Cancelled or timed out. */
    static final int STOPPED = 3;
    /** As shells tell the end by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private static final Set<ErrorCode> INVALID_CODES = Set.of(
            ErrorCode.INVALID_DEFINITION,
            ErrorCode.INVALID_INPUT,
            ErrorCode.INVALID_ARGUMENT,
            ErrorCode.UNKNOWN_NAME,
            ErrorCode.AMBIGUOUS_NAME,
            ErrorCode.DUPLICATE_NAME,
            ErrorCode.UNKNOWN_OPERATION,
            ErrorCode.DISABLED,
            ErrorCode.PROGRAM_MISSING,
            ErrorCode.NO_TRANSPORT);

    private ExitStatus() {}

    static int of(RunStatus status, boolean interrupted) {
        return switch (status) {
            case SUCCEEDED -> SUCCEEDED;
            case FAILED, RUNNING -> FAILED;
            case CANCELLED -> interrupted ? INTERRUPTED : STOPPED;
            case TIMED_OUT -> STOPPED;
        };
    }

    /** The status for an error that kept a run from starting. */
    static int of(ErrorCode code) {
        return INVALID_CODES.contains(code) ? INVALID : FAILED;
    }
}
