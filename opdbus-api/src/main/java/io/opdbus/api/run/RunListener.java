package io.opdbus.api.run;

import io.opdbus.api.call.Chunk;

/**
 * Is told what a run concludes and what its steps put out. A listener cannot break or slow a run (R17): it has a bounded
 * queue and is called on a thread of its own choosing by the engine, one call after the other; what it throws is logged with
 * its class and the run goes on; where it is slow, chunks are dropped first, and it is told how many.
 */
@FunctionalInterface
public interface RunListener {

    /**
     * The run concluded something.
     *
     * @param notice what
     */
    void onNotice(RunNotice notice);

    /**
     * A step put something out. Ignored unless overridden.
     *
     * @param unit the unit's id
     * @param step the step's id
     * @param chunk the piece of output, secrets masked
     */
    default void onChunk(String unit, String step, Chunk chunk) {}

    /**
     * Whether {@link #onChunk} does anything, so that chunks need not be queued for nobody.
     *
     * @return true unless overridden
     */
    default boolean wantsChunks() {
        return true;
    }
}
