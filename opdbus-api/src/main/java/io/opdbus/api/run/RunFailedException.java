package io.opdbus.api.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import java.util.Map;

/** A run did not succeed, and the caller asked for its success. */
public final class RunFailedException extends OpdbusException {

    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    /**
     * An exception about a result.
     *
     * @param result a result that is not a success
     */
    public RunFailedException(RunResult result) {
        super(new ErrorInfo(
                result.error().map(ErrorInfo::code).orElse(ErrorCode.RUN_FAILED),
                result.kind() + " '" + result.id() + "' (run " + result.runId() + ") ended as " + result.status() + "\n"
                        + result.explain(),
                false,
                Map.of("run_id", result.runId(), "status", result.status().name())));
        this.result = result;
    }

    /**
     * How the run ended.
     *
     * @return the whole result
     */
    public RunResult result() {
        return result;
    }
}
