package io.opdbus.core.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Timers by a clock that a test moves; due tasks run on the test's thread, in the order of their times. */
public final class ManualTimers implements TimerService {

    private final ManualClock clock;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long scheduled;

    public ManualTimers() {
        this(new ManualClock());
    }

    public ManualTimers(ManualClock clock) {
        this.clock = clock;
    }

    public ManualClock clock() {
        return clock;
    }

    @Override
    public synchronized Cancellable schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(clock.instant().plusNanos(Math.max(0, delayNanos)), scheduled++, task);
        timers.add(timer);
        return () -> remove(timer);
    }

    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    /** Moves the clock and runs what became due, also what those tasks scheduled within the time. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        for (Timer due = next(end); due != null; due = next(end)) {
            clock.move(Duration.between(clock.instant(), due.at()));
            due.task().run();
        }
        clock.move(Duration.between(clock.instant(), end));
    }

    /** How many timers are pending. */
    public synchronized int pending() {
        return timers.size();
    }

    private synchronized Timer next(Instant end) {
        Timer first = timers.peek();
        return first == null || first.at().isAfter(end) ? null : timers.poll();
    }

    private synchronized void remove(Timer timer) {
        timers.remove(timer);
    }

    private record Timer(Instant at, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
