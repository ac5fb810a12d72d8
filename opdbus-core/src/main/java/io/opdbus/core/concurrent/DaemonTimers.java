package io.opdbus.core.concurrent;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers by the system clock, on one daemon thread that ends when nothing has been scheduled for a while. A timer that is
 * taken back leaves nothing behind, so that tens of thousands may be pending.
 */
public final class DaemonTimers implements TimerService, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonTimers.class);
    private static final Cancellable NEVER = () -> {};

    private final ScheduledThreadPoolExecutor executor;

    /** Timers that run; the thread starts with the first of them. */
    public DaemonTimers() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "opdbus-timers");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(30, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * {@inheritDoc}
     *
     * <p>After {@link #close()} the task never runs.
     */
    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
        try {
            ScheduledFuture<?> future =
                    executor.schedule(() -> run(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return NEVER;
        }
    }

    /** Drops every pending timer. Does not wait. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** How many timers are pending. */
    int pending() {
        return executor.getQueue().size();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("a timer's task failed", failure);
        }
    }
}
