package io.opdbus.core.process;

import java.util.List;

/**
 * Finds everything that a started process has brought into the world and that is still alive, itself included. Used by
 * one thread at a time; it remembers what it saw.
 */
interface Kin {

    /**
     * Looks again.
     *
     * @return handles that are safe against reused process ids; zombies are not alive
     */
    List<ProcessHandle> alive();

    /** Ends at once whatever forks faster than {@link #alive} can follow; a help, not a promise. */
    default void killGroup() {}

    /** How often to call {@link #alive} while the process runs, in milliseconds; 0 for not at all. */
    long watchMillis();
}
