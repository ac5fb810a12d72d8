package io.opdbus.api.tool;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An atomic operation without state of its own: read a file, call a service. Made with {@link #builder(String)}, or
 * implemented and offered through {@code META-INF/services/io.opdbus.api.tool.Tool}.
 */
public interface Tool {

    /**
     * What the tool is called, takes and gives. Asked once, when the tool is registered.
     *
     * @return the same descriptor each time
     */
    ToolDescriptor descriptor();

    /**
     * Does the work. Runs on a thread that may block; the thread is interrupted when the call is to stop. May be called by
     * several threads at once.
     *
     * @param call the arguments, checked against the declared parameters, and the call's context
     * @return a JSON-like value, or one that {@link io.opdbus.api.value.Values#of} can turn into one
     * @throws Exception the step's failure; throw an {@link io.opdbus.api.error.OpdbusException} to choose its code
     *     and whether it may be retried
     */
    @Nullable Object call(ToolCall call) throws Exception;

    /**
     * Starts to describe a tool.
     *
     * @param name letters, digits, {@code _} and {@code -}, at most 64; not beginning with {@code workstack_},
     *     {@code workflow_}, {@code skill_} or {@code agent_}, and not {@code coordinate}
     * @return a builder
     */
    static ToolBuilder builder(String name) {
        return new ToolBuilder(name);
    }

    /** The work of a tool whose thread may block. */
    @FunctionalInterface
    interface Handler {
        /**
         * Does the work, as {@link Tool#call(ToolCall)}.
         *
         * @param call the arguments and the call's context
         * @return a JSON-like value
         * @throws Exception the step's failure
         */
        @Nullable Object handle(ToolCall call) throws Exception;
    }

    /** The work of a tool that never blocks. */
    @FunctionalInterface
    interface AsyncHandler {
        /**
         * Starts the work, as {@link AsyncTool#start(ToolCall)}.
         *
         * @param call the arguments and the call's context
         * @return completes with a JSON-like value or the step's failure
         * @throws Exception the step's failure
         */
        CompletionStage<? extends @Nullable Object> handle(ToolCall call) throws Exception;
    }
}
