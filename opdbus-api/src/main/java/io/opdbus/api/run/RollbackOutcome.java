package io.opdbus.api.run;

/** What became of one step when it was to be undone (R14). */
public enum RollbackOutcome {
    /** Its rollback did what was asked. */
    UNDONE,
    /** Its rollback failed. */
    FAILED,
    /** It changed nothing: it is read-only, or never ran. */
    NOT_NEEDED,
    /** It may have changed something, and nothing is there to undo it. */
    NO_ROLLBACK,
    /** Nobody can tell whether its rollback had its effect. */
    UNKNOWN
}
