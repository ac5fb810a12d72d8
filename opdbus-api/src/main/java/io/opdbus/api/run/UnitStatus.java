package io.opdbus.api.run;

/** How a phase or node stands (R8). */
public enum UnitStatus {
    /** It has not started. */
    PENDING,
    /** It runs, is being stopped, or is being rolled back. */
    RUNNING,
    /** All its steps did what was asked. */
    SUCCEEDED,
    /** A step failed for good. */
    FAILED,
    /** Its condition was false; what depends on it goes on. */
    SKIPPED,
    /** Something that it depends on failed; what depends on it is blocked too. */
    BLOCKED,
    /** It was stopped, or never started, because the run was. */
    STOPPED,
    /** Nobody can tell whether a step of it had its effect. */
    UNKNOWN,
    /** Reserved for units that wait for somebody. */
    WAITING;

    /**
     * Whether it is an end.
     *
     * @return true for all but {@link #PENDING}, {@link #RUNNING} and {@link #WAITING}
     */
    public boolean ended() {
        return this != PENDING && this != RUNNING && this != WAITING;
    }
}
