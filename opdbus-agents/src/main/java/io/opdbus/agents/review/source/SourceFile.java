package io.opdbus.agents.review.source;

/**
 * One text file of a tree, read whole.
 *
 * @param path relative to the root of the tree, with forward slashes
 * @param language what it is written in
 * @param text its characters
 * @param lines its lines
 * @param test whether its path says that it is test code
 */
public record SourceFile(String path, Language language, String text, LineIndex lines, boolean test) {
    /** A file of this path and text. */
    public static SourceFile of(String path, Language language, String text) {
        return new SourceFile(path, language, text, LineIndex.of(text), TestPaths.isTest(path));
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path without its last part; {@code "."} for a file at the root. */
    public String directory() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }
}
