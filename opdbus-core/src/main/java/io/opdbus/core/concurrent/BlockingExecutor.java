package io.opdbus.core.concurrent;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work that may block: each task on a virtual thread of its own where the Java runtime has them (21 and later), else
 * on a bounded pool of daemon threads with a bounded first-in-first-out queue (R19). Safe for use by several threads.
 */
public final class BlockingExecutor implements AutoCloseable {

    /** Threads of the pool where there are no virtual threads. */
    public static final int DEFAULT_THREADS = 64;
    /** Tasks that may wait for a thread of the pool. */
    public static final int DEFAULT_QUEUE = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(BlockingExecutor.class);
    private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

    private final ExecutorService threads;
    private final boolean virtual;

    private BlockingExecutor(ExecutorService threads, boolean virtual) {
        this.threads = threads;
        this.virtual = virtual;
    }

    /**
     * The best that this runtime has: virtual threads, else a pool of {@value #DEFAULT_THREADS} threads.
     *
     * @return a new executor; close it
     */
    public static BlockingExecutor create() {
        return create(DEFAULT_THREADS);
    }

    /**
     * The best that this runtime has: virtual threads, else a pool.
     *
     * @param maxThreads the size of the pool, at least 1; without meaning where there are virtual threads
     * @return a new executor; close it
     */
    public static BlockingExecutor create(int maxThreads) {
        return Threads.virtualPerTask("opdbus-virtual-")
                .map(service -> new BlockingExecutor(service, true))
                .orElseGet(() -> pooled(maxThreads, DEFAULT_QUEUE));
    }

    /**
     * A pool of platform threads on any runtime.
     *
     * @param maxThreads at least 1; a thread that has been idle for 30 seconds ends
     * @param maxQueued how many tasks may wait for a thread, at least 1; the next one is refused
     * @return a new executor; close it
     */
    public static BlockingExecutor pooled(int maxThreads, int maxQueued) {
        if (maxThreads < 1 || maxQueued < 1) {
            throw new IllegalArgumentException("threads and queue must be at least 1");
        }
        return new BlockingExecutor(Threads.pool("opdbus-blocking-", maxThreads, maxQueued), false);
    }

    /**
     * Whether every task has a virtual thread of its own, so that none waits for a thread.
     *
     * @return false on a pool
     */
    public boolean virtual() {
        return virtual;
    }

    /**
     * Hands a task over. Does not block and throws nothing: a task that cannot be taken is told so through
     * {@link BlockingTask#neverStarted}.
     *
     * @param task a task that was not handed over before
     */
    public void start(BlockingTask task) {
        Objects.requireNonNull(task, "task");
        if (!task.arm()) {
            return;
        }
        try {
            threads.execute(task);
        } catch (RejectedExecutionException full) {
            task.refuse(refusal());
        } catch (OutOfMemoryError noThread) { // the JVM could not start a thread: the task must not be lost
            LOG.error("no thread could be started for a blocking task", noThread);
            task.refuse(ErrorInfo.retryable(
                    ErrorCode.LIMIT_EXCEEDED, "no thread could be started: " + noThread.getMessage()));
        }
    }

    /**
     * Hands over a task that nobody cancels or waits for. One that still waits for a thread when the executor is closed never
     * runs, and nobody is told.
     *
     * @param task what to run; what it throws is logged
     * @return false if it was refused because the queue is full or the executor closed
     */
    public boolean execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error failure) {
                    LOG.error("a blocking task failed", failure);
                }
            });
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /**
     * Takes no more tasks, tells those that wait that they never start, interrupts those that run, and waits for them for
     * at most five seconds. May be called more than once.
     */
    @Override
    public void close() {
        ErrorInfo closed = ErrorInfo.of(ErrorCode.CLOSED, "the executor was closed before the task began");
        threads.shutdownNow().forEach(waiting -> {
            if (waiting instanceof BlockingTask task) {
                task.refuse(closed);
            }
        });
        try {
            if (!threads.awaitTermination(CLOSING_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "blocking work still runs {} after it was told to stop; its threads are left behind",
                        CLOSING_TIME);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private ErrorInfo refusal() {
        if (threads.isShutdown()) {
            return ErrorInfo.of(ErrorCode.CLOSED, "the executor is closed");
        }
        return ErrorInfo.retryable(
                ErrorCode.LIMIT_EXCEEDED,
                "all threads for blocking work are busy and the queue is full; allow more threads, run on Java 21 or "
                        + "later, or start less at once");
    }
}
