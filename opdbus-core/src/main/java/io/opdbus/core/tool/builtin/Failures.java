package io.opdbus.core.tool.builtin;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The errors of the built-in tools, made in one place. */
final class Failures {

    private Failures() {}

    static OpdbusException denied(String message) {
        return new OpdbusException(ErrorCode.ACCESS_DENIED, message);
    }

    static OpdbusException invalid(String message) {
        return new OpdbusException(ErrorCode.INVALID_ARGUMENTS, message);
    }

    static OpdbusException failed(String message) {
        return new OpdbusException(ErrorCode.TOOL_FAILED, message);
    }

    static OpdbusException tooLarge(String message) {
        return new OpdbusException(ErrorCode.OUTPUT_TOO_LARGE, message);
    }

    /** Says in words what the file system refused; the exceptions of the JDK often bring no more than a path. */
    static OpdbusException io(String what, IOException cause) {
        String why;
        if (cause instanceof NoSuchFileException) {
            why = "it does not exist";
        } else if (cause instanceof AccessDeniedException) {
            why = "permission denied";
        } else if (cause instanceof FileSystemException refused && refused.getReason() != null) {
            why = refused.getReason();
        } else {
            why = cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
        }
        return new OpdbusException(ErrorCode.TOOL_FAILED, "cannot " + what + ": " + why, cause);
    }
}
