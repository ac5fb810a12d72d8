package io.opdbus.core.transport.lines;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import java.util.Map;

/** How outcomes and errors are written in lines. */
final class Outcomes {

    private Outcomes() {}

    static Message write(long id, CallOutcome outcome) {
        if (outcome instanceof Succeeded succeeded) {
            return Message.of("end", "id", id, "how", "succeeded", "value", succeeded.value());
        }
        if (outcome instanceof Failed failed) {
            return Message.of(
                    "end", "id", id, "how", "failed", "ran", failed.ran().name(), "error", write(failed.error()));
        }
        return Message.of("end", "id", id, "how", "stopped");
    }

    static CallOutcome read(Message end) {
        return switch (end.text("how")) {
            case "succeeded" -> new Succeeded(end.get("value"));
            case "failed" -> new Failed(error(end.map("error")), Ran.valueOf(end.text("ran")));
            default -> new Stopped();
        };
    }

    static Map<String, Object> write(ErrorInfo error) {
        return Map.of(
                "code", error.code().value(),
                "message", error.message(),
                "retryable", error.retryable(),
                "details", error.details());
    }

    @SuppressWarnings("unchecked")
    static ErrorInfo error(Map<String, Object> error) {
        return new ErrorInfo(
                ErrorCode.ofForeign((String) error.get("code"), ErrorCode.AGENT_FAILED),
                (String) error.get("message"),
                Boolean.TRUE.equals(error.get("retryable")),
                (Map<String, Object>) error.get("details"));
    }
}
