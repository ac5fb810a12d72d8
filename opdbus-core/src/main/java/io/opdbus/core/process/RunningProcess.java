package io.opdbus.core.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A process that was started by a {@link ProcessRunner}. Safe for use by several threads. */
public final class RunningProcess {

    private final ProcessSpec spec;
    private final long pid;
    private final StopOrder order;
    private final CompletableFuture<StopOutcome> cleared;
    private final CompletableFuture<ProcessExit> exit;

    RunningProcess(
            ProcessSpec spec,
            long pid,
            StopOrder order,
            CompletableFuture<StopOutcome> cleared,
            CompletableFuture<ProcessExit> exit) {
        this.spec = spec;
        this.pid = pid;
        this.order = order;
        this.cleared = cleared;
        this.exit = exit;
    }

    /**
     * The process id. Where the {@code setsid} program is present it is also the id of the process group and the
     * session.
     *
     * @return the id; it may be given to another process once this one has ended
     */
    public long pid() {
        return pid;
    }

    /**
     * What was started.
     *
     * @return the description given to the runner
     */
    public ProcessSpec spec() {
        return spec;
    }

    /**
     * The end of the process: it has exited, what outlived it is gone (or kept, as the {@link ProcessSpec} says), and
     * its output was delivered. After a {@link #stop} it waits at most one second for a listener that does not return.
     *
     * @return completed on a thread of the runner's executor; never exceptionally, short of a defect
     */
    public CompletionStage<ProcessExit> exit() {
        return exit.minimalCompletionStage();
    }

    /**
     * Stops the process and everything it started: SIGTERM to each, and SIGKILL to what is left when the grace is over.
     * Returns at once. May be called any number of times; a further call can shorten the grace, never lengthen it.
     * After the end it does nothing.
     *
     * @param grace the time between SIGTERM and SIGKILL; zero or less kills at once
     * @return completed when nothing is left, or when something survived SIGKILL for five seconds
     */
    public CompletionStage<StopOutcome> stop(Duration grace) {
        order.give(grace);
        return cleared.minimalCompletionStage();
    }

    /**
     * Whether the end has not been reported yet.
     *
     * @return false once {@link #exit} is completed
     */
    public boolean running() {
        return !exit.isDone();
    }

    @Override
    public String toString() {
        return "process " + pid + " " + spec;
    }
}
