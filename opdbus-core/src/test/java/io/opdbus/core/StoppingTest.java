package io.opdbus.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.run.RollbackOutcome;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunListener;
import io.opdbus.api.run.RunNotice;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Workstack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R10: whatever a step does, cancel and timeout end its run, undo what was done, and start nothing more. */
class StoppingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What makes the run stop. */
    enum Cause {
        CANCEL,
        RUN_TIMEOUT,
        CLOSE
    }

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch running = new CountDownLatch(1);

    private final Tool note = Tool.builder("note")
            .parameter("text", String.class)
            .handler(call -> {
                calls.add(call.arguments().string("text"));
                return null;
            });

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10, R12: a tool that sleeps is interrupted, and what was done is undone")
    void sleeping(Cause cause) throws Exception {
        Tool sleeper = Tool.builder("busy").handler(call -> {
            running.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        RunResult result = stop(cause, sleeper, p -> p.tool("busy"));
        assertThat(result.unit("work").status()).isEqualTo(UnitStatus.STOPPED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10: a tool that spins and looks at its cancel token ends by itself")
    void spinning(Cause cause) throws Exception {
        Tool spinner = Tool.builder("busy").handler(call -> {
            running.countDown();
            while (true) {
                call.throwIfCancelled();
                Thread.onSpinWait();
            }
        });
        RunResult result = stop(cause, spinner, p -> p.tool("busy"));
        assertThat(result.unit("work").status()).isEqualTo(UnitStatus.STOPPED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10: a tool that ignores everything is UNKNOWN after the grace period")
    void deaf(Cause cause) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Tool deaf = Tool.builder("busy").handler(call -> {
            running.countDown();
            boolean done = false;
            while (!done) {
                try {
                    release.await();
                    done = true;
                } catch (InterruptedException ignored) {
                    // deaf
                }
            }
            return null;
        });
        try {
            RunResult result = stop(cause, deaf, p -> p.tool("busy"));
            assertThat(result.unit("work").status()).isEqualTo(UnitStatus.UNKNOWN);
            assertThat(result.explain()).contains("did not stop within the grace period");
        } finally {
            release.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10: an asynchronous tool is told through onCancel")
    void asynchronous(Cause cause) throws Exception {
        Tool waiting = Tool.builder("busy").asyncHandler(call -> {
            CompletableFuture<Object> stage = new CompletableFuture<>();
            call.onCancel(() -> stage.cancel(false));
            running.countDown();
            return stage;
        });
        RunResult result = stop(cause, waiting, p -> p.tool("busy"));
        assertThat(result.unit("work").status()).isEqualTo(UnitStatus.STOPPED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10: an agent in process is interrupted")
    void agent(Cause cause) throws Exception {
        Agent agent = Agent.builder("worker")
                .operation("work", (call, output) -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build();
        RunResult result = stop(cause, Tool.builder("busy").handler(call -> null), p -> p.agent("worker.work"), agent);
        assertThat(result.unit("work").status()).isEqualTo(UnitStatus.STOPPED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10: no process survives, not even a child that outlived its parent")
    void processes(Cause cause, @TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux");
        Path pid = directory.resolve("child.pid");
        String script =
                "sh -c 'sleep 600 & echo $! > " + pid + ".tmp; mv " + pid + ".tmp " + pid + "; echo born'; sleep 600";
        RunListener listener = new RunListener() {
            @Override
            public void onNotice(RunNotice notice) {}

            @Override
            public void onChunk(String unit, String step, Chunk chunk) {
                if (chunk.content().contains("born")) {
                    running.countDown();
                }
            }
        };
        OrchestratedExecutorBuilder builder =
                builder().allowRoot(directory).allowProgram("sh").gracePeriod(PATIENCE);
        RunResult result = stop(
                cause,
                builder,
                p -> p.tool("process_run", t -> t.arg("command", List.of("sh", "-c", script))),
                listener);
        assertThat(result.unit("work").status()).isEqualTo(UnitStatus.STOPPED);
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child).filter(StoppingTest::alive)).isEmpty();
    }

    private static boolean alive(ProcessHandle process) {
        try {
            // A zombie waits for its parent to take note of its end; it runs no more.
            return process.isAlive()
                    && !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains(") Z ");
        } catch (java.io.IOException gone) {
            return false;
        }
    }

    private OrchestratedExecutorBuilder builder() {
        return OrchestratedExecutor.builder().tool(note).gracePeriod(Duration.ofMillis(300));
    }

    private RunResult stop(Cause cause, Tool tool, UnaryOperator<Phase.Builder> work, Agent... agents)
            throws InterruptedException {
        OrchestratedExecutorBuilder builder = builder().tool(tool);
        for (Agent agent : agents) {
            builder.agent(agent);
        }
        return stop(cause, builder, work, notice -> {});
    }

    private RunResult stop(
            Cause cause, OrchestratedExecutorBuilder builder, UnaryOperator<Phase.Builder> work, RunListener listener)
            throws InterruptedException {
        Workstack.Builder workstack = Workstack.builder("stopping")
                .phase(
                        "before",
                        p -> p.tool(
                                "note",
                                t -> t.arg("text", "before").rollbackTool("note", r -> r.arg("text", "undo before"))))
                .phase(
                        "work",
                        p -> work.apply(p.dependsOn("before")).rollbackTool("note", r -> r.arg("text", "undo work")))
                .phase("after", p -> p.dependsOn("work").tool("note", t -> t.arg("text", "after")))
                .finallyPhase("last", p -> p.tool("note", t -> t.arg("text", "last")));
        RunRequest request = RunRequest.of(workstack.build()).listener(listener);
        RunStatus expected = cause == Cause.RUN_TIMEOUT ? RunStatus.TIMED_OUT : RunStatus.CANCELLED;
        OrchestratedExecutor executor = builder.build();
        try {
            Run run = executor.start(cause == Cause.RUN_TIMEOUT ? request.timeout(Duration.ofSeconds(2)) : request);
            assertThat(running.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            switch (cause) {
                case CANCEL -> run.cancel("enough");
                case CLOSE -> executor.close();
                case RUN_TIMEOUT -> {
                    // comes by itself
                }
            }
            RunResult result = run.await(PATIENCE).orElseThrow();
            assertThat(result.status()).isEqualTo(expected);
            assertThat(calls).containsExactly("before", "undo work", "undo before", "last");
            assertThat(result.unit("after").status()).isEqualTo(UnitStatus.STOPPED);
            assertThat(result.rollback())
                    .allSatisfy(step -> assertThat(step.outcome()).isEqualTo(RollbackOutcome.UNDONE));
            assertThat(run.cancel("again")).isFalse();
            return result;
        } finally {
            executor.close();
        }
    }
}
