package io.opdbus.core.engine;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.run.RunListener;
import io.opdbus.api.run.RunNotice;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener has yet to be told (R17). The run puts in and goes on; a thread of the listeners' executor takes out. Where
 * the listener is slow, chunks are left out first, then notices; it is told how many. The last notice is never left out.
 */
final class ListenerQueue {

    static final int MAX_CHUNKS = 1_024;
    static final int MAX_NOTICES = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private record Output(String unit, String step, Chunk chunk) {}

    private final String runId;
    private final RunListener listener;
    private final Executor executor;
    private final ArrayDeque<Object> queue = new ArrayDeque<>();
    private int chunks;
    private long droppedChunks;
    private long droppedNotices;
    private boolean scheduled;
    private boolean failedBefore;

    ListenerQueue(String runId, RunListener listener, Executor executor) {
        this.runId = runId;
        this.listener = listener;
        this.executor = executor;
    }

    boolean wantsChunks() {
        return listener.wantsChunks();
    }

    void notice(RunNotice notice) {
        boolean wake;
        synchronized (queue) {
            if (queue.size() - chunks >= MAX_NOTICES && !(notice instanceof RunNotice.RunEnded)) {
                droppedNotices++;
                return;
            }
            queue.add(notice);
            wake = wake();
        }
        if (wake) {
            executor.execute(this::deliver);
        }
    }

    void chunk(String unit, String step, Chunk chunk) {
        boolean wake;
        synchronized (queue) {
            if (chunks >= MAX_CHUNKS) {
                droppedChunks++;
                return;
            }
            chunks++;
            queue.add(new Output(unit, step, chunk));
            wake = wake();
        }
        if (wake) {
            executor.execute(this::deliver);
        }
    }

    private boolean wake() {
        boolean idle = !scheduled;
        scheduled = true;
        return idle;
    }

    private void deliver() {
        for (Object next = take(); next != null; next = take()) {
            try {
                if (next instanceof Output output) {
                    listener.onChunk(output.unit(), output.step(), output.chunk());
                } else {
                    listener.onNotice((RunNotice) next);
                }
            } catch (RuntimeException | Error failure) {
                complain(failure);
            }
        }
    }

    private @Nullable Object take() {
        synchronized (queue) {
            Object head = queue.peek();
            boolean caughtUp = head == null || head instanceof RunNotice.RunEnded;
            if (caughtUp && (droppedChunks > 0 || droppedNotices > 0)) {
                RunNotice told = new RunNotice.Dropped(runId, Instant.now(), droppedChunks, droppedNotices);
                droppedChunks = 0;
                droppedNotices = 0;
                return told;
            }
            if (head == null) {
                scheduled = false;
                return null;
            }
            if (head instanceof Output) {
                chunks--;
            }
            return queue.poll();
        }
    }

    private void complain(Throwable failure) {
        if (failedBefore) {
            LOG.debug("listener {} of run {} failed again", listener.getClass().getName(), runId, failure);
        } else {
            failedBefore = true;
            LOG.warn(
                    "listener {} of run {} failed; the run goes on",
                    listener.getClass().getName(),
                    runId,
                    failure);
        }
    }
}
