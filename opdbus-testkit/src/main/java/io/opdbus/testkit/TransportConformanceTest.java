package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.transport.Transport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} must do. A transport's author extends this class, hosts a {@link ConformanceAgent} at the
 * other end, and declares what the protocol has no means for:
 *
 * <pre>{@code
 * class MyTransportConformanceTest extends TransportConformanceTest {
 *     protected TransportSetup setUpTransport() {
 *         return new MySetup(); // starts a host and a transport
 *     }
 *
 *     protected Set<Capability> capabilities() {
 *         return EnumSet.complementOf(EnumSet.of(Capability.CANCEL));
 *     }
 * }
 * }</pre>
 *
 * <p>The tests wait for events, never for a while, so that they take no longer than the transport. They may run at the same
 * time as others only if their setups share nothing.
 */
public abstract class TransportConformanceTest extends BatchConformance {

    private static final Duration SHORT = Duration.ofSeconds(2);

    /** For subclasses. */
    protected TransportConformanceTest() {}

    /**
     * Gives a transport and a host. Called before each test; the setup is closed after it.
     *
     * @return what to test
     * @throws Exception if it cannot be set up; the test fails then
     */
    protected abstract TransportSetup setUpTransport() throws Exception;

    /**
     * What the transport can do.
     *
     * @return all but {@link Capability#KILL} unless overridden
     */
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.KILL));
    }

    @Override
    final TransportSetup begin() throws Exception {
        return setUpTransport();
    }

    @Override
    final Set<Capability> able() {
        return capabilities();
    }

    @Test
    @DisplayName("an address of another kind is not accepted, which is no failure")
    final void accepts() {
        Transport transport = setup().transport();

        assertThat(transport.accepts(setup().address())).isTrue();
        assertThat(transport.accepts(setup().nobody())).isTrue();
        assertThat(transport.accepts(new AgentAddress(ConformanceAgent.ID, "no-such-scheme:somewhere")))
                .isFalse();
        assertThat(transport.name()).isNotBlank();
    }

    @Test
    @DisplayName("where nobody answers, opening fails as AGENT_UNAVAILABLE, retryable, in time")
    final void nobody() throws Exception {
        OpdbusException failure =
                failure(setup().transport().open(setup().nobody(), SessionSpec.of("s"), Deadline.after(SHORT)));

        assertThat(failure.code()).isEqualTo(ErrorCode.AGENT_UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    @DisplayName("an agent answers although another did not")
    final void nobodyHurtsNobody() throws Exception {
        failure(setup().transport().open(setup().nobody(), SessionSpec.of("s"), Deadline.after(SHORT)));

        assertThat(value(open("s"), call("s", "echo", "value", "here"))).isEqualTo("here");
    }

    @Test
    @DisplayName("R10: closing the transport ends its calls and channels; nothing opens any more")
    final void closeTransport() throws Exception {
        requires(Capability.CANCEL, Capability.STREAMING);
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = channel.invoke(call("s", "slow"), recorder);
        handle.request(Long.MAX_VALUE);
        recorder.await(1);
        Transport transport = setup().transport();

        transport.close();
        transport.close();

        await(handle.outcome());
        assertThat(channel.isOpen()).isFalse();
        assertThat(failure(transport.open(setup().address(), SessionSpec.of("s"), patience()))
                        .code())
                .isNotNull();
    }

    @Test
    @DisplayName("a peer that dies takes its calls with it: CONNECTION_LOST, and nobody knows what had run")
    final void kill() throws Exception {
        requires(Capability.KILL, Capability.STREAMING);
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = channel.invoke(call("s", "slow"), recorder);
        handle.request(Long.MAX_VALUE);
        recorder.await(1);

        setup().kill();

        Failed failed = failed(await(handle.outcome()));
        assertThat(failed.error().code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(failed.ran()).isEqualTo(Ran.UNKNOWN);
        assertThat(recorder.contents()).containsExactly("started");
    }

    @Test
    @DisplayName("R9: a call on a channel whose peer has died surely never left")
    final void invokeAfterDeath() throws Exception {
        requires(Capability.KILL, Capability.STREAMING);
        AgentChannel channel = open("s");
        CallHandle handle = channel.invoke(call("s", "slow"), chunk -> {});
        setup().kill();
        await(handle.outcome());

        assertThat(failed(outcome(channel, call("s", "echo", "value", 1))).ran())
                .isEqualTo(Ran.NO);
        assertThat(channel.isOpen()).isFalse();
    }
}
