package io.opdbus.core.concurrent;

import io.opdbus.api.call.CancelToken;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Work that may block, and the four ways in which it can end; exactly one of them is told, once. While {@link #work()}
 * runs, cancelling its token interrupts its thread; before that it leaves at once and never starts; afterwards nothing is
 * interrupted, and the thread goes back without a stale interrupt (R10).
 */
public abstract class BlockingTask implements Runnable {

    private static final int NEW = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;
    private static final int ENDED = 4;

    private static final AtomicIntegerFieldUpdater<BlockingTask> STATE =
            AtomicIntegerFieldUpdater.newUpdater(BlockingTask.class, "state");
    private static final CancelToken.Registration NONE = () -> {};

    private volatile int state;
    private volatile @Nullable Thread thread;
    private volatile CancelToken.@Nullable Registration registration;

    /** A task that has not been handed to an executor yet; it is handed over once. */
    protected BlockingTask() {}

    /**
     * Tells when the task is to stop. Asked when it is handed over.
     *
     * @return the token
     */
    protected abstract CancelToken token();

    /**
     * Does the work.
     *
     * @return the result
     * @throws Exception the failure
     */
    protected abstract @Nullable Object work() throws Exception;

    /**
     * The work came to its end, whether or not it was cancelled meanwhile. Runs on the work's thread.
     *
     * @param result what it returned
     */
    protected abstract void returned(@Nullable Object result);

    /**
     * The work threw. Runs on the work's thread.
     *
     * @param failure what it threw; an {@link Error} is passed on too
     */
    protected abstract void threw(Throwable failure);

    /**
     * The work was never started and never will be. Runs on the thread that handed it over, cancelled it, or closed the
     * executor.
     *
     * @param why {@link ErrorCode#CANCELLED}, {@link ErrorCode#LIMIT_EXCEEDED} (the queue is full) or
     *     {@link ErrorCode#CLOSED}
     */
    protected abstract void neverStarted(ErrorInfo why);

    /** Called by the executor; not to be called by others. */
    @Override
    public final void run() {
        thread = Thread.currentThread();
        if (!STATE.compareAndSet(this, NEW, RUNNING)) {
            thread = null;
            return;
        }
        Object result = null;
        Throwable failure = null;
        try {
            result = work();
        } catch (Throwable thrown) { // an Error is an outcome too: lost, it would leave the caller waiting
            failure = thrown;
        }
        leave();
        if (failure == null) {
            returned(result);
        } else {
            threw(failure);
        }
    }

    /** Listens to the token. Returns false if the task has ended already, being cancelled. */
    final boolean arm() {
        CancelToken token = token();
        if (token.isCancelled()) {
            cancel();
            return false;
        }
        CancelToken.Registration made = token.onCancel(this::cancel);
        registration = made;
        if (state == ENDED) {
            made.close();
            return false;
        }
        return true;
    }

    /** Ends a task that no thread will take up. */
    final void refuse(ErrorInfo why) {
        if (STATE.compareAndSet(this, NEW, ENDED)) {
            unregister();
            neverStarted(why);
        }
    }

    private void cancel() {
        if (STATE.compareAndSet(this, NEW, ENDED)) {
            neverStarted(ErrorInfo.of(ErrorCode.CANCELLED, token().reason()));
        } else if (STATE.compareAndSet(this, RUNNING, INTERRUPTING)) {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
            state = INTERRUPTED;
        }
    }

    /** From here on nobody interrupts this thread on behalf of this task. */
    private void leave() {
        if (!STATE.compareAndSet(this, RUNNING, ENDED)) {
            while (state == INTERRUPTING) {
                Thread.onSpinWait();
            }
            state = ENDED;
        }
        Thread.interrupted();
        thread = null;
        unregister();
    }

    private void unregister() {
        CancelToken.Registration made = registration;
        if (made != null) {
            registration = NONE;
            made.close();
        }
    }
}
