package io.opdbus.api.call;

/**
 * Where a running step puts its output. Safe for use by several threads; it does not block for long and never throws.
 */
@FunctionalInterface
public interface ChunkSink {

    /** Swallows everything. */
    ChunkSink NONE = chunk -> {};

    /**
     * Passes a piece of output on.
     *
     * @param chunk the piece
     */
    void emit(Chunk chunk);

    /**
     * Passes text of standard output on.
     *
     * @param text the text
     */
    default void stdout(String text) {
        emit(Chunk.stdout(text));
    }

    /**
     * Passes text of standard error on.
     *
     * @param text the text
     */
    default void stderr(String text) {
        emit(Chunk.stderr(text));
    }

    /**
     * Tells how far the step has come.
     *
     * @param text a word for people
     */
    default void progress(String text) {
        emit(Chunk.progress(text));
    }
}
