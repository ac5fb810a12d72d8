package io.opdbus.core.transport;

import io.opdbus.api.transport.AgentAddress;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.testkit.ConformanceAgent;
import io.opdbus.testkit.TransportConformanceTest;
import io.opdbus.testkit.TransportSetup;
import java.util.List;

class InProcessConformanceTest extends TransportConformanceTest {

    @Override
    protected TransportSetup setUpTransport() {
        return new Setup();
    }

    private static final class Setup implements TransportSetup {

        private final BlockingExecutor executor = BlockingExecutor.create();
        private final DaemonTimers timers = new DaemonTimers();
        private final InProcessTransport transport =
                new InProcessTransport(List.of(new ConformanceAgent()), executor, timers);

        @Override
        public InProcessTransport transport() {
            return transport;
        }

        @Override
        public AgentAddress address() {
            return new AgentAddress(ConformanceAgent.ID, InProcessTransport.ADDRESS);
        }

        @Override
        public AgentAddress nobody() {
            return new AgentAddress("nobody", InProcessTransport.ADDRESS);
        }

        @Override
        public void close() {
            transport.close();
            executor.close();
            timers.close();
        }
    }
}
