package io.opdbus.agents.review.report;

import io.opdbus.agents.review.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings by severity, those of one rule together. */
final class FindingSections {
    private final List<Entry> entries;
    private final Map<String, Map<String, Object>> results;

    FindingSections(List<Entry> entries, Map<String, Map<String, Object>> results) {
        this.entries = entries;
        this.results = results;
    }

    void write(Markdown out) {
        out.heading(2, "Findings");
        if (entries.isEmpty()) {
            out.paragraph("None.");
        }
        for (Severity severity : Severity.values()) {
            Map<String, List<Entry>> byRule = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (entry.severity() == severity) {
                    byRule.computeIfAbsent(entry.rule(), key -> new ArrayList<>())
                            .add(entry);
                }
            }
            if (!byRule.isEmpty()) {
                String name = severity.key();
                out.heading(3, Character.toUpperCase(name.charAt(0)) + name.substring(1));
                byRule.values().forEach(group -> rule(out, group));
            }
        }
    }

    private void rule(Markdown out, List<Entry> group) {
        Entry first = group.get(0);
        out.heading(4, first.rule() + " " + general(first.title()));
        out.paragraph(Markdown.escape(first.why()) + " " + Markdown.escape(first.advice()));
        for (Entry entry : group) {
            String detail = detail(entry.title());
            String excerpt = Markdown.code(entry.excerpt());
            out.item(Markdown.code(entry.place())
                    + (detail.isEmpty() ? "" : " " + Markdown.escape(detail))
                    + (excerpt.isEmpty() ? "" : ": " + excerpt));
        }
        long shown = entries.stream()
                .filter(entry -> entry.rule().equals(first.rule()))
                .count();
        long all = Values.number(
                Values.map(results.getOrDefault(first.area(), Map.of()).get("rules"))
                        .get(first.rule()));
        if (all > shown && last(group)) {
            out.item((all - shown) + " more of this rule, not shown");
        }
        out.blankLine();
    }

    /** Whether these are the last findings of their rule in the report. */
    private boolean last(List<Entry> group) {
        Entry end = group.get(group.size() - 1);
        return entries.stream()
                .noneMatch(entry ->
                        entry.rule().equals(end.rule()) && entry.severity().compareTo(end.severity()) > 0);
    }

    private static String general(String title) {
        int colon = title.indexOf(": ");
        return colon < 0 ? title : title.substring(0, colon);
    }

    private static String detail(String title) {
        int colon = title.indexOf(": ");
        return colon < 0 ? "" : title.substring(colon + 2);
    }
}
