package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes findings of what the checks say about one file, once for each rule and line. */
final class FileReporter implements Reporter {
    private static final int LONGEST_EXCERPT = 160;

    private final Consumer<Finding> findings;
    private final @Nullable Suppressions suppressions;
    private final Set<String> reported = new HashSet<>();
    private long suppressed;

    FileReporter(Consumer<Finding> findings) {
        this.findings = findings;
        this.suppressions = null;
    }

    FileReporter(Consumer<Finding> findings, Suppressions suppressions) {
        this.findings = findings;
        this.suppressions = suppressions;
    }

    @Override
    public void line(Rule rule, SourceUnit unit, int line, String detail) {
        boolean test = unit.isTest(line);
        if (test && rule.testCode() == Rule.TestCode.SKIPPED || !reported.add(rule.id() + ":" + line)) {
            return;
        }
        if (suppressions != null && suppressions.covers(rule.id(), line)) {
            suppressed++;
            return;
        }
        Severity severity = test ? rule.severity().inTests() : rule.severity();
        String excerpt = excerpt(unit.file().lines().line(line));
        findings.accept(new Finding(
                rule.id(),
                severity,
                title(rule, detail),
                unit.file().path(),
                line,
                excerpt,
                rule.why(),
                rule.advice()));
    }

    @Override
    public void whole(Rule rule, String path, String detail) {
        findings.accept(
                new Finding(rule.id(), rule.severity(), title(rule, detail), path, 0, "", rule.why(), rule.advice()));
    }

    long suppressed() {
        return suppressed;
    }

    private static String title(Rule rule, String detail) {
        return detail.isEmpty() ? rule.title() : rule.title() + ": " + detail;
    }

    /** Masks before cutting: half a secret is still one. */
    private static String excerpt(String line) {
        String bounded = line.length() > 4_000 ? line.substring(0, 4_000) : line;
        String masked = SecretMask.mask(bounded.strip()).replace('\t', ' ');
        return masked.length() <= LONGEST_EXCERPT ? masked : masked.substring(0, LONGEST_EXCERPT - 3) + "...";
    }
}
