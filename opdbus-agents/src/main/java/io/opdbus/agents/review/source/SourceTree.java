package io.opdbus.agents.review.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A directory of sources (or a single file) on disk. It is read one file at a time, in the same order every time, and symbolic
 * links in it are never followed.
 */
public final class SourceTree {
    /** Files larger than this are left out: 1 MiB. */
    public static final long DEFAULT_MAX_FILE_BYTES = 1 << 20;

    private final Path root;
    private final PathFilter filter;
    private final long maxFileBytes;

    private SourceTree(Path root, PathFilter filter, long maxFileBytes) {
        this.root = root;
        this.filter = filter;
        this.maxFileBytes = maxFileBytes;
    }

    /** The tree at this path, with default limits. */
    public static SourceTree at(Path root) {
        return new SourceTree(root, PathFilter.all(), DEFAULT_MAX_FILE_BYTES);
    }

    /** The same tree seen through a filter. */
    public SourceTree filteredBy(PathFilter pathFilter) {
        return new SourceTree(root, pathFilter, maxFileBytes);
    }

    /** The same tree with another limit on a file's size. */
    public SourceTree withMaxFileBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("the largest file size must be at least 1 byte, not " + bytes);
        }
        return new SourceTree(root, filter, bytes);
    }

    /**
     * Begins to read the tree.
     *
     * @throws NoSuchFileException if there is nothing at the root
     * @throws IOException if the root cannot be read
     */
    public SourceWalk walk() throws IOException {
        if (!Files.exists(root)) {
            throw new NoSuchFileException(root.toString());
        }
        return new SourceWalk(root.toRealPath(), filter, maxFileBytes);
    }
}
