package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.BatchOptions;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several calls at once. */
abstract class BatchConformance extends SessionConformance {

    @Test
    @DisplayName("a sequential batch runs in order")
    final void sequential() throws Exception {
        String key = fresh("list");
        AgentChannel channel = open("s");
        List<CallHandle> handles = channel.batch(
                IntStream.range(0, 20).mapToObj(i -> append(key, i)).toList(), BatchOptions.SEQUENTIAL);

        for (int i = 0; i < 20; i++) {
            assertThat(value(await(handles.get(i).outcome())))
                    .isEqualTo(
                            IntStream.rangeClosed(0, i).mapToObj(Long::valueOf).toList());
        }
    }

    @Test
    @DisplayName("a sequential batch stops at the first failure: the rest never ran")
    final void stopOnError() throws Exception {
        String key = fresh("list");
        AgentChannel channel = open("s");
        List<CallHandle> handles = channel.batch(
                List.of(
                        append(key, 0),
                        call("s", "append_and_fail", "key", key, "value", 1),
                        append(key, 2),
                        append(key, 3)),
                BatchOptions.SEQUENTIAL);

        assertThat(await(handles.get(0).outcome())).isInstanceOf(Succeeded.class);
        assertThat(failed(await(handles.get(1).outcome())).ran()).isEqualTo(Ran.YES);
        assertThat(failed(await(handles.get(2).outcome())).ran()).isEqualTo(Ran.NO);
        assertThat(failed(await(handles.get(3).outcome())).ran()).isEqualTo(Ran.NO);
        assertThat(value(channel, call("s", "list", "key", key))).isEqualTo(List.of(0L, 1L));
    }

    @Test
    @DisplayName("a sequential batch that is to go on does, after a failure")
    final void goOn() throws Exception {
        String key = fresh("list");
        List<CallHandle> handles = open("s")
                .batch(
                        List.of(call("s", "append_and_fail", "key", key, "value", 0), append(key, 1)),
                        new BatchOptions(false, false));

        failed(await(handles.get(0).outcome()));
        assertThat(value(await(handles.get(1).outcome()))).isEqualTo(List.of(0L, 1L));
    }

    @Test
    @DisplayName("the calls of a parallel batch run at the same time")
    final void parallel() throws Exception {
        requires(Capability.PARALLEL_BATCH);
        String key = fresh("meeting");
        AgentCall meet = call("s", "meet", "key", key, "parties", 4);
        List<CallHandle> handles = open("s").batch(List.of(meet, meet, meet, meet), BatchOptions.PARALLEL);

        for (CallHandle handle : handles) {
            assertThat(await(handle.outcome())).isInstanceOf(Succeeded.class);
        }
    }

    @Test
    @DisplayName("each call of a parallel batch has its own outcome, in the order of the calls")
    final void parallelOutcomes() throws Exception {
        List<CallHandle> handles = open("s")
                .batch(
                        List.of(
                                call("s", "echo", "value", "a"),
                                call("s", "throw", "message", "b"),
                                call("s", "echo", "value", "c")),
                        BatchOptions.PARALLEL);

        assertThat(value(await(handles.get(0).outcome()))).isEqualTo("a");
        assertThat(failed(await(handles.get(1).outcome())).error().message()).contains("b");
        assertThat(value(await(handles.get(2).outcome()))).isEqualTo("c");
    }

    @Test
    @DisplayName("a call of a batch that streams needs no reader")
    final void chunksToNobody() throws Exception {
        List<CallHandle> handles =
                open("s").batch(List.of(call("s", "stream", "count", 1_000)), BatchOptions.SEQUENTIAL);

        assertThat(value(await(handles.get(0).outcome()))).isEqualTo(1_000L);
    }

    @Test
    @DisplayName("R10: a call of a sequential batch that is cancelled before its turn never starts")
    final void cancelInBatch() throws Exception {
        requires(Capability.CANCEL);
        String key = fresh("key");
        String list = fresh("list");
        AgentChannel channel = open("s");
        List<CallHandle> handles = channel.batch(
                List.of(call("s", "ignore_cancel", "key", key), append(list, 1), append(list, 2)),
                new BatchOptions(false, false));

        handles.get(1).cancel();
        value(channel, call("s", "release", "key", key));

        assertThat(await(handles.get(1).outcome())).isNotInstanceOf(Succeeded.class);
        assertThat(value(await(handles.get(2).outcome()))).isEqualTo(List.of(2L));
    }

    @Test
    @DisplayName("an empty batch is no calls")
    final void empty() throws Exception {
        assertThat(open("s").batch(List.of(), BatchOptions.PARALLEL)).isEmpty();
        assertThat(open("s").batch(List.of(), BatchOptions.SEQUENTIAL)).isEmpty();
    }

    private static AgentCall append(String key, int value) {
        return call("s", "append", "key", key, "value", value);
    }
}
