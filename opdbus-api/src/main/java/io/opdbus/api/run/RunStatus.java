package io.opdbus.api.run;

/** How a run stands (R16). How its rollback went is told beside it. */
public enum RunStatus {
    /** It has not ended. */
    RUNNING,
    /** It did what was asked. */
    SUCCEEDED,
    /** Something failed that was not tolerated. */
    FAILED,
    /** It was cancelled. */
    CANCELLED,
    /** Its deadline passed. */
    TIMED_OUT;

    /**
     * Whether it is an end.
     *
     * @return true for all but {@link #RUNNING}
     */
    public boolean ended() {
        return this != RUNNING;
    }
}
