package io.opdbus.testkit;

import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.Transport;

/** A transport, and at its other end a host of a {@link ConformanceAgent}. */
public interface TransportSetup extends AutoCloseable {

    /**
     * The transport to test.
     *
     * @return the same each time
     */
    Transport transport();

    /**
     * Where the {@link ConformanceAgent} is reached. Something answers there from now on.
     *
     * @return an address of the agent {@link ConformanceAgent#ID}
     */
    AgentAddress address();

    /**
     * Where nobody answers.
     *
     * @return an address that the transport accepts
     */
    AgentAddress nobody();

    /** Ends the peer as a crash would, without a word. Only called with {@link Capability#KILL}. */
    default void kill() {
        throw new UnsupportedOperationException("this setup cannot kill its peer");
    }

    /**
     * Ends transport and host. Called after each test.
     *
     * @throws Exception if they cannot be ended
     */
    @Override
    void close() throws Exception;
}
