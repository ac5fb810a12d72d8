package io.opdbus.agents.review.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Which relative paths a review looks at. A pattern is a glob as in {@link java.nio.file.FileSystem#getPathMatcher}; one
 * without a slash matches a name at any depth, and one that names a directory matches all that is below it.
 */
public final class PathFilter {
    private static final PathFilter ALL = new PathFilter(List.of(), List.of());

    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;

    private PathFilter(List<PathMatcher> include, List<PathMatcher> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /** Lets everything through. */
    public static PathFilter all() {
        return ALL;
    }

    /**
     * Lets through what one of {@code include} matches (everything if that is empty) and none of {@code exclude} does.
     *
     * @throws IllegalArgumentException if a pattern is not a glob
     */
    public static PathFilter of(List<String> include, List<String> exclude) {
        return new PathFilter(matchers(include), matchers(exclude));
    }

    boolean file(Path relative) {
        return (include.isEmpty() || matches(include, relative)) && !matches(exclude, relative);
    }

    boolean directory(Path relative) {
        return !matches(exclude, relative);
    }

    private static boolean matches(List<PathMatcher> matchers, Path path) {
        for (PathMatcher matcher : matchers) {
            if (matcher.matches(path)) {
                return true;
            }
        }
        return false;
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : patterns) {
            String glob = pattern.startsWith("./") ? pattern.substring(2) : pattern;
            glob = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
            try {
                add(matchers, glob);
                add(matchers, glob + "/**");
                if (glob.startsWith("**/")) {
                    add(matchers, glob.substring(3));
                } else if (!glob.contains("/")) {
                    add(matchers, "**/" + glob);
                    add(matchers, "**/" + glob + "/**");
                }
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("not a glob pattern: \"" + pattern + "\": " + e.getDescription(), e);
            }
        }
        return List.copyOf(matchers);
    }

    private static void add(List<PathMatcher> matchers, String glob) {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
    }
}
