package io.opdbus.api.call;

import java.util.Objects;

/**
 * A piece of output of a running step. Chunks are transient: they are never events, and where a listener is slow they are
 * dropped first (R17).
 *
 * @param kind what the piece is
 * @param content its text; empty for a heartbeat
 */
public record Chunk(Kind kind, String content) {

    /** What a chunk is. */
    public enum Kind {
        /** Text of the step's standard output. */
        STDOUT,
        /** Text of the step's standard error. */
        STDERR,
        /** A word about how far the step has come, for people. */
        PROGRESS,
        /** A sign of life without content; like every chunk it resets the idle timeout. */
        HEARTBEAT
    }

    /** Checks for null. */
    public Chunk {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(content, "content");
    }

    /**
     * Text of standard output.
     *
     * @param text the text
     * @return the chunk
     */
    public static Chunk stdout(String text) {
        return new Chunk(Kind.STDOUT, text);
    }

    /**
     * Text of standard error.
     *
     * @param text the text
     * @return the chunk
     */
    public static Chunk stderr(String text) {
        return new Chunk(Kind.STDERR, text);
    }

    /**
     * A word about how far the step has come.
     *
     * @param text the text
     * @return the chunk
     */
    public static Chunk progress(String text) {
        return new Chunk(Kind.PROGRESS, text);
    }

    /**
     * A sign of life.
     *
     * @return the chunk, without content
     */
    public static Chunk heartbeat() {
        return new Chunk(Kind.HEARTBEAT, "");
    }
}
