package io.opdbus.api.run;

import io.opdbus.api.error.OpdbusException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A run under way. Safe for use by several threads. */
public interface Run {

    /**
     * The run's id.
     *
     * @return unique within the executor, and practically everywhere
     */
    String id();

    /**
     * How it stands.
     *
     * @return {@link RunStatus#RUNNING} until the result is there
     */
    RunStatus status();

    /**
     * How it ends.
     *
     * @return completes with the result, never exceptionally, whatever the run's end
     */
    CompletionStage<RunResult> result();

    /**
     * Waits for the end.
     *
     * @return the result, whatever the run's end
     * @throws OpdbusException with {@code CANCELLED} if this thread is interrupted; the run goes on, and the thread's
     *     interrupt flag stays set
     */
    RunResult await();

    /**
     * Waits for the end, but not for ever. That the time is over does not cancel the run.
     *
     * @param timeout how long to wait
     * @return the result, or empty if the run goes on
     * @throws OpdbusException with {@code CANCELLED} if this thread is interrupted; the run goes on, and the thread's
     *     interrupt flag stays set
     */
    Optional<RunResult> await(Duration timeout);

    /**
     * Asks the run to stop (R10): nothing more starts, what runs is stopped, what was done is rolled back, {@code finally}
     * phases run. Does not wait for that.
     *
     * @param reason why, for the people who read the report
     * @return false if the run has ended or was asked before
     */
    boolean cancel(String reason);

    /**
     * What has happened so far.
     *
     * @return the events in their order; secrets are held as references, and texts that one was woven into are masked (R18)
     */
    List<RunEvent> events();
}
