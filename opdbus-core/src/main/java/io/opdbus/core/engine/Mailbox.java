package io.opdbus.core.engine;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where facts come in from any thread, to be handled one after the other. The thread that finds the mailbox idle handles what is
 * there; what it posts itself meanwhile does not touch the shared queue. No lock is held and nobody waits.
 */
final class Mailbox {

    private final Consumer<Object> handler;
    private final ConcurrentLinkedQueue<Object> shared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger posted = new AtomicInteger();
    private final ArrayDeque<Object> local = new ArrayDeque<>();
    private @Nullable Thread owner;

    /**
     * A mailbox.
     *
     * @param handler handles one fact at a time; must not throw
     */
    Mailbox(Consumer<Object> handler) {
        this.handler = handler;
    }

    /** Hands a fact over, and handles it here and now unless another thread is at it. */
    void post(Object fact) {
        // Only the owner itself can find its own thread here, so that the race of the others does no harm.
        if (owner == Thread.currentThread()) {
            local.add(fact);
            return;
        }
        shared.add(fact);
        if (posted.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        int taken = 1;
        do {
            owner = Thread.currentThread();
            for (Object fact = next(); fact != null; fact = next()) {
                handler.accept(fact);
            }
            owner = null;
            taken = posted.addAndGet(-taken);
        } while (taken != 0);
    }

    private @Nullable Object next() {
        Object fact = local.poll();
        return fact == null ? shared.poll() : fact;
    }
}
