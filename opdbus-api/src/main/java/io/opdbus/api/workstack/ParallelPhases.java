package io.opdbus.api.workstack;

import java.util.List;

/**
 * Which phases may run at the same time as each other (R2). A phase that is not among them runs alone.
 *
 * @param all every phase
 * @param ids the phases by id, where not all
 */
public record ParallelPhases(boolean all, List<String> ids) {

    /** No phase overlaps another. The default. */
    public static final ParallelPhases NONE = new ParallelPhases(false, List.of());

    /** Every phase may overlap every other. */
    public static final ParallelPhases ALL = new ParallelPhases(true, List.of());

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if all are meant and ids are given too
     */
    public ParallelPhases {
        ids = List.copyOf(ids);
        if (all && !ids.isEmpty()) {
            throw new IllegalArgumentException("parallel phases are either all or those listed");
        }
    }

    /**
     * Some phases.
     *
     * @param ids the phases by id
     * @return those phases
     */
    public static ParallelPhases of(List<String> ids) {
        return ids.isEmpty() ? NONE : new ParallelPhases(false, ids);
    }

    /**
     * Whether a phase is among them.
     *
     * @param phase the phase's id
     * @return true if it may overlap the others
     */
    public boolean includes(String phase) {
        return all || ids.contains(phase);
    }
}
