package io.opdbus.core.transport;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through as many chunks as were requested, one after the other. A producer that is ahead waits in {@link #emit}, so
 * that nothing is ever stored; once the gate is released nobody waits any more, and what was not requested is dropped.
 */
final class ChunkGate implements ChunkSink {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkGate.class);
    private static final AtomicLongFieldUpdater<ChunkGate> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(ChunkGate.class, "requested");

    private final Consumer<Chunk> consumer;
    /** Held while a producer waits or delivers: the next producer waits for it. Nobody else takes it but {@link #end}. */
    private final ReentrantLock producing = new ReentrantLock();

    private volatile long requested;
    private volatile boolean released;
    private volatile @Nullable Thread waiting;
    private boolean ended;

    ChunkGate(Consumer<Chunk> consumer) {
        this.consumer = Objects.requireNonNull(consumer, "consumer");
    }

    @Override
    public void emit(Chunk chunk) {
        Objects.requireNonNull(chunk, "chunk");
        producing.lock();
        try {
            if (take() && !ended) {
                consumer.accept(chunk);
            }
        } catch (RuntimeException failure) {
            LOG.warn("a consumer of chunks failed; the call goes on", failure);
        } finally {
            producing.unlock();
        }
    }

    /** Lets more chunks through. Never blocks. */
    void request(long chunks) {
        if (chunks < 1) {
            throw new IllegalArgumentException("at least 1 chunk must be requested, not " + chunks);
        }
        REQUESTED.accumulateAndGet(this, chunks, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        LockSupport.unpark(waiting);
    }

    /** From now on nobody waits. Never blocks. */
    void release() {
        released = true;
        LockSupport.unpark(waiting);
    }

    /** From its return on nothing is delivered. Waits for a delivery under way. */
    void end() {
        release();
        producing.lock();
        try {
            ended = true;
        } finally {
            producing.unlock();
        }
    }

    /** Waits until a chunk may pass; false if it never may. */
    private boolean take() {
        boolean interrupted = false;
        try {
            while (true) {
                long left = requested;
                if (left == Long.MAX_VALUE) {
                    return true;
                }
                if (left > 0) {
                    if (REQUESTED.compareAndSet(this, left, left - 1)) {
                        return true;
                    }
                } else if (released) {
                    return false;
                } else {
                    waiting = Thread.currentThread();
                    if (requested == 0 && !released) {
                        LockSupport.park(this);
                        interrupted |= Thread.interrupted();
                    }
                    waiting = null;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
