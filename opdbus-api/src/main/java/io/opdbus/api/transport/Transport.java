package io.opdbus.api.transport;

import io.opdbus.api.call.Deadline;
import java.util.concurrent.CompletionStage;

/**
 * A way to reach agents; offered through {@code META-INF/services/io.opdbus.api.transport.Transport}. Safe for use by
 * several threads; no method but {@link #close()} blocks.
 */
public interface Transport extends AutoCloseable {

    /**
     * Names the transport in errors and reports.
     *
     * @return a short name, such as {@code grpc}
     */
    String name();

    /**
     * Whether the address is this transport's. Only its form is looked at; nothing is connected.
     *
     * @param address an address
     * @return false means "not mine": another transport is asked
     */
    boolean accepts(AgentAddress address);

    /**
     * Opens a way to an agent and starts the session there.
     *
     * @param address an address that the transport {@linkplain #accepts accepts}
     * @param session the session to start or to take up again
     * @param deadline when to give up
     * @return completes with the channel, or exceptionally with an {@link io.opdbus.api.error.OpdbusException}:
     *     {@code AGENT_UNAVAILABLE} (retryable) where nothing answers
     */
    CompletionStage<AgentChannel> open(AgentAddress address, SessionSpec session, Deadline deadline);

    /**
     * Which of several transports that accept an address is taken.
     *
     * @return the highest is; 0 unless overridden
     */
    default int priority() {
        return 0;
    }

    /** Closes every channel and lets go of threads and sockets. Bounded in time; may be called more than once. */
    @Override
    default void close() {}
}
