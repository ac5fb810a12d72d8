package io.opdbus.api.workstack;

/** How far a failure reaches back (R12). */
public enum RollbackScope {
    /** Only the failed phase is rolled back; phases that do not depend on it go on. The default. */
    PHASE,
    /** Everything stops, and every completed phase is rolled back, latest first. */
    COMPLETED
}
