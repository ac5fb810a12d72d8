package io.opdbus.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.call.CancelToken;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class BlockingExecutorTest {

    static Stream<BlockingExecutor> executors() {
        return Stream.of(BlockingExecutor.create(), BlockingExecutor.pooled(4, 100));
    }

    @ParameterizedTest
    @MethodSource("executors")
    void tellsWhatTheWorkReturned(BlockingExecutor executor) throws Exception {
        try (executor) {
            Recorded task = new Recorded(new CancelToken(), () -> "done");
            executor.start(task);
            assertThat(task.ending()).isEqualTo("returned done");
        }
    }

    @ParameterizedTest
    @MethodSource("executors")
    void tellsWhatTheWorkThrewEvenAnError(BlockingExecutor executor) throws Exception {
        try (executor) {
            Recorded task = new Recorded(new CancelToken(), () -> {
                throw new StackOverflowError("deep");
            });
            executor.start(task);
            assertThat(task.ending()).isEqualTo("threw java.lang.StackOverflowError: deep");
        }
    }

    @ParameterizedTest
    @MethodSource("executors")
    @DisplayName("R10: cancelling interrupts the thread that works")
    void interrupts(BlockingExecutor executor) throws Exception {
        try (executor) {
            CancelToken token = new CancelToken();
            CountDownLatch working = new CountDownLatch(1);
            Recorded task = new Recorded(token, () -> {
                working.countDown();
                new CountDownLatch(1).await();
                return "never";
            });
            executor.start(task);
            working.await();
            token.cancel("enough");
            assertThat(task.ending()).isEqualTo("threw java.lang.InterruptedException");
        }
    }

    @ParameterizedTest
    @MethodSource("executors")
    @DisplayName("R10: a task that is cancelled before it is handed over never starts")
    void neverStartsWhatIsCancelled(BlockingExecutor executor) throws Exception {
        try (executor) {
            CancelToken token = new CancelToken();
            token.cancel("too late");
            Recorded task = new Recorded(token, () -> "ran");
            executor.start(task);
            assertThat(task.ending()).isEqualTo("never started: CANCELLED: too late");
        }
    }

    @Test
    @DisplayName("R10: a task that is cancelled while it waits for a thread leaves at once and never starts")
    void leavesTheQueueWhenCancelled() throws Exception {
        try (BlockingExecutor executor = BlockingExecutor.pooled(1, 10)) {
            CountDownLatch release = new CountDownLatch(1);
            Recorded first = new Recorded(new CancelToken(), () -> release.await(50, TimeUnit.SECONDS));
            CancelToken token = new CancelToken();
            Recorded second = new Recorded(token, () -> "ran");
            executor.start(first);
            executor.start(second);
            token.cancel("not needed");
            assertThat(second.ending()).isEqualTo("never started: CANCELLED: not needed");
            release.countDown();
            assertThat(first.ending()).isEqualTo("returned true");
            assertThat(second.endings).isEmpty();
        }
    }

    @Test
    @DisplayName("R19: a full queue refuses with LIMIT_EXCEEDED, and loses nothing")
    void refusesWhenFull() throws Exception {
        try (BlockingExecutor executor = BlockingExecutor.pooled(1, 1)) {
            CountDownLatch release = new CountDownLatch(1);
            List<Recorded> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Recorded task = new Recorded(new CancelToken(), () -> release.await(50, TimeUnit.SECONDS));
                tasks.add(task);
                executor.start(task);
            }
            assertThat(tasks.get(2).ending())
                    .startsWith("never started: LIMIT_EXCEEDED")
                    .contains("queue is full");
            assertThat(executor.execute(() -> {})).isFalse();
            release.countDown();
            assertThat(tasks.get(0).ending()).isEqualTo("returned true");
            assertThat(tasks.get(1).ending()).isEqualTo("returned true");
        }
    }

    @Test
    void closingTellsThoseThatWaitAndInterruptsThoseThatRun() throws Exception {
        BlockingExecutor executor = BlockingExecutor.pooled(1, 10);
        CountDownLatch working = new CountDownLatch(1);
        Recorded running = new Recorded(new CancelToken(), () -> {
            working.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        Recorded waiting = new Recorded(new CancelToken(), () -> "ran");
        executor.start(running);
        executor.start(waiting);
        working.await();
        executor.close();
        assertThat(waiting.ending()).startsWith("never started: CLOSED");
        assertThat(running.ending()).isEqualTo("threw java.lang.InterruptedException");
        Recorded late = new Recorded(new CancelToken(), () -> "ran");
        executor.start(late);
        assertThat(late.ending()).startsWith("never started: CLOSED");
        executor.close();
    }

    @Test
    @DisplayName("R10: however cancelling and ending race, no interrupt reaches the thread's next task")
    void leavesNoInterruptBehind() throws Exception {
        try (BlockingExecutor executor = BlockingExecutor.pooled(1, 10);
                BlockingExecutor cancellers = BlockingExecutor.pooled(1, 10)) {
            for (int i = 0; i < 20_000; i++) {
                CancelToken token = new CancelToken();
                int spins = i % 50;
                Recorded task = new Recorded(token, () -> {
                    for (int spin = 0; spin < spins; spin++) {
                        Thread.onSpinWait();
                    }
                    return "done";
                });
                cancellers.execute(() -> token.cancel("race"));
                executor.start(task);
                Recorded next = new Recorded(
                        new CancelToken(), () -> Thread.currentThread().isInterrupted());
                executor.start(next);
                assertThat(task.ending()).matches("returned done|never started: CANCELLED: race");
                assertThat(next.ending()).isEqualTo("returned false");
                assertThat(task.endings).isEmpty();
            }
        }
    }

    @Test
    void cancellingAfterTheEndDoesNothing() throws Exception {
        try (BlockingExecutor executor = BlockingExecutor.pooled(1, 10)) {
            CancelToken token = new CancelToken();
            Recorded task = new Recorded(token, () -> "done");
            executor.start(task);
            assertThat(task.ending()).isEqualTo("returned done");
            token.cancel("late");
            assertThat(task.endings).isEmpty();
        }
    }

    @Test
    void usesVirtualThreadsWhereThereAreAny() {
        try (BlockingExecutor executor = BlockingExecutor.create()) {
            assertThat(executor.virtual()).isEqualTo(Runtime.version().feature() >= 21);
        }
    }

    @Test
    void refusesAPoolWithoutThreads() {
        assertThatThrownBy(() -> BlockingExecutor.pooled(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Recorded extends BlockingTask {

        final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
        private final CancelToken token;
        private final Callable<Object> body;

        Recorded(CancelToken token, Callable<Object> body) {
            this.token = token;
            this.body = body;
        }

        String ending() throws InterruptedException {
            String ending = endings.poll(50, TimeUnit.SECONDS);
            return ending == null ? "nothing" : ending;
        }

        @Override
        protected CancelToken token() {
            return token;
        }

        @Override
        protected @Nullable Object work() throws Exception {
            return body.call();
        }

        @Override
        protected void returned(@Nullable Object result) {
            endings.add("returned " + result + (Thread.interrupted() ? ", interrupted" : ""));
        }

        @Override
        protected void threw(Throwable failure) {
            endings.add("threw " + failure);
        }

        @Override
        protected void neverStarted(ErrorInfo why) {
            assertThat(why.retryable()).isEqualTo(why.code().equals(ErrorCode.LIMIT_EXCEEDED));
            endings.add("never started: " + why);
        }
    }
}
