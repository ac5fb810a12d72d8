package io.opdbus.agents.review.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps what a review shows and counts what it does not, within bounds that do not depend on the size of the tree: a number of
 * findings for each rule, a number in all, and a number of bytes.
 */
public final class FindingCollector implements Consumer<Finding> {
    private final int perRule;
    private final int limit;
    private final int maxBytes;
    private final Severity least;
    private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
    private final Map<String, Long> byRule = new TreeMap<>();
    private final Map<String, List<Finding>> kept = new TreeMap<>();
    private long total;

    /**
     * @param perRule how many findings of one rule are kept
     * @param limit how many findings are shown in all
     * @param maxBytes about how many bytes they may take
     * @param least findings less grave than this are dropped uncounted
     */
    public FindingCollector(int perRule, int limit, int maxBytes, Severity least) {
        this.perRule = perRule;
        this.limit = limit;
        this.maxBytes = maxBytes;
        this.least = least;
    }

    @Override
    public void accept(Finding finding) {
        if (!finding.severity().atLeast(least)) {
            return;
        }
        total++;
        bySeverity.merge(finding.severity(), 1L, Long::sum);
        byRule.merge(finding.rule(), 1L, Long::sum);
        List<Finding> same = kept.computeIfAbsent(finding.rule(), key -> new ArrayList<>());
        if (same.size() < perRule) {
            same.add(finding);
        } else {
            replaceLighter(same, finding);
        }
    }

    /** How many findings there were. */
    public long total() {
        return total;
    }

    /** How many findings there were of each severity, all severities included. */
    public Map<Severity, Long> bySeverity() {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, bySeverity.getOrDefault(severity, 0L));
        }
        return counts;
    }

    /** How many findings there were of each rule that was broken, by id. */
    public Map<String, Long> byRule() {
        return new TreeMap<>(byRule);
    }

    /** The findings to show: gravest first, as many as the bounds let through. */
    public List<Finding> shown() {
        List<Finding> all = new ArrayList<>();
        kept.values().forEach(all::addAll);
        all.sort(Finding.ORDER);
        List<Finding> shown = new ArrayList<>();
        long bytes = 0;
        for (Finding finding : all) {
            bytes += finding.size();
            if (shown.size() == limit || bytes > maxBytes) {
                break;
            }
            shown.add(finding);
        }
        return List.copyOf(shown);
    }

    /** A graver finding of the same rule takes the place of the last of the lightest. */
    private void replaceLighter(List<Finding> same, Finding finding) {
        Finding lightest =
                same.stream().max(Comparator.comparing(Finding::severity)).orElseThrow();
        if (finding.severity().compareTo(lightest.severity()) < 0) {
            same.remove(same.lastIndexOf(lightest));
            same.add(finding);
        }
    }
}
