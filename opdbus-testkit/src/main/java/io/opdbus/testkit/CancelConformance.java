package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls that are to stop: by a cancel, at their deadline, or because the channel is closed. */
abstract class CancelConformance extends ChunkConformance {

    @Test
    @DisplayName("R10: a cancel stops a running operation")
    final void cancelRunning() throws Exception {
        requires(Capability.CANCEL, Capability.STREAMING);
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = channel.invoke(call("s", "slow"), recorder);
        handle.request(Long.MAX_VALUE);
        recorder.await(1);

        handle.cancel();
        handle.cancel();

        assertThat(await(handle.outcome())).isEqualTo(new Stopped());
        assertThat(value(channel, call("s", "echo", "value", "still here"))).isEqualTo("still here");
    }

    @Test
    @DisplayName("R10: a cancel right at the start ends the call too, started or not")
    final void cancelAtOnce() throws Exception {
        requires(Capability.CANCEL);
        AgentChannel channel = open("s");
        for (int i = 0; i < 50; i++) {
            CallHandle handle = channel.invoke(call("s", "slow"), chunk -> {});
            handle.request(Long.MAX_VALUE);
            handle.cancel();
            assertThat(await(handle.outcome())).isEqualTo(new Stopped());
        }
    }

    @Test
    @DisplayName("a cancel after the end changes nothing")
    final void cancelAfterTheEnd() throws Exception {
        AgentChannel channel = open("s");
        CallHandle handle = channel.invoke(call("s", "echo", "value", 1), chunk -> {});
        handle.request(Long.MAX_VALUE);
        CallOutcome before = await(handle.outcome());

        handle.cancel();

        assertThat(await(handle.outcome())).isEqualTo(before);
        assertThat(value(channel, call("s", "echo", "value", 2))).isEqualTo(2L);
    }

    @Test
    @DisplayName("R10: what an operation returns counts, cancelled or not")
    final void cancelIgnored() throws Exception {
        requires(Capability.CANCEL, Capability.STREAMING);
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        String key = fresh("key");
        CallHandle handle = channel.invoke(call("s", "ignore_cancel", "key", key), recorder);
        handle.request(Long.MAX_VALUE);
        recorder.await(1);

        handle.cancel();
        value(channel, call("s", "echo", "value", 1));
        assertThat(handle.outcome().toCompletableFuture()).isNotDone();
        value(channel, call("s", "release", "key", key));

        assertThat(await(handle.outcome())).isEqualTo(new Succeeded("finished"));
    }

    @Test
    @DisplayName("a cancel stops its own call and no other")
    final void cancelOne() throws Exception {
        requires(Capability.CANCEL, Capability.STREAMING);
        AgentChannel channel = open("s");
        String key = fresh("key");
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle other = channel.invoke(call("s", "ignore_cancel", "key", key), recorder);
        other.request(Long.MAX_VALUE);
        recorder.await(1);
        CallHandle cancelled = channel.invoke(call("s", "slow"), chunk -> {});
        cancelled.request(Long.MAX_VALUE);

        cancelled.cancel();
        assertThat(await(cancelled.outcome())).isEqualTo(new Stopped());

        assertThat(other.outcome().toCompletableFuture()).isNotDone();
        value(channel, call("s", "release", "key", key));
        assertThat(await(other.outcome())).isEqualTo(new Succeeded("finished"));
    }

    @Test
    @DisplayName("R10: the deadline stops a running operation")
    final void deadline() throws Exception {
        requires(Capability.DEADLINE);
        CallHandle handle = open("s").invoke(call("s", Deadline.after(Duration.ofMillis(300)), "slow"), chunk -> {});
        handle.request(Long.MAX_VALUE);

        assertThat(await(handle.outcome())).isEqualTo(new Stopped());
    }

    @Test
    @DisplayName("R10: a call whose deadline has passed never starts")
    final void deadlinePassed() throws Exception {
        requires(Capability.DEADLINE);
        AgentChannel channel = open("s");
        String key = fresh("list");
        Deadline past = new Deadline(Instant.EPOCH);

        CallOutcome outcome = outcome(channel, call("s", past, "append", "key", key, "value", 1));

        assertThat(outcome).isNotInstanceOf(Succeeded.class);
        if (outcome instanceof Failed failed) {
            assertThat(failed.ran()).isEqualTo(CallOutcome.Ran.NO);
        }
        assertThat(value(channel, call("s", "list", "key", key))).isEqualTo(List.of());
    }

    @Test
    @DisplayName("R10: closing a channel cancels its calls")
    final void closeCancels() throws Exception {
        requires(Capability.CANCEL, Capability.STREAMING);
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = channel.invoke(call("s", "slow"), recorder);
        handle.request(Long.MAX_VALUE);
        recorder.await(1);

        await(channel.close(patience()));

        assertThat(await(handle.outcome())).isNotInstanceOf(Succeeded.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    @DisplayName("R10: closing is bounded, even where an operation does not stop")
    final void closeBounded() throws Exception {
        requires(Capability.STREAMING);
        AgentChannel other = open("other");
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        String key = fresh("key");
        CallHandle handle = channel.invoke(call("s", "ignore_cancel", "key", key), recorder);
        handle.request(Long.MAX_VALUE);
        recorder.await(1);

        await(channel.close(Deadline.after(Duration.ofMillis(200))));

        value(other, call("other", "release", "key", key));
        await(handle.outcome());
    }
}
