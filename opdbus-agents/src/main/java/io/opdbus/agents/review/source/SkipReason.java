package io.opdbus.agents.review.source;

import java.util.Locale;

/** Why a file or a whole directory was left out of a review. A directory left out counts once. */
public enum SkipReason {
    /** A directory of a version control system, an editor or a tool's cache. */
    HOUSEKEEPING,
    /** A directory that a build writes. */
    BUILD_OUTPUT,
    /** A directory of other people's code. */
    VENDORED,
    /** A directory of data that only tests read. */
    FIXTURE,
    /** Left out by an {@code exclude} pattern, or not asked for by {@code include}. */
    EXCLUDED,
    /** A symbolic link; links are never followed. */
    LINK,
    /** Not a format that the review reads. */
    OTHER_FORMAT,
    /** Not text, by its name or its bytes. */
    BINARY,
    /** Written by a program, as its header, its name or its line lengths say. */
    GENERATED,
    /** Larger than the limit. */
    TOO_LARGE,
    /** The file system would not let it be read. */
    UNREADABLE;

    /** The name used in results: lower case with underscores. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
