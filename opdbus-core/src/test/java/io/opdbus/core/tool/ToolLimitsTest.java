package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.CancelToken;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolLimitsTest {

    /** A tool whose calls end when the test says so, and that tells when one begins. */
    private static final class Held {

        final BlockingQueue<CompletableFuture<Object>> begun = new LinkedBlockingQueue<>();

        CompletableFuture<Object> next() throws InterruptedException {
            CompletableFuture<Object> next = begun.poll(50, TimeUnit.SECONDS);
            assertThat(next).as("a call that begins").isNotNull();
            return next;
        }

        CompletableFuture<Object> begin() {
            CompletableFuture<Object> result = new CompletableFuture<>();
            begun.add(result);
            return result;
        }
    }

    private final Held held = new Held();

    @Test
    @DisplayName("calls over maxConcurrent wait without a thread and go in the order in which they came")
    void servesInOrder() throws Exception {
        Tool tool = Tool.builder("t").maxConcurrent(1).asyncHandler(call -> held.begin());
        try (Calls calls = new Calls(tool)) {
            List<Calls.Call> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(calls.start("t"));
            }
            for (int i = 0; i < 5; i++) {
                CompletableFuture<Object> running = held.next();
                assertThat(held.begun).isEmpty();
                running.complete(i);
                assertThat(made.get(i).value()).isEqualTo((long) i);
            }
        }
    }

    @Test
    void limitsConcurrency() throws Exception {
        Tool tool = Tool.builder("t").maxConcurrent(2).asyncHandler(call -> held.begin());
        try (Calls calls = new Calls(tool)) {
            for (int i = 0; i < 4; i++) {
                calls.start("t");
            }
            CompletableFuture<Object> first = held.next();
            held.next();
            assertThat(held.begun).isEmpty();
            first.complete("done");
            held.next();
            assertThat(held.begun).isEmpty();
        }
    }

    @Test
    void blockingToolsAreLimitedToo() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Tool tool = Tool.builder("t").maxConcurrent(3).handler(call -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            return running.decrementAndGet();
        });
        try (Calls calls = new Calls(tool)) {
            List<Calls.Call> made = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                made.add(calls.start("t"));
            }
            for (Calls.Call call : made) {
                call.value();
            }
            assertThat(most.get()).isBetween(1, 3);
        }
    }

    @Test
    @DisplayName("no second sees more calls begin than maxPerSecond")
    void limitsTheRate() throws Exception {
        Tool tool = Tool.builder("t").maxPerSecond(2).asyncHandler(call -> held.begin());
        try (Calls calls = new Calls(tool)) {
            for (int i = 0; i < 5; i++) {
                calls.start("t");
            }
            held.next();
            held.next();
            calls.timers.advance(Duration.ofMillis(999));
            assertThat(held.begun).isEmpty();
            calls.timers.advance(Duration.ofMillis(1));
            held.next();
            held.next();
            assertThat(held.begun).isEmpty();
            calls.timers.advance(Duration.ofSeconds(1));
            held.next();
            assertThat(held.begun).isEmpty();
        }
    }

    @Test
    void theRateIsCountedOverAnySecond() {
        StartTimes times = new StartTimes(3);
        long second = Duration.ofSeconds(1).toNanos();
        long[] starts = {0, second / 2, second / 2};
        for (long start : starts) {
            assertThat(times.nanosToWait(start)).isZero();
            times.add(start);
        }
        assertThat(times.nanosToWait(second - 1)).isEqualTo(1);
        assertThat(times.nanosToWait(second)).isZero();
        times.add(second);
        assertThat(times.nanosToWait(second)).isEqualTo(second / 2);
        StartTimes many = new StartTimes(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(many.nanosToWait(i)).isZero();
            many.add(i);
        }
        assertThat(many.nanosToWait(1_000)).isEqualTo(second - 1_000);
        assertThat(many.nanosToWait(second + 5)).isZero();
    }

    @Test
    @DisplayName("R10: a call that is cancelled while it waits leaves the queue and never starts")
    void cancelledCallsLeaveTheQueue() throws Exception {
        Tool tool = Tool.builder("t").maxConcurrent(1).asyncHandler(call -> held.begin());
        try (Calls calls = new Calls(tool)) {
            calls.start("t");
            CancelToken token = new CancelToken();
            Calls.Call second = calls.start("t", token);
            Calls.Call third = calls.start("t");
            token.cancel("not needed");
            second.assertStopped();
            held.next().complete("first");
            held.next().complete("third");
            assertThat(third.value()).isEqualTo("third");
            assertThat(held.begun).isEmpty();
        }
    }

    @Test
    @DisplayName("R19: the queue is bounded; a call too many fails with LIMIT_EXCEEDED and may be retried")
    void theQueueIsBounded() throws Exception {
        Tool tool = Tool.builder("t").maxConcurrent(1).asyncHandler(call -> held.begin());
        try (Calls calls = new Calls(settings -> settings.maxWaiting(2), tool)) {
            Calls.Call first = calls.start("t");
            calls.start("t");
            calls.start("t");
            ErrorInfo error = calls.start("t").error(Ran.NO);
            assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(error.retryable()).isTrue();
            assertThat(error.message()).contains("'t'");
            held.next().complete(1);
            assertThat(first.value()).isEqualTo(1L);
            held.next();
            assertThat(calls.start("t").ended()).isFalse();
        }
    }

    @Test
    void closingSendsAwayThoseThatWait() throws Exception {
        Tool tool = Tool.builder("t").maxConcurrent(1).asyncHandler(call -> held.begin());
        try (Calls calls = new Calls(tool)) {
            Calls.Call first = calls.start("t");
            Calls.Call second = calls.start("t");
            calls.executor.close();
            assertThat(second.error(Ran.NO).code()).isEqualTo(ErrorCode.CLOSED);
            held.next().complete("real");
            assertThat(first.value()).isEqualTo("real");
        }
    }

    @Test
    @DisplayName("ten thousand waiting calls that end at once make no recursion")
    void aLongQueueOfQuickCalls() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        Tool tool = Tool.builder("t").maxConcurrent(1).asyncHandler(call -> {
            int number = count.getAndIncrement();
            return number == 0
                    ? CompletableFuture.supplyAsync(() -> awaited(release))
                    : CompletableFuture.completedFuture(number);
        });
        try (Calls calls = new Calls(tool)) {
            List<Calls.Call> made = new ArrayList<>();
            for (int i = 0; i < 9_000; i++) {
                made.add(calls.start("t"));
            }
            release.countDown();
            for (int i = 1; i < 9_000; i++) {
                assertThat(made.get(i).value()).isEqualTo((long) i);
            }
        }
    }

    @Test
    void racesOfCancellingAndEndingLoseNothing() throws Exception {
        Tool tool = Tool.builder("t").maxConcurrent(2).handler(call -> "done");
        try (Calls calls = new Calls(tool)) {
            List<Calls.Call> made = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                CancelToken token = new CancelToken();
                made.add(calls.start("t", token));
                if (i % 3 == 0) {
                    calls.blocking.execute(() -> token.cancel("race"));
                }
            }
            for (Calls.Call call : made) {
                call.outcome();
            }
            assertThat(calls.start("t").value()).isEqualTo("done");
            assertThat(calls.start("t").value()).isEqualTo("done");
        }
    }

    private static String awaited(CountDownLatch latch) {
        try {
            return String.valueOf(latch.await(50, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            return "interrupted";
        }
    }
}
