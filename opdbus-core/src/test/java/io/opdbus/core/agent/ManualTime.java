package io.opdbus.core.agent;

import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.concurrent.TimerService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and timers that move when the test says so, on the thread of the test. */
final class ManualTime implements TimerService, InstantSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Timer> timers = new ArrayList<>();
    private long now;
    private long order;

    @Override
    public synchronized Cancellable schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(delayNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delayNanos, order++, task);
        timers.add(timer);
        return () -> remove(timer);
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanoTime());
    }

    void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        for (Optional<Timer> due = nextBefore(end); due.isPresent(); due = nextBefore(end)) {
            due.get().task().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    synchronized int pending() {
        return timers.size();
    }

    private synchronized Optional<Timer> nextBefore(long end) {
        Optional<Timer> next = timers.stream()
                .filter(timer -> timer.at() <= end)
                .min(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
        next.ifPresent(timer -> {
            timers.remove(timer);
            now = Math.max(now, timer.at());
        });
        return next;
    }

    private synchronized void remove(Timer timer) {
        timers.remove(timer);
    }

    private record Timer(long at, long order, Runnable task) {}
}
