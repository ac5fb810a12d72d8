package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome.Ran;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayName("R10: a call that is cancelled truly stops, and its real outcome is told")
class ToolStoppingTest {

    private final CancelToken token = new CancelToken();
    private final CountDownLatch working = new CountDownLatch(1);

    @Test
    void theThreadOfABlockingToolIsInterrupted() throws Exception {
        Tool wait = Tool.builder("wait").handler(call -> {
            working.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (Calls calls = new Calls(wait)) {
            Calls.Call call = calls.start("wait", token);
            working.await();
            token.cancel("enough");
            call.assertStopped();
        }
    }

    @Test
    void aToolThatReturnsAllTheSameHasSucceeded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Tool stubborn = Tool.builder("stubborn").handler(call -> {
            working.countDown();
            while (true) {
                try {
                    release.await();
                    return "written";
                } catch (InterruptedException ignored) {
                    // it finishes what it began
                }
            }
        });
        try (Calls calls = new Calls(stubborn)) {
            Calls.Call call = calls.start("stubborn", token);
            working.await();
            token.cancel("enough");
            release.countDown();
            assertThat(call.value()).isEqualTo("written");
        }
    }

    @Test
    void aCallThatIsCancelledBeforehandNeverStarts() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Tool blocking = Tool.builder("blocking").handler(call -> ran.incrementAndGet());
        Tool async =
                Tool.builder("async").asyncHandler(call -> CompletableFuture.completedFuture(ran.incrementAndGet()));
        token.cancel("before");
        try (Calls calls = new Calls(blocking, async)) {
            calls.start("blocking", token).assertStopped();
            calls.start("async", token).assertStopped();
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    void aCallWhoseDeadlineHasPassedNeverStarts() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Tool tool = Tool.builder("a").handler(call -> ran.incrementAndGet());
        try (Calls calls = new Calls(tool)) {
            CallFacts late = CallFacts.standalone("x")
                    .withDeadline(new Deadline(calls.timers.clock().instant()));
            calls.start("a", Map.of(), late).assertStopped();
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    void anAsyncToolStopsThroughItsCallback() throws Exception {
        Tool wait = Tool.builder("wait").asyncHandler(call -> {
            CompletableFuture<Object> result = new CompletableFuture<>();
            call.onCancel(() -> result.completeExceptionally(new IllegalStateException("stopped by the peer")));
            return result;
        });
        try (Calls calls = new Calls(wait)) {
            Calls.Call call = calls.start("wait", token);
            assertThat(call.ended()).isFalse();
            token.cancel("enough");
            call.assertStopped();
        }
    }

    @Test
    void anAsyncToolThatFinishesAllTheSameHasSucceeded() throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Tool wait = Tool.builder("wait").asyncHandler(call -> result);
        try (Calls calls = new Calls(wait)) {
            Calls.Call call = calls.start("wait", token);
            token.cancel("enough");
            assertThat(call.ended()).as("ended although it runs").isFalse();
            result.complete("written");
            assertThat(call.value()).isEqualTo("written");
        }
    }

    @Test
    void aToolThatGivesUpByItselfIsStopped() throws Exception {
        Tool polite = Tool.builder("polite").handler(call -> {
            working.countDown();
            while (true) {
                call.throwIfCancelled();
                Thread.onSpinWait();
            }
        });
        try (Calls calls = new Calls(polite)) {
            Calls.Call call = calls.start("polite", token);
            working.await();
            token.cancel("enough");
            call.assertStopped();
        }
    }

    @Test
    void anErrorCodeOfCancellationWithoutACancelIsAFailure() throws Exception {
        Tool odd = Tool.builder("odd").handler(call -> {
            throw new OpdbusException(ErrorCode.CANCELLED, "the user closed the window");
        });
        try (Calls calls = new Calls(odd)) {
            assertThat(calls.start("odd").error(Ran.YES).code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    @Test
    void aThreadGoesBackWithoutAnInterrupt() throws Exception {
        Tool quick = Tool.builder("quick").handler(call -> "done");
        Tool look = Tool.builder("look").handler(call -> Thread.currentThread().isInterrupted());
        try (Calls calls = new Calls(quick, look)) {
            for (int i = 0; i < 500; i++) {
                CancelToken own = new CancelToken();
                CountDownLatch go = new CountDownLatch(1);
                calls.blocking.execute(() -> {
                    go.countDown();
                    own.cancel("race");
                });
                go.await();
                calls.start("quick", own).outcome();
                assertThat(calls.start("look").value()).isEqualTo(false);
            }
        }
    }

    @Test
    void outputAfterTheEndIsDropped() throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        AtomicInteger chunks = new AtomicInteger();
        java.util.concurrent.atomic.AtomicReference<io.opdbus.api.call.ChunkSink> kept =
                new java.util.concurrent.atomic.AtomicReference<>();
        Tool talk = Tool.builder("talk").asyncHandler(call -> {
            kept.set(call.output());
            return result;
        });
        try (Calls calls = new Calls(talk)) {
            Calls.Call call = calls.start("talk", Map.of(), calls.context(token), chunk -> chunks.incrementAndGet());
            kept.get().stdout("one");
            result.complete(null);
            call.value();
            kept.get().stdout("two");
            assertThat(chunks).hasValue(1);
        }
    }

    @Test
    void standaloneCallsWatchTheirDeadline() throws Exception {
        Tool wait = Tool.builder("wait").handler(call -> {
            working.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (Calls calls = new Calls(wait)) {
            CallFacts context = CallFacts.standalone("x")
                    .withDeadline(Deadline.after(Duration.ofSeconds(30), calls.timers.clock()));
            CompletableFuture<Object> result =
                    calls.executor.call("wait", Map.of(), context, chunk -> {}).toCompletableFuture();
            working.await();
            calls.timers.advance(Duration.ofSeconds(30));
            assertThat(result)
                    .failsWithin(50, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            OpdbusException.class,
                            timedOut -> assertThat(timedOut.code()).isEqualTo(ErrorCode.TIMED_OUT));
        }
    }

    @Test
    void aStandaloneCallThatDoesNotStopIsUnknownAfterTheGracePeriod() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        Tool deaf = Tool.builder("deaf").asyncHandler(call -> never);
        try (Calls calls = new Calls(settings -> settings.stopGrace(Duration.ofSeconds(2)), deaf)) {
            CallFacts context = CallFacts.standalone("x")
                    .withDeadline(Deadline.after(Duration.ofSeconds(30), calls.timers.clock()));
            CompletableFuture<Object> result =
                    calls.executor.call("deaf", Map.of(), context, chunk -> {}).toCompletableFuture();
            calls.timers.advance(Duration.ofSeconds(31));
            assertThat(result).isNotDone();
            calls.timers.advance(Duration.ofSeconds(1));
            assertThat(result)
                    .failsWithin(50, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            OpdbusException.class,
                            unknown -> assertThat(unknown.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            never.complete("late");
            assertThat(result).isCompletedExceptionally();
        }
    }

    @Test
    void cancellingAStandaloneFutureStopsTheCall() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Tool wait = Tool.builder("wait").handler(call -> {
            call.onCancel(told::countDown);
            working.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (Calls calls = new Calls(wait)) {
            CompletableFuture<Object> result =
                    calls.executor.call("wait", Map.of()).toCompletableFuture();
            working.await();
            result.cancel(false);
            assertThat(told.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingCancelsStandaloneCalls() throws Exception {
        Tool wait = Tool.builder("wait").handler(call -> {
            working.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (Calls calls = new Calls(wait)) {
            CompletableFuture<Object> result =
                    calls.executor.call("wait", Map.of()).toCompletableFuture();
            working.await();
            calls.executor.close();
            assertThat(result)
                    .failsWithin(50, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("the executor was closed");
        }
    }

    @Test
    void interruptingTheWaitingThreadStopsTheCall() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Tool wait = Tool.builder("wait").handler(call -> {
            call.onCancel(told::countDown);
            working.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        try (Calls calls = new Calls(wait)) {
            CompletableFuture<Object> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    calls.executor.call("wait", Map.of(), Duration.ofHours(1));
                } catch (OpdbusException expected) {
                    thrown.complete(
                            expected.code() + " " + Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            working.await();
            caller.interrupt();
            assertThat(thrown.get(50, TimeUnit.SECONDS)).isEqualTo("CANCELLED true");
            assertThat(told.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void blockingCallsReturnAndThrow() {
        Tool half = Tool.builder("half").parameter("of", Integer.class).handler(call -> {
            if (call.arguments().integer("of") % 2 != 0) {
                throw new IllegalArgumentException("odd");
            }
            return call.arguments().integer("of") / 2;
        });
        try (Calls calls = new Calls(half)) {
            assertThat(calls.executor.call("half", Map.of("of", 4), Duration.ofMinutes(1)))
                    .isEqualTo(2L);
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> calls.executor.call("half", Map.of("of", 3), Duration.ofMinutes(1)))
                    .isInstanceOf(OpdbusException.class)
                    .hasMessage("tool 'half' failed with IllegalArgumentException: odd");
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> calls.executor.call("hafl", Map.of(), Duration.ofMinutes(1)))
                    .hasMessageContaining("did you mean 'half'");
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> calls.executor.call("half", Map.of("of", new Object()), Duration.ofMinutes(1)))
                    .hasMessageContaining("tool 'half': among its arguments, the value at /of is a java.lang.Object");
            assertThat(calls.timers.pending()).isZero();
        }
    }
}
