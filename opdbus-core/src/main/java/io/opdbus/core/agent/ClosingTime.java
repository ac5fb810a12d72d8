package io.opdbus.core.agent;

import io.opdbus.api.call.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time that closing a pool may take, in all. */
final class ClosingTime {

    private static final Duration LONGEST_GRACE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(ClosingTime.class);

    private final PoolContext context;
    private final Deadline deadline;
    private final long began = System.nanoTime();
    private final long nanos;

    ClosingTime(Duration timeout, PoolContext context) {
        this.context = context;
        this.deadline = context.deadline(timeout);
        this.nanos = Nanos.of(timeout);
    }

    Deadline deadline() {
        return deadline;
    }

    /** How long a process may take between being asked to end and being made to: half of what is left. */
    Duration grace() {
        Duration half = Duration.ofNanos(left() / 2);
        return half.compareTo(LONGEST_GRACE) < 0 ? half : LONGEST_GRACE;
    }

    /** Runs something that may block, on a thread of its own where there is one. */
    CompletionStage<?> run(Runnable task) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.warn("a transport failed to close", failure);
            } finally {
                ended.complete(null);
            }
        };
        if (!context.executor().execute(guarded)) {
            guarded.run();
        }
        return ended;
    }

    /** Waits for all, or until the time is up. */
    void await(List<CompletionStage<?>> stages) {
        CompletableFuture<?>[] all =
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(left(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // What has not ended by now is left behind.
        }
    }

    private long left() {
        return Math.max(0, nanos - (System.nanoTime() - began));
    }
}
