package io.opdbus.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Workstack;
import java.io.File;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of 100,000 phases in a JVM of 512 MB. */
@Tag("slow")
class LargeRunTest {

    private static final int SIZE = 100_000;

    /** What the child JVM runs: compile, run, and read the result; prints the number of units that succeeded. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            CompletableFuture<Object> done = CompletableFuture.completedFuture("done");
            Tool noop = Tool.builder("noop").asyncHandler(call -> done);
            Tool blocking = Tool.builder("blocking").handler(call -> "done");
            try (OrchestratedExecutor executor =
                    OrchestratedExecutor.builder().tool(noop).tool(blocking).build()) {
                RunResult result = executor.run(RunRequest.of(shape(args[0], args[1])));
                long succeeded = result.units().stream()
                        .filter(unit -> unit.results().containsValue("done"))
                        .count();
                System.out.println(result.status() + " " + succeeded);
            }
        }

        private static Workstack shape(String shape, String tool) {
            Workstack.Builder workstack = Workstack.builder(shape).parallelPhases(ParallelPhases.ALL);
            Phase.Builder[] phases = new Phase.Builder[SIZE];
            for (int i = 0; i < SIZE; i++) {
                phases[i] = Phase.builder("p" + i).tool(tool);
                if (shape.equals("chain") && i > 0) {
                    phases[i].dependsOn("p" + (i - 1));
                } else if (shape.equals("fan") && i > 0 && i < SIZE - 1) {
                    phases[i].dependsOn("p0");
                }
            }
            if (shape.equals("fan")) {
                phases[SIZE - 1].dependsOn(
                        IntStream.range(1, SIZE - 1).mapToObj(i -> "p" + i).toArray(String[]::new));
            }
            List.of(phases).forEach(phase -> workstack.phase(phase.build()));
            return workstack.build();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain noop", "fan noop", "chain blocking", "fan blocking"})
    @DisplayName("R19, R20: 100,000 phases compile and run within 512 MB, without deep stacks")
    void runs(String shape) throws Exception {
        String[] words = shape.split(" ");
        Process child = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx512m",
                        "-Xss512k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        words[0],
                        words[1])
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(child.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("SUCCEEDED " + SIZE);
    }
}
