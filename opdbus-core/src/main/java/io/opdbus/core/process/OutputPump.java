package io.opdbus.core.process;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads one output stream to its end, counts it, and hands the text within the limit to the listener. */
final class OutputPump implements Runnable {

    /** So that with three bytes waiting from the read before, a chunk never exceeds its limit. */
    private static final int READ_SIZE = OutputListener.MAX_CHUNK - 4;

    private static final long NOT_READING = Long.MIN_VALUE;

    private final OutputSource source;
    private final InputStream stream;
    private final OutputListener listener;
    private final long limit;
    private final Runnable whenDone;

    private volatile long bytes;
    private volatile boolean done;
    private volatile boolean muted;
    private volatile boolean abandoned;
    private volatile long readingSince = NOT_READING;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread reader;

    OutputPump(OutputSource source, InputStream stream, OutputListener listener, long limit, Runnable whenDone) {
        this.source = source;
        this.stream = stream;
        this.listener = listener;
        this.limit = limit;
        this.whenDone = whenDone;
    }

    @Override
    public void run() {
        enter(Thread.currentThread());
        try (stream) {
            pump();
        } catch (IOException e) {
            // The pipe was closed under us: the process is gone, and so is what it had not yet written.
        } finally {
            enter(null);
            done = true;
            whenDone.run();
        }
    }

    private void pump() throws IOException {
        Utf8Chunks decoder = new Utf8Chunks(READ_SIZE);
        byte[] buffer = new byte[READ_SIZE];
        long seen = 0;
        for (int n = read(buffer); n >= 0; n = read(buffer)) {
            int wanted = (int) Math.max(0, Math.min(n, limit - seen));
            seen += n;
            bytes = seen;
            if (wanted > 0) {
                deliver(decoder.next(buffer, wanted));
            }
        }
        if (seen <= limit) {
            deliver(decoder.end());
        }
        call(() -> listener.onEnd(source));
    }

    private int read(byte[] buffer) throws IOException {
        readingSince = System.nanoTime();
        try {
            return stream.read(buffer);
        } finally {
            readingSince = NOT_READING;
        }
    }

    private void deliver(String text) {
        if (!text.isEmpty()) {
            call(() -> listener.onText(source, text));
        }
    }

    private void call(ListenerCall call) {
        if (muted) {
            return;
        }
        try {
            call.run();
        } catch (InterruptedException e) {
            // Our own interrupt: the process was stopped and this listener would not return.
            muted = true;
        } catch (Throwable e) {
            muted = true;
            failure = e;
        }
    }

    /** No further listener calls; one that is blocked is interrupted. */
    void abandon() {
        if (done) {
            return;
        }
        abandoned = true;
        muted = true;
        synchronized (this) {
            if (reader != null) {
                reader.interrupt();
            }
        }
    }

    private synchronized void enter(@Nullable Thread thread) {
        reader = thread;
        if (thread == null) {
            Thread.interrupted();
        }
    }

    boolean done() {
        return done;
    }

    boolean abandoned() {
        return abandoned;
    }

    /** How long the present read has been waiting; 0 where none is. */
    long readingNanos() {
        long since = readingSince;
        return since == NOT_READING ? 0 : System.nanoTime() - since;
    }

    long bytes() {
        return bytes;
    }

    boolean truncated() {
        return bytes > limit || abandoned;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    @FunctionalInterface
    private interface ListenerCall {
        void run() throws InterruptedException;
    }
}
