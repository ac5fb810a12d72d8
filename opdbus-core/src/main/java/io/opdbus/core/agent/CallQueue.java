package io.opdbus.core.agent;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of an agent's calls run at once; the others wait in the order in which they came, bounded too. No
 * thread waits with them.
 */
final class CallQueue {

    /** What becomes of a call that arrives. */
    enum Admission {
        /** It runs now. */
        RUN,
        /** It waits. */
        WAIT,
        /** It is refused. */
        FULL
    }

    private final Object lock = new Object();
    private final int maxRunning;
    private final int maxWaiting;
    private final LinkedHashSet<PooledCall> waiting = new LinkedHashSet<>();
    /** How often somebody was to hand on a free place while another was at it. */
    private final AtomicInteger told = new AtomicInteger();

    private int running;

    CallQueue(int maxRunning, int maxWaiting) {
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
    }

    Admission enter(PooledCall call) {
        synchronized (lock) {
            if (running < maxRunning && waiting.isEmpty()) {
                running++;
                return Admission.RUN;
            }
            if (waiting.size() >= maxWaiting) {
                return Admission.FULL;
            }
            waiting.add(call);
            return Admission.WAIT;
        }
    }

    /** A call that waits goes away; nothing happens if its turn has come already. */
    void remove(PooledCall call) {
        synchronized (lock) {
            waiting.remove(call);
        }
    }

    /** A call that ran gives its place back; {@link #handOn()} must follow. */
    void leave() {
        synchronized (lock) {
            running--;
        }
    }

    /** Lets those who wait take free places. However many end at once, the calls are started one after the other. */
    void handOn() {
        if (isQuiet() || told.getAndIncrement() > 0) {
            return;
        }
        int answered;
        do {
            answered = told.get();
            for (PooledCall next = next(); next != null; next = next()) {
                next.turn();
            }
        } while (told.addAndGet(-answered) > 0);
    }

    int running() {
        synchronized (lock) {
            return running;
        }
    }

    int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    int maxRunning() {
        return maxRunning;
    }

    int maxWaiting() {
        return maxWaiting;
    }

    private boolean isQuiet() {
        synchronized (lock) {
            return waiting.isEmpty();
        }
    }

    private @Nullable PooledCall next() {
        synchronized (lock) {
            if (running >= maxRunning || waiting.isEmpty()) {
                return null;
            }
            Iterator<PooledCall> first = waiting.iterator();
            PooledCall next = first.next();
            first.remove();
            running++;
            return next;
        }
    }
}
