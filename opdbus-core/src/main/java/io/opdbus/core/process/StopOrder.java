package io.opdbus.core.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where the wish to stop a process meets the one thread that supervises it. */
final class StopOrder {

    /** Long enough to be forever, short enough to be added to a clock. */
    static final Duration LONGEST = Duration.ofDays(365);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean given;
    private long killAt;
    private @Nullable Thread waiting;

    /** Gives the order; a later order can only shorten the grace. */
    void give(Duration grace) {
        long at = System.nanoTime() + saturatedNanos(grace);
        lock.lock();
        try {
            killAt = given && killAt - at < 0 ? killAt : at;
            given = true;
            if (waiting != null) {
                waiting.interrupt();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean given() {
        lock.lock();
        try {
            return given;
        } finally {
            lock.unlock();
        }
    }

    /** The time left until SIGKILL, never negative; only after the order was given. */
    long graceNanos() {
        lock.lock();
        try {
            return Math.max(0, killAt - System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the process to end or the order to be given, whichever is first. An interrupt by anybody else, such as
     * an executor that is shut down, counts as an order without grace.
     *
     * @param nanos the longest to wait
     * @return whether the process ended
     */
    boolean awaitExit(Process process, long nanos) {
        lock.lock();
        try {
            if (given) {
                return !process.isAlive();
            }
            waiting = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        try {
            return process.waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return !process.isAlive();
        } finally {
            lock.lock();
            try {
                waiting = null;
                interrupted |= Thread.interrupted();
                if (interrupted && !given) {
                    given = true;
                    killAt = System.nanoTime();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until {@link #wake} or {@link #give} is called, at most so long; an interrupt counts as above. */
    @SuppressWarnings("WaitNotInLoop") // The callers loop: whatever ends the pause, they look at the processes again.
    void pause(long nanos) {
        lock.lock();
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            given = true;
            killAt = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    static long saturatedNanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : Math.max(0, duration.toNanos());
    }
}
