package io.opdbus.core.agent;

import io.opdbus.api.call.Deadline;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.concurrent.TimerService;
import java.time.Duration;
import java.time.InstantSource;

/** What all parts of a pool share. */
record PoolContext(BlockingExecutor executor, TimerService timers, InstantSource clock) {

    Cancellable after(Duration delay, Runnable task) {
        return timers.schedule(Nanos.of(delay), task);
    }

    Deadline deadline(Duration timeout) {
        return Deadline.after(timeout, clock);
    }
}
