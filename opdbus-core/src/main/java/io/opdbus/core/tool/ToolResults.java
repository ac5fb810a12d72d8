package io.opdbus.core.tool;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Values;
import io.opdbus.core.schema.JsonSize;
import io.opdbus.core.schema.Mismatch;
import io.opdbus.core.schema.SchemaCheck;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes JSON-like values of what tools give, checks them and bounds them (R19). */
final class ToolResults {

    /** The length at which a single chunk's text is cut. */
    static final int MAX_CHUNK = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TrackedToolExecutor.class);

    private ToolResults() {}

    /** How a call that returned has ended. */
    static CallOutcome outcome(GuardedTool tool, @Nullable Object value, Arguments arguments) {
        Object normal;
        try {
            normal = Values.of(value);
            SchemaCheck schema = tool.registered().output();
            if (schema != null && !schema.accepts(normal)) {
                return failure(tool, ErrorCode.INVALID_OUTPUT, misfit(schema.mismatches(normal)), arguments);
            }
        } catch (OpdbusException invalid) {
            return failure(tool, ErrorCode.INVALID_OUTPUT, invalid.error().message(), arguments);
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.debug("the result of tool '{}' could not be read", tool.name(), broken);
            return failure(tool, ErrorCode.INVALID_OUTPUT, "its result could not be read: " + broken, arguments);
        }
        if (JsonSize.exceeds(normal, tool.maxOutputBytes())) {
            return failure(
                    tool,
                    ErrorCode.OUTPUT_TOO_LARGE,
                    "its result takes more than " + tool.maxOutputBytes()
                            + " bytes as JSON; let it return less, or raise its maxOutputBytes",
                    arguments);
        }
        return new CallOutcome.Succeeded(normal);
    }

    /** A chunk whose text is not too long; one that was is cut and marked. */
    static Chunk bounded(Chunk chunk) {
        String text = chunk.content();
        if (text.length() <= MAX_CHUNK) {
            return chunk;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_CHUNK - 1)) ? MAX_CHUNK - 1 : MAX_CHUNK;
        return new Chunk(chunk.kind(), text.substring(0, end) + "[... " + (text.length() - end) + " characters cut]");
    }

    private static String misfit(List<Mismatch> mismatches) {
        return mismatches.stream()
                .map(mismatch -> mismatch.text("the result's field", "the result"))
                .collect(Collectors.joining("; ", "the result does not fit its output schema: ", ""));
    }

    private static CallOutcome failure(GuardedTool tool, ErrorCode code, String what, Arguments arguments) {
        ErrorInfo error = ErrorInfo.of(code, tool.callee() + ": " + what);
        return new CallOutcome.Failed(Failures.masked(error, arguments), Ran.YES);
    }
}
