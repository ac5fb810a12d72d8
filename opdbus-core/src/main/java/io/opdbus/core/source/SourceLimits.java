package io.opdbus.core.source;

/**
 * How large a document may be (R19).
 *
 * @param maxBytes the size of the text in bytes; 1 MiB by default
 * @param maxDepth how deep maps and lists may nest; 64 by default
 * @param maxNodes how many values the document may hold; 200,000 by default
 */
public record SourceLimits(int maxBytes, int maxDepth, int maxNodes) {

    /** The default limits. */
    public static final SourceLimits DEFAULT = new SourceLimits(1 << 20, 64, 200_000);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive, or the size is beyond 1 GiB
     */
    public SourceLimits {
        if (maxBytes < 1 || maxBytes > 1 << 30 || maxDepth < 1 || maxNodes < 1) {
            throw new IllegalArgumentException("limits must be positive, and at most 1 GiB: " + maxBytes + " bytes, "
                    + maxDepth + " levels, " + maxNodes + " values");
        }
    }

    /**
     * The same limits with another size.
     *
     * @param bytes the size of the text in bytes
     * @return a copy
     */
    public SourceLimits withMaxBytes(int bytes) {
        return new SourceLimits(bytes, maxDepth, maxNodes);
    }

    /**
     * The same limits with another depth.
     *
     * @param depth how deep maps and lists may nest
     * @return a copy
     */
    public SourceLimits withMaxDepth(int depth) {
        return new SourceLimits(maxBytes, depth, maxNodes);
    }

    /**
     * The same limits with another number of values.
     *
     * @param nodes how many values the document may hold
     * @return a copy
     */
    public SourceLimits withMaxNodes(int nodes) {
        return new SourceLimits(maxBytes, maxDepth, nodes);
    }
}
