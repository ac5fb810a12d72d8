package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallOutcome.Ran;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions and their state, and what a channel tells about the agent. */
abstract class SessionConformance extends CancelConformance {

    @Test
    @DisplayName("a session sees its own state, and no other session's")
    final void separate() throws Exception {
        requires(Capability.SESSION_STATE);
        String one = fresh("one");
        String two = fresh("two");
        AgentChannel first = open(one);
        AgentChannel second = open(two);

        value(first, call(one, "session_put", "key", "colour", "value", "red"));
        value(second, call(two, "session_put", "key", "colour", "value", "blue"));

        assertThat(value(first, call(one, "session_get", "key", "colour"))).isEqualTo("red");
        assertThat(value(second, call(two, "session_get", "key", "colour"))).isEqualTo("blue");
    }

    @Test
    @DisplayName("the state of a session ends with it")
    final void ends() throws Exception {
        requires(Capability.SESSION_STATE);
        String session = fresh("session");
        AgentChannel channel = open(session);
        assertThat(channel.resumed()).isFalse();
        value(channel, call(session, "session_put", "key", "colour", "value", "red"));
        await(channel.close(patience()));

        AgentChannel again = open(session);

        assertThat(again.resumed()).isFalse();
        assertThat(value(again, call(session, "session_get", "key", "colour"))).isNull();
    }

    @Test
    @DisplayName("the end of a session leaves the others alone")
    final void endsAlone() throws Exception {
        requires(Capability.SESSION_STATE);
        String one = fresh("one");
        String two = fresh("two");
        AgentChannel first = open(one);
        AgentChannel second = open(two);
        value(second, call(two, "session_put", "key", "colour", "value", "blue"));

        await(first.close(patience()));

        assertThat(second.isOpen()).isTrue();
        assertThat(value(second, call(two, "session_get", "key", "colour"))).isEqualTo("blue");
    }

    @Test
    @DisplayName("a closed channel takes no calls: they surely never ran")
    final void closed() throws Exception {
        AgentChannel channel = open("s");
        await(channel.close(patience()));
        await(channel.close(patience()));

        assertThat(channel.isOpen()).isFalse();
        assertThat(failed(outcome(channel, call("s", "echo", "value", 1))).ran())
                .isEqualTo(Ran.NO);
    }

    @Test
    @DisplayName("the agent tells that it is well")
    final void health() throws Exception {
        AgentChannel channel = open("s");

        assertThat(await(channel.health(patience())).healthy()).isTrue();
        assertThat(await(channel.health(patience())).status()).isNotBlank();
    }

    @Test
    @DisplayName("R6: the agent tells what it can do")
    final void describe() throws Exception {
        requires(Capability.DESCRIBE);
        Optional<AgentDescriptor> described = await(open("s").describe(patience()));

        AgentDescriptor expected = new ConformanceAgent().descriptor();
        assertThat(described).isPresent();
        assertThat(described.get().id()).isEqualTo(ConformanceAgent.ID);
        assertThat(described.get().operations().stream().map(Operation::name))
                .containsExactlyInAnyOrderElementsOf(
                        expected.operations().stream().map(Operation::name).toList());
    }
}
