package io.opdbus.core.transport.lines;

import io.opdbus.api.transport.AgentAddress;
import io.opdbus.testkit.Capability;
import io.opdbus.testkit.ConformanceAgent;
import io.opdbus.testkit.TransportConformanceTest;
import io.opdbus.testkit.TransportSetup;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

/** The SPI across a process boundary. */
class LinesConformanceTest extends TransportConformanceTest {

    /** Starting a JVM takes a while: the tests that leave it as it was share one. */
    private static LinesTransport shared = new LinesTransport();

    @Override
    protected TransportSetup setUpTransport() {
        if (!shared.intact()) {
            shared.close();
            shared = new LinesTransport();
        }
        return new Setup(shared);
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    private record Setup(LinesTransport transport) implements TransportSetup {

        @Override
        public AgentAddress address() {
            return new AgentAddress(ConformanceAgent.ID, "child:host");
        }

        @Override
        public AgentAddress nobody() {
            return new AgentAddress(ConformanceAgent.ID, "child:absent");
        }

        @Override
        public void kill() {
            transport.kill(address());
        }

        @Override
        public void close() {}
    }
}
