package io.opdbus.core.tool;

import io.opdbus.api.call.CancelToken;
import io.opdbus.core.concurrent.TimerService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of one tool through as its limits allow. A call that must wait holds no thread; calls go through in the order
 * in which they came, and one that is cancelled leaves the queue at once.
 */
final class ToolGate {

    /** A call at the gate. Its methods run outside the gate's lock and must not run foreign code for long. */
    interface Caller {
        /** Tells when the call is to stop. */
        CancelToken token();

        /** It had to wait, and may go on now. It must {@linkplain #leave() leave} at its end. */
        void admitted();

        /** It was cancelled while it waited, and has left. */
        void cancelledWaiting();

        /** The gate was closed while it waited, and it has left. */
        void closedWaiting();
    }

    /** What becomes of a call that comes to the gate. */
    enum Entry {
        /** It goes through at once. */
        ADMITTED,
        /** It is told later. */
        WAITING,
        /** Too many wait already. */
        FULL
    }

    private final int maxConcurrent;
    private final int maxWaiting;
    private final TimerService timers;
    private final @Nullable StartTimes rate;

    private final Object lock = new Object();
    private final Set<Waiting> queue = new LinkedHashSet<>();
    private int running;
    private boolean timerArmed;
    private boolean pumping;
    private boolean pumpAgain;

    /** Limits of 0 do not limit. */
    ToolGate(int maxConcurrent, int maxPerSecond, int maxWaiting, TimerService timers) {
        this.maxConcurrent = maxConcurrent == 0 ? Integer.MAX_VALUE : maxConcurrent;
        this.maxWaiting = maxWaiting;
        this.timers = timers;
        this.rate = maxPerSecond == 0 ? null : new StartTimes(maxPerSecond);
    }

    Entry enter(Caller caller) {
        Waiting waiting;
        synchronized (lock) {
            if (queue.isEmpty() && running < maxConcurrent && nanosToWait() <= 0) {
                begin();
                return Entry.ADMITTED;
            }
            if (queue.size() >= maxWaiting) {
                return Entry.FULL;
            }
            waiting = new Waiting(caller);
            queue.add(waiting);
        }
        waiting.listen(caller.token().onCancel(() -> cancel(waiting)));
        pump();
        return Entry.WAITING;
    }

    /** A call that went through has ended. */
    void leave() {
        synchronized (lock) {
            running--;
        }
        pump();
    }

    /** Sends away all that wait. */
    void close() {
        List<Waiting> sentAway;
        synchronized (lock) {
            sentAway = List.copyOf(queue);
            queue.clear();
        }
        for (Waiting waiting : sentAway) {
            waiting.left();
            waiting.caller.closedWaiting();
        }
    }

    int waiting() {
        synchronized (lock) {
            return queue.size();
        }
    }

    private void cancel(Waiting waiting) {
        synchronized (lock) {
            if (!queue.remove(waiting)) {
                return;
            }
        }
        waiting.left();
        waiting.caller.cancelledWaiting();
        pump();
    }

    /** Lets through all that may go. One thread at a time does so: a call that ends at once makes no recursion. */
    private void pump() {
        synchronized (lock) {
            if (pumping) {
                pumpAgain = true;
                return;
            }
            if (queue.isEmpty()) {
                return;
            }
            pumping = true;
        }
        while (true) {
            List<Waiting> ready;
            synchronized (lock) {
                pumpAgain = false;
                ready = takeReady();
            }
            for (Waiting waiting : ready) {
                waiting.left();
                waiting.caller.admitted();
            }
            synchronized (lock) {
                if (!pumpAgain) {
                    pumping = false;
                    return;
                }
            }
        }
    }

    private List<Waiting> takeReady() {
        List<Waiting> ready = new ArrayList<>();
        var first = queue.iterator();
        while (first.hasNext() && running < maxConcurrent) {
            long wait = nanosToWait();
            if (wait > 0) {
                armTimer(wait);
                break;
            }
            begin();
            ready.add(first.next());
            first.remove();
        }
        return ready;
    }

    private void begin() {
        running++;
        if (rate != null) {
            rate.add(timers.nanoTime());
        }
    }

    private long nanosToWait() {
        return rate == null ? 0 : rate.nanosToWait(timers.nanoTime());
    }

    private void armTimer(long nanos) {
        if (!timerArmed) {
            timerArmed = true;
            timers.schedule(nanos, () -> {
                synchronized (lock) {
                    timerArmed = false;
                }
                pump();
            });
        }
    }

    private static final class Waiting {

        final Caller caller;
        private CancelToken.@Nullable Registration registration;
        private boolean gone;

        Waiting(Caller caller) {
            this.caller = caller;
        }

        synchronized void listen(CancelToken.Registration made) {
            if (gone) {
                made.close();
            } else {
                registration = made;
            }
        }

        synchronized void left() {
            gone = true;
            if (registration != null) {
                registration.close();
            }
        }
    }
}
