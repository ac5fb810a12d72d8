package io.opdbus.core.process;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The processes of one runner. While there is any, a shutdown hook stands ready; afterwards nothing is left behind. */
final class RunningSet {

    private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(500);

    /** Beyond the grace: what SIGKILL may take, and a little for the looks in between. */
    private static final long WAIT_SECONDS = 7;

    private final Set<RunningProcess> running = new HashSet<>();
    private @Nullable Thread hook;
    private @Nullable Duration closed;

    synchronized void requireOpen() {
        if (closed != null) {
            throw refused();
        }
    }

    private static OpdbusException refused() {
        return new OpdbusException(ErrorCode.CLOSED, "no process can be started: the runner is closed");
    }

    synchronized void add(RunningProcess process) {
        running.add(process);
        if (closed != null) {
            process.stop(closed);
        } else if (hook == null) {
            hook = new Thread(() -> close(SHUTDOWN_GRACE), "opdbus-process-shutdown");
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is shutting down, and nobody will come to end this process later.
                hook = null;
                closed = Duration.ZERO;
                process.stop(Duration.ZERO);
            }
        }
    }

    synchronized void remove(RunningProcess process) {
        running.remove(process);
        if (running.isEmpty() && hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is shutting down; the hook finds nothing to do.
            }
            hook = null;
        }
    }

    synchronized int size() {
        return running.size();
    }

    /** Stops all and waits; bounded in time. */
    void close(Duration grace) {
        List<CompletableFuture<StopOutcome>> stopping;
        synchronized (this) {
            closed = grace;
            stopping = running.stream()
                    .map(process -> process.stop(grace).toCompletableFuture())
                    .toList();
        }
        try {
            CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new))
                    .get(
                            StopOrder.saturatedNanos(grace) + TimeUnit.SECONDS.toNanos(WAIT_SECONDS),
                            TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Each process tells its own outcome; there is nothing to add here.
        }
    }
}
