package io.opdbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Arguments and results, errors, and what a call tells the agent about itself. */
abstract class CallConformance extends ConformanceBase {

    @TestFactory
    @DisplayName("values of every kind go there and come back")
    final Stream<DynamicTest> values() throws Exception {
        AgentChannel channel = open("values");
        return SampleValues.all(able()).entrySet().stream()
                .map(sample -> dynamicTest(
                        sample.getKey(),
                        () -> SampleValues.assertSame(
                                value(channel, call("values", "echo", "value", sample.getValue())),
                                sample.getValue())));
    }

    @Test
    @DisplayName("a result of a mebibyte arrives whole")
    final void large() throws Exception {
        assertThat(value(open("s"), call("s", "large", "size", 1 << 20))).isEqualTo("x".repeat(1 << 20));
    }

    @Test
    @DisplayName("an argument of a mebibyte arrives whole")
    final void largeArgument() throws Exception {
        String text = "\u00e4\"\\".repeat(1 << 18);
        assertThat(value(open("s"), call("s", "echo", "value", text))).isEqualTo(text);
    }

    @Test
    @DisplayName("an error arrives with its code, message and retryability; the agent took the call")
    final void typedError() throws Exception {
        Failed failed = failed(outcome(
                open("s"), call("s", "fail", "code", "DISK_FULL", "message", "no room on /var", "retryable", true)));

        assertThat(failed.ran()).isEqualTo(Ran.YES);
        assertThat(failed.error().message()).contains("no room on /var");
        if (can(Capability.TYPED_ERRORS)) {
            assertThat(failed.error().code()).isEqualTo(new ErrorCode("DISK_FULL"));
            assertThat(failed.error().retryable()).isTrue();
        }
    }

    @Test
    @DisplayName("an error that is not retryable stays so")
    final void finalError() throws Exception {
        Failed failed = failed(outcome(open("s"), call("s", "fail", "code", "GONE", "message", "never again")));

        assertThat(failed.error().retryable()).isFalse();
    }

    @Test
    @DisplayName("the details of an error arrive")
    final void errorDetails() throws Exception {
        requires(Capability.ERROR_DETAILS);
        Map<String, Object> details = Map.of("path", "/var", "free", 17L, "tried", List.of("a", "b"));

        Failed failed = failed(
                outcome(open("s"), call("s", "fail", "code", "DISK_FULL", "message", "full", "details", details)));

        assertThat(failed.error().details()).isEqualTo(details);
    }

    @Test
    @DisplayName("R9: an exception becomes AGENT_FAILED, not retryable, without a stack trace or a cause")
    final void exception() throws Exception {
        Failed failed = failed(outcome(open("s"), call("s", "throw", "message", "the pump is dry")));

        assertThat(failed.ran()).isEqualTo(Ran.YES);
        ErrorInfo error = failed.error();
        assertThat(error.code()).isEqualTo(ErrorCode.AGENT_FAILED);
        assertThat(error.retryable()).isFalse();
        assertThat(error.message()).contains("the pump is dry");
        assertNoTrace(error);
    }

    @Test
    @DisplayName("stack traces and causes stay on the other side")
    final void noTrace() throws Exception {
        assertNoTrace(failed(outcome(open("s"), call("s", "fail", "code", "GONE", "message", "gone")))
                .error());
    }

    private static void assertNoTrace(ErrorInfo error) {
        assertThat(error.toString() + error.details())
                .doesNotContain("\tat ", ".java:", "hidden cause", ConformanceAgent.class.getName());
    }

