package io.opdbus.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DaemonTimersTest {

    @Test
    void runsLater() throws InterruptedException {
        try (DaemonTimers timers = new DaemonTimers()) {
            CountDownLatch ran = new CountDownLatch(2);
            long start = System.nanoTime();
            timers.schedule(Duration.ofMillis(20).toNanos(), ran::countDown);
            timers.schedule(-1, ran::countDown);
            assertThat(ran.await(50, TimeUnit.SECONDS)).isTrue();
            assertThat(System.nanoTime() - start)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    @DisplayName("R19: ten thousand timers that are taken back leave nothing behind")
    void takesTimersBack() {
        try (DaemonTimers timers = new DaemonTimers()) {
            List<Cancellable> pending = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                pending.add(timers.schedule(Duration.ofHours(1).toNanos(), () -> {}));
            }
            assertThat(timers.pending()).isEqualTo(10_000);
            pending.forEach(Cancellable::cancel);
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void aTaskThatThrowsHurtsNoOther() throws InterruptedException {
        try (DaemonTimers timers = new DaemonTimers()) {
            CountDownLatch ran = new CountDownLatch(1);
            timers.schedule(0, () -> {
                throw new IllegalStateException("expected by the test");
            });
            timers.schedule(0, ran::countDown);
            assertThat(ran.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nothingRunsAfterClosing() {
        DaemonTimers timers = new DaemonTimers();
        timers.close();
        timers.schedule(0, () -> {
                    throw new IllegalStateException("must not run");
                })
                .cancel();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void manualTimersRunInTheOrderOfTheirTimes() {
        ManualTimers timers = new ManualTimers();
        List<String> ran = new ArrayList<>();
        timers.schedule(Duration.ofSeconds(2).toNanos(), () -> ran.add("two"));
        timers.schedule(Duration.ofSeconds(1).toNanos(), () -> {
            ran.add("one");
            timers.schedule(Duration.ofMillis(500).toNanos(), () -> ran.add("one and a half"));
        });
        timers.schedule(Duration.ofSeconds(1).toNanos(), () -> ran.add("taken back"))
                .cancel();
        timers.advance(Duration.ofMillis(999));
        assertThat(ran).isEmpty();
        timers.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("one", "one and a half", "two");
        assertThat(timers.pending()).isZero();
    }
}
