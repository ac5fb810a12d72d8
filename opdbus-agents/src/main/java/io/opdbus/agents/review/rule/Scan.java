package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.source.SourceTree;
import io.opdbus.agents.review.source.SourceWalk;
import io.opdbus.agents.review.source.TreeFacts;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs checks over a tree, a file at a time, and hands each finding on as it is made. */
public final class Scan {
    private static final int MOST_PROBLEMS = 20;

    private final List<Check> checks;
    private final Consumer<Finding> findings;
    private final List<String> problems = new ArrayList<>();
    private long problemCount;
    private long suppressed;

    /** A scan with these checks, which must be fresh. */
    public Scan(List<? extends Check> checks, Consumer<Finding> findings) {
        this.checks = List.copyOf(checks);
        this.findings = findings;
    }

    /**
     * Reads the whole tree.
     *
     * @throws IOException if its root cannot be read
     */
    public TreeFacts run(SourceTree tree, ScanMonitor monitor) throws IOException {
        SourceWalk walk = tree.walk();
        int files = 0;
        while (walk.hasNext()) {
            SourceFile file = walk.next();
            monitor.before(files++, file.path());
            inspect(file);
        }
        FileReporter reporter = new FileReporter(findings);
        for (Check check : checks) {
            attempt(name(check), "the whole tree", () -> check.finish(reporter));
        }
        return walk.facts();
    }

    /** Looks at a single file, as {@link #run} does with each. */
    public void inspect(SourceFile file) {
        List<Check> interested =
                checks.stream().filter(check -> check.reads(file)).toList();
        if (interested.isEmpty()) {
            return;
        }
        attempt("the scanner", file.path(), () -> inspect(interested, SourceUnit.of(file)));
    }

    private void inspect(List<Check> interested, SourceUnit unit) {
        FileReporter reporter = new FileReporter(findings, Suppressions.of(unit));
        for (Check check : interested) {
            attempt(name(check), unit.file().path(), () -> check.inspect(unit, reporter));
        }
        suppressed += reporter.suppressed();
    }

    private static String name(Check check) {
        return check.getClass().getSimpleName();
    }

    /** How many findings comments in the code asked not to hear of. */
    public long suppressed() {
        return suppressed;
    }

    /** How often a check failed on a file, with the first of those failures in words; empty if none did. */
    public Map<String, Object> problems() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (problemCount > 0) {
            map.put("count", problemCount);
            map.put("first", List.copyOf(problems));
        }
        return map;
    }

    /** A check that fails on one strange file must not cost the review of all others; it is told instead. */
    private void attempt(String what, String where, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | StackOverflowError e) {
            problemCount++;
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(what + " failed on " + where + ": " + e);
            }
        }
    }
}
