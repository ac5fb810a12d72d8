package io.opdbus.cli;

import io.opdbus.api.run.RunListener;
import io.opdbus.api.run.RunNotice;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A listener whose last word can be waited for: notices come after the fact. */
abstract class Watcher implements RunListener {

    private final CountDownLatch ended = new CountDownLatch(1);

    abstract void tell(RunNotice notice);

    @Override
    public final void onNotice(RunNotice notice) {
        try {
            tell(notice);
        } finally {
            if (notice instanceof RunNotice.RunEnded) {
                ended.countDown();
            }
        }
    }

    /** Waits until the run's end was told, but not for ever. */
    void awaitEnd(Duration atMost) {
        try {
            ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
