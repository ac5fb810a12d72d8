package io.opdbus.benchmarks;

import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a whole graph of steps without work costs: as a workstack, and beside it as a synchronous graph of
 * {@link CompletableFuture}s, which keeps no record, checks nothing and can undo nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class OverheadBenchmark {

    /** The graph. */
    @Param({"chain10", "fan100", "ladder1000"})
    public String shape;

    private Graph graph;
    private OrchestratedExecutor executor;
    private RunRequest listened;
    private long heard;

    /** Builds the executor and the graph. */
    @Setup
    public void setUp() {
        graph = Graph.of(shape);
        CompletableFuture<Object> done = CompletableFuture.completedFuture("done");
        Workstack workstack = workstack(graph);
        executor = OrchestratedExecutor.builder()
                .tool(Tool.builder("noop").asyncHandler(call -> done))
                .workstack(workstack)
                .build();
        listened = RunRequest.of("workstack_graph").listener(notice -> heard++);
    }

    /** Lets go of its threads. */
    @TearDown
    public void tearDown() {
        executor.close();
    }

    private static Workstack workstack(Graph graph) {
        Workstack.Builder workstack = Workstack.builder("graph").parallelPhases(ParallelPhases.ALL);
        for (int unit = 0; unit < graph.size(); unit++) {
            int[] dependencies = graph.dependencies().get(unit);
            String[] names = new String[dependencies.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = "p" + dependencies[i];
            }
            workstack.phase("p" + unit, phase -> phase.tool("noop").dependsOn(names));
        }
        return workstack.build();
    }

    /** A workstack: checked, recorded, ready to be undone. */
    @Benchmark
    public RunResult workstack() {
        RunResult result = executor.run("workstack_graph", Map.of());
        if (!result.succeeded()) {
            throw new IllegalStateException(result.explain());
        }
        return result;
    }

    /** The same with a listener, whose own work happens on another thread. */
    @Benchmark
    public RunResult workstackWithListener() {
        return executor.run(listened);
    }

    /** A graph of futures that complete on the calling thread. */
    @Benchmark
    public Object completableFuture() {
        CompletableFuture<?>[] units = new CompletableFuture<?>[graph.size()];
        CompletableFuture<Object> start = new CompletableFuture<>();
        for (int unit = 0; unit < units.length; unit++) {
            int[] dependencies = graph.dependencies().get(unit);
            CompletableFuture<?> before;
            if (dependencies.length == 0) {
                before = start;
            } else if (dependencies.length == 1) {
                before = units[dependencies[0]];
            } else {
                CompletableFuture<?>[] all = new CompletableFuture<?>[dependencies.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = units[dependencies[i]];
                }
                before = CompletableFuture.allOf(all);
            }
            units[unit] = before.thenApply(ignored -> "done");
        }
        start.complete("go");
        return units[units.length - 1].join();
    }
}
