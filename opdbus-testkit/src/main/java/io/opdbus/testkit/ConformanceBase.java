package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all parts of the conformance test need: the setup of each test, and calls in few words. */
abstract class ConformanceBase {

    /** How long anything may take that should happen at once. Nothing waits as long unless it fails. */
    static final long PATIENCE_SECONDS = 30;

    private @Nullable TransportSetup current;

    abstract TransportSetup begin() throws Exception;

    abstract Set<Capability> able();

    @BeforeEach
    final void beginSetup() throws Exception {
        current = begin();
    }

    @AfterEach
    final void endSetup() throws Exception {
        if (current != null) {
            current.close();
        }
    }

    final TransportSetup setup() {
        if (current == null) {
            throw new IllegalStateException("there is no setup outside a test");
        }
        return current;
    }

    final void requires(Capability... needed) {
        for (Capability capability : needed) {
            assumeTrue(able().contains(capability), () -> "the transport declares that it lacks " + capability);
        }
    }

    final boolean can(Capability capability) {
        return able().contains(capability);
    }

    /** A name that no other test uses. */
    static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }

    final AgentChannel open() throws Exception {
        return open(fresh("session"));
    }

    final AgentChannel open(String session) throws Exception {
        return await(setup().transport().open(setup().address(), SessionSpec.of(session), patience()));
    }

    static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    static AgentCall call(String session, String operation, @Nullable Object... namesAndValues) {
        return call(session, patience(), operation, namesAndValues);
    }

    static AgentCall call(String session, Deadline deadline, String operation, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new AgentCall(
                ConformanceAgent.ID,
                operation,
                session,
                Arguments.of(Values.map(arguments)),
                CallFacts.standalone(fresh("call")).withDeadline(deadline));
    }

    /** Makes a call whose chunks nobody wants, and returns how it ended. */
    static CallOutcome outcome(AgentChannel channel, AgentCall call) throws Exception {
        CallHandle handle = channel.invoke(call, chunk -> {});
        handle.request(Long.MAX_VALUE);
        return await(handle.outcome());
    }

    static @Nullable Object value(AgentChannel channel, AgentCall call) throws Exception {
        return value(outcome(channel, call));
    }

    static @Nullable Object value(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(Succeeded.class);
        return ((Succeeded) outcome).value();
    }

    static Failed failed(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s", late);
        }
    }

    /** Waits for a stage to fail, and returns with what. */
    static OpdbusException failure(CompletionStage<?> stage) throws Exception {
        try {
            Object came = await(stage);
            throw new AssertionError("expected a failure, but " + came + " came");
        } catch (ExecutionException expected) {
            if (expected.getCause() instanceof OpdbusException failure) {
                return failure;
            }
            throw new AssertionError("expected an OpdbusException", expected.getCause());
        }
    }
}
