package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolAuditTest {

    private final BlockingQueue<ToolAuditRecord> records = new LinkedBlockingQueue<>();

    @Test
    @DisplayName("R18: a record names step, skills, arguments and outcome, and holds no value")
    void recordsEveryCall() throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Tool wait = Tool.builder("wait").parameter("key", String.class).asyncHandler(call -> result);
        try (Calls calls = new Calls(settings -> settings.audit(records::add), wait)) {
            ActiveSkill skill = new ActiveSkill("style", "1.2", "ab".repeat(32), "be kind");
            Instant started = calls.timers.clock().instant();
            CallFacts context = new CallFacts(
                    "run-1", "build/wait", "run-1/build/wait", 3, Deadline.none(), new CancelToken(), List.of(skill));
            Calls.Call call = calls.start("wait", Map.of("key", Secret.of("hush")), context);
            calls.timers.advance(Duration.ofSeconds(2));
            result.complete("done");
            call.value();
            assertThat(records)
                    .containsExactly(new ToolAuditRecord(
                            "wait",
                            "run-1",
                            "build/wait",
                            3,
                            List.of(new ToolAuditRecord.UsedSkill("style", "1.2", "ab".repeat(32))),
                            List.of("key"),
                            started,
                            Duration.ofSeconds(2),
                            "SUCCEEDED"));
            assertThat(records.toString()).doesNotContain("hush").doesNotContain("be kind");
        }
    }

    @Test
    void recordsCallsThatWereRefusedOrStopped() throws Exception {
        Tool tool = Tool.builder("a").parameter("n", Integer.class).handler(call -> 1);
        try (Calls calls = new Calls(settings -> settings.audit(records::add), tool)) {
            calls.start("a").outcome();
            CancelToken cancelled = new CancelToken();
            cancelled.cancel("before");
            calls.start("a", Map.of("n", 1L), calls.context(cancelled)).assertStopped();
            assertThat(records).extracting(ToolAuditRecord::outcome).containsExactly("INVALID_ARGUMENTS", "STOPPED");
        }
    }

    @Test
    void aListenerThatThrowsChangesNothing() throws Exception {
        Tool tool = Tool.builder("a").handler(call -> "done");
        ToolAudit broken = record -> {
            throw new IllegalStateException("expected by the test");
        };
        try (Calls calls = new Calls(settings -> settings.audit(broken), tool)) {
            assertThat(calls.start("a").value()).isEqualTo("done");
        }
    }
}
