package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;

/** Looks for one or several rules. An instance serves one scan, in one thread, so it may remember what it has seen. */
public interface Check {
    /** The rules that it may report. */
    List<Rule> rules();

    /** Whether it wants to see a file. */
    boolean reads(SourceFile file);

    /** Looks at one file. */
    void inspect(SourceUnit unit, Reporter reporter);

    /** Called once after the last file, for what shows only in the whole tree. */
    default void finish(Reporter reporter) {}
}