    @Test
    @DisplayName("R6: an unknown operation fails before it runs and lists the known ones")
    final void unknownOperation() throws Exception {
        Failed failed = failed(outcome(open("s"), call("s", "eco", "value", 1)));

        assertThat(failed.ran()).isNotEqualTo(Ran.UNKNOWN);
        assertThat(failed.error().message()).contains("echo", "slow");
        if (can(Capability.TYPED_ERRORS)) {
            assertThat(failed.error().code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
        }
    }

    @Test
    @DisplayName("arguments that do not fit the declared parameters are refused before the operation runs")
    final void invalidArguments() throws Exception {
        Failed failed = failed(outcome(open("s"), call("s", "typed", "count", "three")));

        assertThat(failed.ran()).isNotEqualTo(Ran.UNKNOWN);
        assertThat(failed.error().message()).contains("count");
        if (can(Capability.TYPED_ERRORS)) {
            assertThat(failed.error().code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
        }
    }

    @Test
    @DisplayName("the outcome is told once, and is the same for all who ask")
    final void oneOutcome() throws Exception {
        CallHandle handle = open("s").invoke(call("s", "echo", "value", 1), chunk -> {});
        AtomicInteger told = new AtomicInteger();
        CompletionStage<CallOutcome> counted =
                handle.outcome().whenComplete((outcome, failure) -> told.incrementAndGet());
        handle.request(Long.MAX_VALUE);

        assertThat(await(handle.outcome())).isEqualTo(await(handle.outcome()));
        handle.cancel();
        await(counted);
        assertThat(told).hasValue(1);
    }

    @Test
    @DisplayName("nobody can tamper with the outcome through the stage that is given out")
    final void outcomeIsTheTransports() throws Exception {
        AgentChannel channel = open("s");
        String key = fresh("key");
        CallHandle handle = channel.invoke(call("s", "ignore_cancel", "key", key), chunk -> {});
        handle.request(Long.MAX_VALUE);

        handle.outcome().toCompletableFuture().completeExceptionally(new IllegalStateException("tampered"));
        value(channel, call("s", "release", "key", key));

        assertThat(value(await(handle.outcome()))).isEqualTo("finished");
    }

    @Test
    @DisplayName("calls at the same time do not mix")
    final void concurrent() throws Exception {
        AgentChannel channel = open("s");
        List<CallHandle> handles = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            CallHandle handle = channel.invoke(call("s", "echo", "value", "value " + i), chunk -> {});
            handle.request(Long.MAX_VALUE);
            handles.add(handle);
        }

        for (int i = 0; i < handles.size(); i++) {
            assertThat(value(await(handles.get(i).outcome()))).isEqualTo("value " + i);
        }
    }

    @Test
    @DisplayName("R9: session, deadline, run, step and idempotency key reach the agent")
    final void context() throws Exception {
        requires(Capability.CALL_IDS);
        AgentCall plain = call("s", "context");
        CallFacts facts = new CallFacts(
                "run-7", "build/compile", "run-7/build/compile/0", 2, patience(), new CancelToken(), List.of());

        Map<?, ?> seen = map(value(
                open("s"), new AgentCall(plain.agent(), plain.operation(), plain.session(), plain.arguments(), facts)));

        assertThat(seen.get("session")).isEqualTo("s");
        assertThat(seen.get("has_deadline")).isEqualTo(true);
        assertThat(seen.get("run_id")).isEqualTo("run-7");
        assertThat(seen.get("step_id")).isEqualTo("build/compile");
        assertThat(seen.get("idempotency_key")).isEqualTo("run-7/build/compile/0");
    }

    @Test
    @DisplayName("the active skills reach the agent in their order")
    final void skills() throws Exception {
        requires(Capability.SKILLS);
        List<ActiveSkill> skills = List.of(
                new ActiveSkill("second_nature", "1", "00", "# Think twice"),
                new ActiveSkill("first_aid", "", "01", "# Help \u00e4t once\n"));
        AgentCall call = new AgentCall(
                ConformanceAgent.ID,
                "context",
                "s",
                Arguments.none(),
                CallFacts.standalone("c").withDeadline(patience()).withSkills(skills));

        Map<?, ?> seen = map(value(open("s"), call));

        assertThat(seen.get("skills")).isEqualTo(List.of("# Think twice", "# Help \u00e4t once\n"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
