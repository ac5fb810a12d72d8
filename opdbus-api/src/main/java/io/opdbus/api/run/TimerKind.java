package io.opdbus.api.run;

/** What a timer of a run is for. */
public enum TimerKind {
    /** The run's deadline. */
    RUN_DEADLINE,
    /** A unit's deadline. */
    UNIT_DEADLINE,
    /** An attempt's deadline. */
    ATTEMPT_DEADLINE,
    /** The longest silence of a streaming attempt. */
    IDLE,
    /** The pause before the next attempt. */
    RETRY,
    /** How long a stopped step may take to end. */
    GRACE,
    /** The rollback's own deadline. */
    ROLLBACK_DEADLINE
}
