package io.opdbus.api.agent;

import io.opdbus.api.call.ChunkSink;
import org.jspecify.annotations.Nullable;

/**
 * Grouped operations with expertise; may keep state for each session. Made with {@link #builder(String)}, or implemented
 * and offered through {@code META-INF/services/io.opdbus.api.agent.Agent}. One that holds resources may be
 * {@link AutoCloseable}: whoever hosts it closes it.
 */
public interface Agent {

    /**
     * Who the agent is and what it can do. Asked when the agent is registered.
     *
     * @return the same descriptor each time
     */
    AgentDescriptor descriptor();

    /**
     * Does an operation. Runs on a thread that may block; the thread is interrupted when the call is to stop. May be
     * called by several threads at once, for one session too.
     *
     * @param call the operation, its arguments, the session and the call's context
     * @param output takes the operation's output while it runs
     * @return a JSON-like value, or one that {@link io.opdbus.api.value.Values#of} can turn into one
     * @throws Exception the step's failure; throw an {@link io.opdbus.api.error.OpdbusException} to choose its code
     *     and whether it may be retried
     */
    @Nullable Object invoke(AgentCall call, ChunkSink output) throws Exception;

    /**
     * A session has ended: its state may be let go. Must not block for long.
     *
     * @param session the session's id
     */
    default void sessionEnded(String session) {}

    /**
     * Starts to describe an agent.
     *
     * @param id letters, digits, {@code _} and {@code -}, at most 64
     * @return a builder
     */
    static AgentBuilder builder(String id) {
        return new AgentBuilder(id);
    }

    /** The work of one operation. */
    @FunctionalInterface
    interface Handler {
        /**
         * Does the operation, as {@link Agent#invoke}.
         *
         * @param call the operation, its arguments, the session and the call's context
         * @param output takes the operation's output while it runs
         * @return a JSON-like value
         * @throws Exception the step's failure
         */
        @Nullable Object handle(AgentCall call, ChunkSink output) throws Exception;
    }
}
