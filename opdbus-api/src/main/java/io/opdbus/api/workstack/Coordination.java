package io.opdbus.api.workstack;

/** How the agents of a phase go together (R3). The phase's tools have run before, in order. */
public enum Coordination {
    /** One after the other, in order. The default. */
    SEQUENTIAL,
    /** All at the same time; the first failure stops the others. */
    PARALLEL,
    /** One after the other; each gets the result of the one before as {@code previous}. */
    PIPELINE,
    /** All at the same time; the first success wins and stops the others. */
    RACE
}
