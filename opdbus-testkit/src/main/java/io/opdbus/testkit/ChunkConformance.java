package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The output of a running operation: its order, and who sets the pace. */
abstract class ChunkConformance extends CallConformance {

    @Test
    @DisplayName("chunks come in order, one at a time, and all of them before the outcome")
    final void order() throws Exception {
        requires(Capability.STREAMING);
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = open("s").invoke(call("s", "stream", "count", 2_000), recorder);
        List<Integer> seenAtTheEnd = new ArrayList<>();
        var end = handle.outcome()
                .thenAccept(outcome -> seenAtTheEnd.add(recorder.chunks().size()));
        handle.request(Long.MAX_VALUE);

        assertThat(value(await(handle.outcome()))).isEqualTo(2_000L);
        await(end);
        assertThat(seenAtTheEnd).containsExactly(2_000);
        assertThat(recorder.contents())
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(Integer::toString).toList());
        assertThat(recorder.overlapped()).isFalse();
    }

    @Test
    @DisplayName("every kind of chunk arrives as what it is")
    final void kinds() throws Exception {
        requires(Capability.STREAMING);
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = open("s").invoke(call("s", "kinds"), recorder);
        handle.request(Long.MAX_VALUE);

        assertThat(value(await(handle.outcome()))).isNull();
        assertThat(recorder.chunks())
                .containsExactly(
                        Chunk.stdout("to the output"),
                        Chunk.stderr("to the errors"),
                        Chunk.progress("half way"),
                        Chunk.heartbeat());
    }

    @Test
    @DisplayName("nothing comes before the first request, and never more than was requested")
    final void backPressure() throws Exception {
        requires(Capability.STREAMING, Capability.BACK_PRESSURE);
        AgentChannel channel = open("s");
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = channel.invoke(call("s", "stream", "count", 100), recorder);

        roundTrip(channel);
        assertThat(recorder.chunks()).isEmpty();

        handle.request(1);
        recorder.await(1);
        handle.request(2);
        recorder.await(3);
        roundTrip(channel);
        assertThat(recorder.contents()).containsExactly("0", "1", "2");
        assertThat(handle.outcome().toCompletableFuture()).isNotDone();

        handle.request(Long.MAX_VALUE);
        assertThat(value(await(handle.outcome()))).isEqualTo(100L);
        assertThat(recorder.chunks()).hasSize(100);
    }

    @Test
    @DisplayName("a call that nobody reads holds up no other")
    final void slowReader() throws Exception {
        requires(Capability.STREAMING, Capability.BACK_PRESSURE);
        AgentChannel channel = open("s");
        CallHandle unread = channel.invoke(call("s", "stream", "count", 100_000), chunk -> {});
        unread.request(1);
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle read = channel.invoke(call("s", "stream", "count", 1_000), recorder);
        read.request(Long.MAX_VALUE);

        assertThat(value(await(read.outcome()))).isEqualTo(1_000L);
        assertThat(recorder.chunks()).hasSize(1_000);
        unread.cancel();
    }

    @Test
    @DisplayName("a request may come from the thread that delivers a chunk")
    final void requestWhileDelivering() throws Exception {
        requires(Capability.STREAMING);
        List<String> contents = new ArrayList<>();
        CallHandle[] handle = new CallHandle[1];
        AgentChannel channel = open("s");
        handle[0] = channel.invoke(call("s", "stream", "count", 1_000), chunk -> {
            contents.add(chunk.content());
            handle[0].request(1);
        });
        handle[0].request(1);

        assertThat(value(await(handle[0].outcome()))).isEqualTo(1_000L);
        assertThat(contents).hasSize(1_000);
    }

    @Test
    @DisplayName("less than one chunk cannot be requested")
    final void badRequest() throws Exception {
        CallHandle handle = open("s").invoke(call("s", "echo", "value", 1), chunk -> {});

        assertThatThrownBy(() -> handle.request(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> handle.request(-1)).isInstanceOf(IllegalArgumentException.class);
        handle.request(Long.MAX_VALUE);
        handle.request(Long.MAX_VALUE);
        value(await(handle.outcome()));
    }

    @Test
    @DisplayName("R10: a cancel releases an operation that waits for a request")
    final void cancelWhileProducerWaits() throws Exception {
        requires(Capability.STREAMING, Capability.BACK_PRESSURE, Capability.CANCEL);
        ChunkRecorder recorder = new ChunkRecorder();
        CallHandle handle = open("s").invoke(call("s", "stream", "count", 100_000), recorder);
        handle.request(1);
        recorder.await(1);

        handle.cancel();

        assertThat(await(handle.outcome())).isEqualTo(new CallOutcome.Stopped());
        assertThat(recorder.contents()).containsExactly("0");
    }

    /** When it is back, whatever the peer had sent before has arrived. */
    private static void roundTrip(AgentChannel channel) throws Exception {
        for (int i = 0; i < 3; i++) {
            value(channel, call("s", "echo", "value", i));
        }
    }
}
