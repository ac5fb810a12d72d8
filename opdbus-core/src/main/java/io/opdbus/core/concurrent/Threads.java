package io.opdbus.core.concurrent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads. Virtual ones are reached by reflection: the classes are compiled for Java 17. */
final class Threads {

    private Threads() {}

    static ExecutorService pool(String prefix, int maxThreads, int maxQueued) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                maxThreads, maxThreads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(maxQueued), task -> {
                    Thread thread = new Thread(task, prefix + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** An executor of one virtual thread a task; empty on a runtime before Java 21. */
    static Optional<ExecutorService> virtualPerTask(String prefix) {
        if (Runtime.version().feature() < 21) {
            return Optional.empty();
        }
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object named = builder.getMethod("name", String.class, long.class)
                    .invoke(Thread.class.getMethod("ofVirtual").invoke(null), prefix, 1L);
            ThreadFactory factory = (ThreadFactory) builder.getMethod("factory").invoke(named);
            Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return Optional.of((ExecutorService) perTask.invoke(null, factory));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(
                    "Java " + Runtime.version() + " offers no virtual threads where they are expected",
                    unwrap(missing));
        }
    }

    private static Throwable unwrap(ReflectiveOperationException failure) {
        Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }
}
