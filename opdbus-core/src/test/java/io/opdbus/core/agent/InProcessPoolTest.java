package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.source.Problems;
import io.opdbus.core.transport.InProcessTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InProcessPoolTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final BlockingExecutor executor = BlockingExecutor.pooled(8, 1_000);
    private final DaemonTimers timers = new DaemonTimers();
    private AgentPool pool;

    @BeforeEach
    void open() {
        Agent agent = Agent.builder("worker")
                .operation(
                        "hello", (call, output) -> "Hello " + call.arguments().string("name"))
                .operation("count", (call, output) -> {
                    for (long i = 0; i < call.arguments().integer("to"); i++) {
                        output.stdout("line " + i);
                    }
                    return call.arguments().integer("to");
                })
                .operation("wait", (call, output) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build();
        AgentCatalog catalog = AgentCatalog.of(List.of(agent), AgentsConfig.defaults(Map.of(), new Problems()));
        pool = AgentPool.builder(catalog, executor, timers)
                .transport(new InProcessTransport(catalog.hosted(), executor, timers))
                .build();
        pool.openSession("s");
    }

    @AfterEach
    void close() {
        pool.close();
        executor.close();
        timers.close();
    }

    @Test
    void aCallSucceeds() throws Exception {
        assertThat(call(new CallFactsOf("hello", Map.of("name", "world")), ChunkSink.NONE))
                .isEqualTo(new Succeeded("Hello world"));
    }

    @Test
    void chunksComeInOrderBeforeTheOutcome() throws Exception {
        List<Chunk> chunks = new ArrayList<>();

        CallOutcome outcome = call(new CallFactsOf("count", Map.of("to", 1_000L)), chunks::add);

        assertThat(outcome).isEqualTo(new Succeeded(1_000L));
        assertThat(chunks).hasSize(1_000).last().isEqualTo(Chunk.stdout("line 999"));
    }

    @Test
    @DisplayName("R10: cancelling the token of a call stops its agent")
    void cancelStops() throws Exception {
        AgentCall call = new CallFactsOf("wait", Map.of()).call();
        CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        pool.start(call, ChunkSink.NONE, outcome::complete);
        begun.await();

        call.cancelToken().cancel("enough");

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(new Stopped());
    }

    @Test
    void anUnknownOperationNeverRan() throws Exception {
        CallOutcome outcome = call(new CallFactsOf("helo", Map.of()), ChunkSink.NONE);

        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.ran()).isEqualTo(Ran.NO);
            assertThat(failed.error().code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
            assertThat(failed.error().message()).contains("hello", "count", "wait");
        });
    }

    @Test
    @DisplayName("R10: closing the pool stops what runs, within the time given")
    void closeStops() throws Exception {
        CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        pool.start(new CallFactsOf("wait", Map.of()).call(), ChunkSink.NONE, outcome::complete);
        begun.await();

        pool.close(Duration.ofSeconds(5));

        assertThat(outcome).isCompletedWithValue(new Stopped());
    }

    private CallOutcome call(CallFactsOf call, ChunkSink chunks) throws Exception {
        CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        pool.start(call.call(), chunks, outcome::complete);
        return outcome.get(10, TimeUnit.SECONDS);
    }

    private record CallFactsOf(String operation, Map<String, Object> arguments) {
        AgentCall call() {
            return new AgentCall("worker", operation, "s", Arguments.of(arguments), CallFacts.standalone("call"));
        }
    }
}
