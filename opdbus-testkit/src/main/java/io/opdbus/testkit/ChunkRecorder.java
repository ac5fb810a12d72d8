package io.opdbus.testkit;

import io.opdbus.api.call.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Takes the chunks of one call, and notices when two come at once. */
final class ChunkRecorder implements Consumer<Chunk> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Chunk> chunks = new ArrayList<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private volatile boolean overlapped;

    @Override
    public void accept(Chunk chunk) {
        if (!inside.compareAndSet(false, true)) {
            overlapped = true;
        }
        lock.lock();
        try {
            chunks.add(chunk);
            more.signalAll();
        } finally {
            lock.unlock();
        }
        inside.set(false);
    }

    List<Chunk> chunks() {
        lock.lock();
        try {
            return List.copyOf(chunks);
        } finally {
            lock.unlock();
        }
    }

    List<String> contents() {
        return chunks().stream().map(Chunk::content).toList();
    }

    boolean overlapped() {
        return overlapped;
    }

    /** Waits until that many have come. */
    void await(int count) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(ConformanceBase.PATIENCE_SECONDS);
        lock.lock();
        try {
            while (chunks.size() < count) {
                if (left <= 0) {
                    throw new AssertionError("only " + chunks.size() + " chunks of " + count + " came in "
                            + ConformanceBase.PATIENCE_SECONDS + " s");
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
