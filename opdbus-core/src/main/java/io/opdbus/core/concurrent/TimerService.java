package io.opdbus.core.concurrent;

/**
 * Runs short tasks later. A task runs on the timers' own thread: it must not block and must not call foreign code, but hand
 * over whatever takes time.
 */
@FunctionalInterface
public interface TimerService {

    /**
     * Runs a task once. A task that throws is logged and hurts no other.
     *
     * @param delayNanos from now, in nanoseconds; zero or less means as soon as may be
     * @param task the task
     * @return takes the task back
     */
    Cancellable schedule(long delayNanos, Runnable task);

    /**
     * A reading of the clock that the delays are measured by.
     *
     * @return nanoseconds since an arbitrary origin, never going back, as {@link System#nanoTime()}
     */
    default long nanoTime() {
        return System.nanoTime();
    }
}
