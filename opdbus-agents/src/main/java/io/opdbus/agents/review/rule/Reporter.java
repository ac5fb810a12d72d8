package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.syntax.SourceUnit;

/** Where checks say what they found. The reporter adds excerpts, masks secrets and honours suppressions. */
public interface Reporter {
    /** A rule is broken at a token of the code. */
    default void at(Rule rule, SourceUnit unit, int token) {
        line(rule, unit, unit.code().line(token), "");
    }

    /** The same; the detail is added to the title. */
    default void at(Rule rule, SourceUnit unit, int token, String detail) {
        line(rule, unit, unit.code().line(token), detail);
    }

    /** A rule is broken on a line; the detail is added to the title, if not empty. */
    void line(Rule rule, SourceUnit unit, int line, String detail);

    /** A rule is broken by a file or directory as a whole; for {@link Check#finish}. */
    void whole(Rule rule, String path, String detail);
}
