package io.opdbus.api.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a call that it is to stop (R10). Safe for use by several threads. One side holds the token and asks; the other
 * side cancels, once and for good.
 */
public final class CancelToken {

    /** A way to take a callback back. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Takes the callback back; it does not run any more unless it runs already. */
        @Override
        void close();
    }

    private final Object lock = new Object();
    private @Nullable List<Runnable> callbacks;
    private volatile @Nullable String reason;

    /** A token that nobody has cancelled yet. */
    public CancelToken() {}

    /**
     * Whether the call is to stop.
     *
     * @return true once it was cancelled
     */
    public boolean isCancelled() {
        return reason != null;
    }

    /**
     * Why the call is to stop.
     *
     * @return the reason as given to {@link #cancel(String)}, empty while it is not cancelled
     */
    public String reason() {
        String given = reason;
        return given == null ? "" : given;
    }

    /**
     * Asks to be told. The callback runs on the thread that cancels, or at once on this thread if that has happened
     * already; it must not block. What it throws is handed to the cancelling thread's uncaught-exception handler.
     *
     * @param callback runs at most once
     * @return takes the callback back
     */
    public Registration onCancel(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        synchronized (lock) {
            if (reason == null) {
                if (callbacks == null) {
                    callbacks = new ArrayList<>(2);
                }
                callbacks.add(callback);
                return () -> {
                    synchronized (lock) {
                        if (callbacks != null) {
                            callbacks.remove(callback);
                        }
                    }
                };
            }
        }
        run(callback);
        return () -> {};
    }

    /**
     * Cancels. The callbacks run on this thread, in the order in which they were registered.
     *
     * @param why the reason, for the people who read the report
     * @return false if it was cancelled before; nothing happens then
     */
    public boolean cancel(String why) {
        Objects.requireNonNull(why, "why");
        List<Runnable> told;
        synchronized (lock) {
            if (reason != null) {
                return false;
            }
            reason = why;
            told = callbacks == null ? List.of() : callbacks;
            callbacks = null;
        }
        told.forEach(CancelToken::run);
        return true;
    }

    private static void run(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }
}
