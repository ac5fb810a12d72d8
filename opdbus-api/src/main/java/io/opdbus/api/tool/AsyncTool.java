package io.opdbus.api.tool;

import io.opdbus.api.error.OpdbusException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A tool that never blocks: it holds no thread while it waits. A stage that is complete already when it is returned costs
 * no thread change at all.
 */
public interface AsyncTool extends Tool {

    /**
     * Starts the work. Runs on a thread of the engine and must not block; stop through
     * {@link ToolCall#onCancel(Runnable)}.
     *
     * @param call the arguments, checked against the declared parameters, and the call's context
     * @return completes with a JSON-like value or the step's failure, on any thread
     * @throws Exception the step's failure
     */
    CompletionStage<? extends @Nullable Object> start(ToolCall call) throws Exception;

    /** Waits for {@link #start(ToolCall)}; the engine does not come this way. */
    @Override
    default @Nullable Object call(ToolCall call) throws Exception {
        try {
            return start(call).toCompletableFuture().get();
        } catch (ExecutionException | CompletionException wrapped) {
            Throwable cause = wrapped.getCause();
            throw cause instanceof Exception exception ? exception : wrapped;
        } catch (CancellationException cancelled) {
            throw new OpdbusException(
                    io.opdbus.api.error.ErrorCode.CANCELLED,
                    "tool '" + descriptor().name() + "' cancelled itself",
                    cancelled);
        }
    }
}
