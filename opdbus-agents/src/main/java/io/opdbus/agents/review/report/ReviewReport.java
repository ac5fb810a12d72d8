package io.opdbus.agents.review.report;

import io.opdbus.agents.review.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of a review, made of the results of its agents. The same results give the same bytes. */
public final class ReviewReport {
    private static final int MOST_IMPORTANT = 8;

    private final Map<String, Map<String, Object>> results = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private ReviewReport(Map<String, ? extends Map<String, ?>> given) {
        given.forEach((area, result) -> {
            results.put(area, Values.map(result));
            for (Object finding : Values.list(result.get("findings"))) {
                entries.add(Entry.of(area, Values.map(finding)));
            }
        });
        entries.sort(Comparator.comparing(Entry::severity)
                .thenComparing(Entry::file)
                .thenComparingLong(Entry::line)
                .thenComparing(Entry::rule)
                .thenComparing(Entry::title));
    }

    /**
     * A report.
     *
     * @param results what each agent found, by the name of its area, in the order of the report; an empty map for an agent
     *     that gave no result
     * @return the report
     */
    public static ReviewReport of(Map<String, ? extends Map<String, ?>> results) {
        return new ReviewReport(results);
    }

    /**
     * How many findings there are of each severity, those included that the results no longer hold.
     *
     * @return counts by the severities' names, the gravest first
     */
    public Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(severity.key(), count(severity));
        }
        return counts;
    }

    /**
     * How many findings there are in all.
     *
     * @return the sum of {@link #counts()}
     */
    public long total() {
        return counts().values().stream().mapToLong(Values::number).sum();
    }

    /**
     * The beginning of the report: counts, and the gravest findings.
     *
     * @return Markdown
     */
    public String summary() {
        Markdown out = new Markdown();
        summary(out);
        return out.toString();
    }

    /**
     * The whole report.
     *
     * @return Markdown
     */
    public String markdown() {
        Markdown out = new Markdown();
        String path = results.values().stream()
                .map(result -> result.getOrDefault("path", "").toString())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(".");
        out.heading(1, "Code review of " + path);
        summary(out);
        new FindingSections(entries, results).write(out);
        new ModuleSections(results.getOrDefault("architecture", Map.of())).write(out);
        new CoverageSection(results).write(out);
        return out.toString();
    }

    private void summary(Markdown out) {
        Map<String, Object> files = results.values().stream()
                .map(result -> Values.map(result.get("files")))
                .filter(map -> !map.isEmpty())
                .findFirst()
                .orElse(Map.of());
        out.paragraph("**" + total() + (total() == 1 ? " finding" : " findings") + "** in "
                + Values.number(files.get("files")) + " files, " + Values.number(files.get("lines")) + " lines.");
        List<String> head = new ArrayList<>(List.of("severity"));
        head.addAll(results.keySet());
        head.add("all");
        out.row(head).rule(head.size(), 1);
        for (Severity severity : Severity.values()) {
            List<String> cells = new ArrayList<>(List.of(severity.key()));
            results.keySet().forEach(area -> cells.add(String.valueOf(count(area, severity))));
            cells.add(String.valueOf(count(severity)));
            out.row(cells);
        }
        out.blankLine();
        results.forEach((area, result) -> {
            if (result.isEmpty()) {
                out.paragraph("The review of " + area + " gave no result.");
            }
        });
        important(out);
    }

    private void important(Markdown out) {
        List<Entry> top = entries.stream()
                .filter(entry -> entry.severity().atLeast(Severity.MEDIUM))
                .limit(MOST_IMPORTANT)
                .toList();
        if (top.isEmpty()) {
            return;
        }
        out.paragraph("The most important:");
        for (int i = 0; i < top.size(); i++) {
            Entry entry = top.get(i);
            out.numbered(
                    i + 1,
                    entry.severity().key() + ": " + Markdown.escape(shortened(entry.title())) + ", "
                            + Markdown.code(entry.place()));
        }
        out.blankLine();
    }

    private static String shortened(String title) {
        return title.length() > 200 ? title.substring(0, 197) + "..." : title;
    }

    private long count(Severity severity) {
        return results.keySet().stream()
                .mapToLong(area -> count(area, severity))
                .sum();
    }

    private long count(String area, Severity severity) {
        Map<String, Object> result = results.getOrDefault(area, Map.of());
        return Values.number(Values.map(result.get("counts")).get(severity.key()));
    }
}
