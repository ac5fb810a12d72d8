package io.opdbus.benchmarks;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.agent.AgentCatalog;
import io.opdbus.core.agent.AgentPool;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.source.Problems;
import io.opdbus.core.transport.InProcessTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A call of an agent in this process: through the whole pool, and beside it the bare hand-over of a task to the same
 * executor, which is what any call on another thread costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class AgentCallBenchmark {

    private static final int CALLS = 1_000;

    private BlockingExecutor executor;
    private DaemonTimers timers;
    private AgentPool pool;

    /** Makes a pool with one agent. */
    @Setup
    public void open() {
        Agent agent = Agent.builder("echo")
                .operation("echo", (call, output) -> call.arguments().get("value"))
                .build();
        executor = BlockingExecutor.create();
        timers = new DaemonTimers();
        AgentCatalog catalog = AgentCatalog.of(List.of(agent), AgentsConfig.defaults(Map.of(), new Problems()));
        pool = AgentPool.builder(catalog, executor, timers)
                .transport(new InProcessTransport(catalog.hosted(), executor, timers))
                .build();
        pool.openSession("s");
    }

    /** Ends it. */
    @TearDown
    public void close() {
        pool.close();
        executor.close();
        timers.close();
    }

    /** Calls one after the other: the way there and back, two changes of thread included. */
    @Benchmark
    public void roundTripThroughPool() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        pool.start(call(Deadline.none()), ChunkSink.NONE, outcome -> done.countDown());
        done.await();
    }

    /** The same without the pool. */
    @Benchmark
    public void roundTripBare() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        executor.execute(done::countDown);
        done.await();
    }

    /** Many calls under way at once. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void manyThroughPool() throws InterruptedException {
        many(Deadline.none());
    }

    /** Many calls under way at once, with a deadline each. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void manyWithDeadlineThroughPool() throws InterruptedException {
        many(Deadline.after(Duration.ofSeconds(30)));
    }

    /** Many tasks at once without the pool. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void manyBare() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(CALLS);
        for (int i = 0; i < CALLS; i++) {
            executor.execute(done::countDown);
        }
        done.await();
    }

    private void many(Deadline deadline) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(CALLS);
        for (int i = 0; i < CALLS; i++) {
            pool.start(call(deadline), ChunkSink.NONE, outcome -> done.countDown());
        }
        done.await();
    }

    private static AgentCall call(Deadline deadline) {
        return new AgentCall(
                "echo",
                "echo",
                "s",
                Arguments.of(Map.of("value", "hello")),
                new CallFacts("run", "unit/step", "run/unit/step/0", 1, deadline, new CancelToken(), List.of()));
    }
}
