package io.opdbus.core.run;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;

/**
 * Is told what the machine concludes, while it applies an event. Must not call the machine's {@code apply}. All methods do
 * nothing unless overridden.
 */
public interface RunObserver {

    /** A unit has started. */
    default void unitStarted(int unit) {}

    /** A unit has ended; the machine tells how and why. */
    default void unitEnded(int unit) {}

    /** An attempt is about to be made. */
    default void stepStarted(int step, int attempt) {}

    /** A step has ended for good; the machine tells how and why. */
    default void stepEnded(int step) {}

    /** An attempt failed and another will be made. */
    default void retryScheduled(int step, int attempt, long delayMicros, ErrorInfo error) {}

    /** The run is being stopped. */
    default void aborting() {}

    /** A unit's rollback begins. */
    default void rollbackStarted(int unit) {}

    /** It is known what became of one step that was to be undone. */
    default void rolledBack(RollbackEntry entry) {}

    /** A fact came too late, twice, or of an attempt long past, and was not applied. */
    default void ignored(RunEvent event) {}

    /** The run has ended. */
    default void ended() {}
}
