package io.opdbus.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.BatchOptions;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InProcessTransportTest {

    private final ManualTimers timers = new ManualTimers();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private final Probe probe = new Probe();
    private BlockingExecutor executor = BlockingExecutor.pooled(4, 100);
    private InProcessTransport transport = new InProcessTransport(List.of(probe), executor, timers, timers.clock());

    @AfterEach
    void close() {
        release.countDown();
        transport.close();
        executor.close();
    }

    @Test
    @DisplayName("R19: a call for which there is no thread is refused, surely not run")
    void noThread() throws Exception {
        reset(BlockingExecutor.pooled(1, 1));
        AgentChannel channel = open("s");
        CallHandle running = channel.invoke(call("hold"), chunk -> {});
        started.await();
        channel.invoke(call("count"), chunk -> {});

        Failed refused = failed(await(channel.invoke(call("count"), chunk -> {})));

        assertThat(refused.error().code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refused.error().retryable()).isTrue();
        assertThat(refused.ran()).isEqualTo(Ran.NO);
        release.countDown();
        assertThat(await(running)).isInstanceOf(Succeeded.class);
    }

    @Test
    @DisplayName("R10: a call that is cancelled before its thread is free never starts")
    void cancelledBeforeStart() throws Exception {
        reset(BlockingExecutor.pooled(1, 10));
        AgentChannel channel = open("s");
        channel.invoke(call("hold"), chunk -> {});
        started.await();
        CallHandle waiting = channel.invoke(call("count"), chunk -> {});

        waiting.cancel();

        assertThat(await(waiting)).isEqualTo(new Stopped());
        release.countDown();
        assertThat(await(channel.invoke(call("count"), chunk -> {}))).isEqualTo(new Succeeded(1L));
    }

    @Test
    @DisplayName("R10: the deadline interrupts the handler and cancels its own token, not the caller's")
    void deadline() throws Exception {
        AgentCall call = call("hold", Deadline.after(Duration.ofSeconds(3), timers.clock()));
        CallHandle handle = open("s").invoke(call, chunk -> {});
        started.await();

        timers.advance(Duration.ofSeconds(3));

        assertThat(await(handle)).isEqualTo(new Stopped());
        assertThat(call.isCancelled()).isFalse();
        assertThat(timers.pending()).isZero();
    }

    @Test
    @DisplayName("a call that ends leaves no timer behind")
    void noTimerLeft() throws Exception {
        AgentChannel channel = open("s");
        for (int i = 0; i < 100; i++) {
            await(channel.invoke(call("count", Deadline.after(Duration.ofMinutes(1), timers.clock())), chunk -> {}));
        }

        assertThat(timers.pending()).isZero();
    }

    @Test
    @DisplayName("an Error of the handler is a failure like any other: the caller is not left waiting")
    void error() throws Exception {
        Failed failed = failed(await(open("s").invoke(call("overflow"), chunk -> {})));

        assertThat(failed.error().code()).isEqualTo(ErrorCode.AGENT_FAILED);
        assertThat(failed.error().message()).contains("StackOverflowError");
        assertThat(failed.ran()).isEqualTo(Ran.YES);
    }

    @Test
    @DisplayName("a result that is not JSON-like is a failure after the fact")
    void invalidOutput() throws Exception {
        Failed failed = failed(await(open("s").invoke(call("thread"), chunk -> {})));

        assertThat(failed.error().code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
        assertThat(failed.ran()).isEqualTo(Ran.YES);
    }

    @Test
    @DisplayName("what is emitted after the operation has returned is dropped")
    void lateChunks() throws Exception {
        List<Chunk> seen = new ArrayList<>();
        CallHandle handle = open("s").invoke(call("leak"), seen::add);
        handle.request(Long.MAX_VALUE);
        await(handle);

        probe.leaked.stdout("too late");

        assertThat(seen).containsExactly(Chunk.stdout("in time"));
    }

    @Test
    @DisplayName("several threads may emit for one call; the consumer sees one chunk at a time")
    void manyProducers() throws Exception {
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean overlapped = new AtomicBoolean();
        AtomicInteger count = new AtomicInteger();
        CallHandle[] handle = new CallHandle[1];
        handle[0] = open("s").invoke(call("choir"), chunk -> {
            overlapped.compareAndSet(false, !inside.compareAndSet(false, true));
            count.incrementAndGet();
            inside.set(false);
            handle[0].request(1);
        });
        handle[0].request(1);

        assertThat(await(handle[0])).isInstanceOf(Succeeded.class);
        assertThat(count).hasValue(4_000);
        assertThat(overlapped).isFalse();
    }

    @Test
    @DisplayName("R10: threads that still wait to emit when the operation has returned go free")
    void orphanedProducers() throws Exception {
        CallHandle handle = open("s").invoke(call("orphan"), chunk -> {});

        assertThat(await(handle)).isInstanceOf(Succeeded.class);
        probe.orphan.get().join(TimeUnit.SECONDS.toMillis(30));
        assertThat(probe.orphan.get().isAlive()).isFalse();
    }

    @Test
    @DisplayName("an agent hears of the end of a session once its last channel is closed")
    void sessionEnded() throws Exception {
        AgentChannel first = open("s");
        AgentChannel second = open("s");
        assertThat(List.of(first.resumed(), second.resumed())).containsExactly(false, true);

        close(first);
        assertThat(probe.ended).isEmpty();
        close(second);
        close(second);

        assertThat(probe.ended).containsExactly("s");
    }

    @Test
    @DisplayName("closing the transport ends the sessions and closes the agents")
    void closesAgents() throws Exception {
        open("s");

        transport.close();

        assertThat(probe.ended).containsExactly("s");
        assertThat(probe.closed).hasValue(1);
    }

    @Test
    @DisplayName("two agents of one id are an error that names both classes")
    void duplicates() {
        assertThatThrownBy(() -> new InProcessTransport(List.of(new Probe(), new Probe()), executor, timers))
                .isInstanceOfSatisfying(
                        OpdbusException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DUPLICATE_NAME))
                .hasMessageContaining(Probe.class.getName());
    }

    @Test
    @DisplayName("a parallel batch that stops on errors leaves out what has no thread yet")
    void parallelStopOnError() throws Exception {
        reset(BlockingExecutor.pooled(1, 100));
        List<CallHandle> handles =
                open("s").batch(List.of(call("overflow"), call("count"), call("count")), new BatchOptions(true, true));

        failed(await(handles.get(0)));
        assertThat(failed(await(handles.get(1))).ran()).isEqualTo(Ran.NO);
        assertThat(failed(await(handles.get(2))).ran()).isEqualTo(Ran.NO);
        assertThat(runs).hasValue(0);
    }

    @Test
    @DisplayName("a sequential batch of cancelled calls does not pile up on the stack")
    void longBatch() throws Exception {
        AgentChannel channel = open("s");
        List<AgentCall> calls = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            calls.add(call(i == 0 ? "hold" : "count"));
        }
        List<CallHandle> handles = channel.batch(calls, new BatchOptions(false, false));
        started.await();
        handles.forEach(CallHandle::cancel);

        for (CallHandle handle : handles) {
            assertThat(await(handle)).isEqualTo(new Stopped());
        }
        assertThat(runs).hasValue(0);
    }

    private AgentChannel open(String session) throws Exception {
        return transport
                .open(new AgentAddress("probe", "in-process"), SessionSpec.of(session), Deadline.none())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static void close(AgentChannel channel) throws Exception {
        channel.close(Deadline.none()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void reset(BlockingExecutor other) {
        transport.close();
        executor.close();
        executor = other;
        transport = new InProcessTransport(List.of(probe), executor, timers, timers.clock());
    }

    private static AgentCall call(String operation) {
        return call(operation, Deadline.none());
    }

    private static AgentCall call(String operation, Deadline deadline) {
        return new AgentCall(
                "probe",
                operation,
                "s",
                Arguments.of(Map.of()),
                CallFacts.standalone("call").withDeadline(deadline));
    }

    private static CallOutcome await(CallHandle handle) throws Exception {
        return handle.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Failed failed(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private final class Probe implements Agent, AutoCloseable {

        private final List<String> ended = new ArrayList<>();
        private final AtomicInteger closed = new AtomicInteger();
        private final CompletableFuture<Thread> orphan = new CompletableFuture<>();
        private volatile ChunkSink leaked = ChunkSink.NONE;
        private final Agent operations = Agent.builder("probe")
                .operation("hold", (call, output) -> {
                    started.countDown();
                    release.await();
                    return "held";
                })
                .operation("count", (call, output) -> runs.incrementAndGet())
                .operation("overflow", (call, output) -> {
                    throw new StackOverflowError();
                })
                .operation("thread", (call, output) -> Thread.currentThread())
                .operation("leak", (call, output) -> {
                    output.stdout("in time");
                    leaked = output;
                    return null;
                })
                .operation("choir", (call, output) -> {
                    ConcurrentLinkedQueue<Thread> singers = new ConcurrentLinkedQueue<>();
                    for (int i = 0; i < 4; i++) {
                        Thread singer = new Thread(() -> {
                            for (int j = 0; j < 1_000; j++) {
                                output.stdout("la");
                            }
                        });
                        singer.start();
                        singers.add(singer);
                    }
                    for (Thread singer : singers) {
                        singer.join();
                    }
                    return null;
                })
                .operation("orphan", (call, output) -> {
                    CountDownLatch about = new CountDownLatch(1);
                    Thread left = new Thread(() -> {
                        about.countDown();
                        output.stdout("nobody asked for it");
                    });
                    left.start();
                    about.await();
                    orphan.complete(left);
                    return null;
                })
                .build();

        @Override
        public AgentDescriptor descriptor() {
            return operations.descriptor();
        }

        @Override
        public Object invoke(AgentCall call, ChunkSink output) throws Exception {
            return operations.invoke(call, output);
        }

        @Override
        public void sessionEnded(String session) {
            ended.add(session);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
