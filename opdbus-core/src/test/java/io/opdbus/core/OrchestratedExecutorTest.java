package io.opdbus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.run.RollbackOutcome;
import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunNotice;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.value.Secret;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.Workstack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OrchestratedExecutorTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private final Tool note = Tool.builder("note")
            .parameter("text", String.class)
            .handler(call -> {
                calls.add(call.arguments().string("text"));
                return "noted " + call.arguments().string("text");
            });

    private final Tool fail = Tool.builder("fail").handler(call -> {
        throw new OpdbusException(ErrorCode.TOOL_FAILED, "it is broken");
    });

    private OrchestratedExecutorBuilder builder() {
        return OrchestratedExecutor.builder().tool(note).tool(fail);
    }

    @Test
    void runsToolsAndAgentsWithReferences() {
        Agent writer = Agent.builder("writer")
                .operation("write", o -> o.parameters(p -> p.required("topic", String.class)), (call, output) -> {
                    output.stdout("writing");
                    return Map.of("title", call.arguments().string("topic").toUpperCase(java.util.Locale.ROOT));
                })
                .defaultOperation("write")
                .build();
        Workstack workstack = Workstack.builder("story")
                .phase(
                        "find",
                        p -> p.tool(
                                "note", t -> t.arg("text", "about ${subject}").storeAs("topic")))
                .phase("write", p -> p.dependsOn("find").agent("writer"))
                .output("title", "${phases.write.results.writer.title}")
                .build();
        try (OrchestratedExecutor executor =
                builder().agent(writer).workstack(workstack).build()) {
            RunResult result =
                    executor.run("workstack_story", Map.of("subject", "sea")).orElseThrow();
            assertThat(result.outputs()).isEqualTo(Map.of("title", "NOTED ABOUT SEA"));
            assertThat(executor.run("story", Map.of("subject", "x")).succeeded())
                    .isTrue();
            assertThat(executor.run("agent_writer.write", Map.of("topic", "t")).outputs())
                    .isEqualTo(Map.of("result", Map.of("title", "T")));
            assertThat(executor.run("note", Map.of("text", "direct")).outputs())
                    .isEqualTo(Map.of("result", "noted direct"));
        }
    }

    @Test
    @DisplayName("R1: every problem is found before anything runs")
    void checksFirst() {
        Workstack wrong = Workstack.builder("wrong")
                .phase("a", p -> p.tool("note", t -> t.arg("text", "x")).dependsOn("b"))
                .phase("b", p -> p.tool("nota", t -> t.arg("text", "x")).dependsOn("a"))
                .build();
        try (OrchestratedExecutor executor = builder().build()) {
            assertThatThrownBy(() -> executor.run(RunRequest.of(wrong)))
                    .isInstanceOfSatisfying(
                            InvalidDefinitionException.class,
                            e -> assertThat(e.problems()).hasSizeGreaterThanOrEqualTo(2))
                    .hasMessageContaining("did you mean 'note'");
            assertThat(calls).isEmpty();
            assertThatThrownBy(() -> executor.run("workstack_storie", Map.of()))
                    .isInstanceOf(UnknownNameException.class);
        }
    }

    @Test
    @DisplayName("R8, R11, R12, R15: phase scope rolls back the failed phase, blocks dependents, lets others go on")
    void phaseScope() {
        Workstack workstack = Workstack.builder("scoped")
                .phase("one", p -> p.tool("note", t -> t.arg("text", "one")))
                .phase(
                        "two",
                        p -> p.tool(
                                        "note",
                                        t -> t.id("first")
                                                .arg("text", "two")
                                                .rollbackTool(
                                                        "note", r -> r.arg("text", "undo ${phases.two.results.first}")))
                                .tool("fail")
                                .rollbackTool("note", r -> r.arg("text", "undo phase two")))
                .phase("three", p -> p.dependsOn("two").tool("note", t -> t.arg("text", "three")))
                .phase("four", p -> p.dependsOn("one").tool("note", t -> t.arg("text", "four")))
                .finallyPhase("last", p -> p.tool("note", t -> t.arg("text", "last ${phases.two.status}")))
                .build();
        try (OrchestratedExecutor executor = builder().build()) {
            RunResult result = executor.run(RunRequest.of(workstack));
            assertThat(result.status()).isEqualTo(RunStatus.FAILED);
            assertThat(calls).containsExactly("one", "two", "undo noted two", "undo phase two", "four", "last FAILED");
            assertThat(result.unit("three").status()).isEqualTo(UnitStatus.BLOCKED);
            assertThat(result.rollback())
                    .extracting(RollbackStep::step, RollbackStep::outcome)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("fail", RollbackOutcome.NOT_NEEDED),
                            org.assertj.core.groups.Tuple.tuple("first", RollbackOutcome.UNDONE),
                            org.assertj.core.groups.Tuple.tuple("rollback", RollbackOutcome.UNDONE));
            assertThat(result.explain())
                    .contains("step 'fail' (fail) failed: TOOL_FAILED: it is broken")
                    .contains("three is BLOCKED: it depends on 'two', which is FAILED");
        }
    }

    @Test
    @DisplayName("R12: completed scope undoes what was completed, latest first")
    void completedScope() {
        Workstack workstack = Workstack.builder("all_back")
                .rollbackScope(RollbackScope.COMPLETED)
                .phase(
                        "one",
                        p -> p.tool("note", t -> t.arg("text", "one"))
                                .rollbackTool("note", r -> r.arg("text", "undo one")))
                .phase(
                        "two",
                        p -> p.dependsOn("one")
                                .tool(
                                        "note",
                                        t -> t.arg("text", "two").rollbackTool("note", r -> r.arg("text", "undo two"))))
                .phase("three", p -> p.dependsOn("two").tool("fail"))
                .phase("four", p -> p.dependsOn("one").tool("note", t -> t.arg("text", "four")))
                .build();
        try (OrchestratedExecutor executor = builder().build()) {
            RunResult result = executor.run(RunRequest.of(workstack));
            assertThat(result.status()).isEqualTo(RunStatus.FAILED);
            assertThat(calls).containsExactly("one", "two", "undo two", "undo one");
            assertThat(result.unit("four").status()).isEqualTo(UnitStatus.STOPPED);
        }
    }

    @Test
    @DisplayName("R9: a retryable failure is tried again with the same key")
    void retries() {
        List<String> keys = new CopyOnWriteArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        Tool flaky = Tool.builder("flaky").handler(call -> {
            keys.add(call.idempotencyKey() + " " + call.attempt());
            if (attempts.incrementAndGet() < 3) {
                throw new OpdbusException(io.opdbus.api.error.ErrorInfo.retryable(ErrorCode.TOOL_FAILED, "again"));
            }
            return attempts.get();
        });
        Workstack workstack = Workstack.builder("w")
                .phase(
                        "p",
                        p -> p.tool(
                                "flaky", t -> t.retry(RetryPolicy.attempts(3).withDelay(Duration.ofMillis(1)))))
                .build();
        try (OrchestratedExecutor executor = builder().tool(flaky).build()) {
            RunResult result = executor.run(RunRequest.of(workstack)).orElseThrow();
            String key = result.runId() + "/p/flaky";
            assertThat(keys).containsExactly(key + " 1", key + " 2", key + " 3");
            assertThat(result.unit("p").attempts()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("R10: cancel stops what runs, rolls back and ends the run")
    void cancels() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Tool sleeper = Tool.builder("sleeper").handler(call -> {
            running.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        Workstack workstack = Workstack.builder("w")
                .phase(
                        "a",
                        p -> p.tool("note", t -> t.arg("text", "a").rollbackTool("note", r -> r.arg("text", "undo a"))))
                .phase("b", p -> p.dependsOn("a").tool("sleeper"))
                .phase("c", p -> p.dependsOn("b").tool("note", t -> t.arg("text", "c")))
                .build();
        try (OrchestratedExecutor executor = builder().tool(sleeper).build()) {
            Run run = executor.start(RunRequest.of(workstack));
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(run.await(Duration.ofMillis(1))).isEmpty();
            assertThat(run.cancel("enough")).isTrue();
            RunResult result = run.await(Duration.ofSeconds(10)).orElseThrow();
            assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(result.unit("b").status()).isEqualTo(UnitStatus.STOPPED);
            assertThat(calls).containsExactly("a", "undo a");
        }
    }

    @Test
    @DisplayName("R10: a step that does not stop within the grace period is UNKNOWN, and the run ends all the same")
    void unstoppable() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Tool stubborn = Tool.builder("stubborn").handler(call -> {
            boolean done = false;
            while (!done) {
                try {
                    release.await();
                    done = true;
                } catch (InterruptedException ignored) {
                    // goes on regardless
                }
            }
            return "late";
        });
        Workstack workstack = Workstack.builder("w")
                .timeout(Duration.ofMillis(50))
                .phase("p", p -> p.tool("stubborn"))
                .build();
        List<RunNotice> notices = new CopyOnWriteArrayList<>();
        CountDownLatch late = new CountDownLatch(1);
        try (OrchestratedExecutor executor =
                builder().tool(stubborn).gracePeriod(Duration.ofMillis(50)).build()) {
            Run run = executor.start(RunRequest.of(workstack).listener(notice -> {
                notices.add(notice);
                if (notice instanceof RunNotice.LateOutcome) {
                    late.countDown();
                }
            }));
            RunResult result = run.await(Duration.ofSeconds(10)).orElseThrow();
            assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(result.unit("p").status()).isEqualTo(UnitStatus.UNKNOWN);
            release.countDown();
            assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(result.unit("p").status()).isEqualTo(UnitStatus.UNKNOWN);
        }
    }

    @Test
    @DisplayName("R18: a secret is masked wherever it is shown, also when woven into text")
    void secrets() {
        Workstack workstack = Workstack.builder("w")
                .input("token", Input.REQUIRED.asSecret())
                .phase("p", p -> p.tool("note", t -> t.arg("text", "bearer ${token}")))
                .output("echo", "${phases.p.results.note}")
                .build();
        try (OrchestratedExecutor executor = builder().build()) {
            Run run = executor.start(RunRequest.of(workstack).input("token", "s3cr3t-value"));
            RunResult result = run.await().orElseThrow();
            assertThat(calls).containsExactly("bearer s3cr3t-value");
            assertThat(result.outputs().toString()).doesNotContain("s3cr3t").contains(Secret.MASK);
            assertThat(result.unit("p").results().toString()).doesNotContain("s3cr3t");
            assertThat(run.events().toString()).doesNotContain("s3cr3t").contains("bearer " + Secret.MASK);
        }
    }
}
