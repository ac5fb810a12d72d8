package io.opdbus.core.process;

import java.util.List;

/**
 * What a stop achieved.
 *
 * @param survivors process ids that were still alive when the time for SIGKILL to act had passed; empty when all is
 *     gone. Only a process of another user or one stuck in the kernel survives
 * @param forced whether SIGKILL was needed
 */
public record StopOutcome(List<Long> survivors, boolean forced) {

    /** Copies the list. */
    public StopOutcome {
        survivors = List.copyOf(survivors);
    }

    /**
     * Whether the process and everything it started has ended.
     *
     * @return true when no survivor was seen
     */
    public boolean gone() {
        return survivors.isEmpty();
    }
}
