package io.opdbus.api.run;

/** How a step stands. */
public enum StepStatus {
    /** It has not started. */
    PENDING,
    /** An attempt runs or is being stopped, or the next one waits for its time. */
    RUNNING,
    /** It did what was asked. */
    SUCCEEDED,
    /** It failed for good. */
    FAILED,
    /** Its condition was false, or its unit ended before it started. */
    SKIPPED,
    /** It was stopped and certainly runs no more. */
    STOPPED,
    /** Nobody can tell whether it had its effect (R10). */
    UNKNOWN;

    /**
     * Whether it is an end.
     *
     * @return true for all but {@link #PENDING} and {@link #RUNNING}
     */
    public boolean ended() {
        return this != PENDING && this != RUNNING;
    }
}
