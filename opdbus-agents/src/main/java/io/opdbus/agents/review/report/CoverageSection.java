package io.opdbus.agents.review.report;

import java.util.List;
import java.util.Map;

/** What was read, what was left out, and what the report does not show. */
final class CoverageSection {
    private final Map<String, Map<String, Object>> results;

    CoverageSection(Map<String, Map<String, Object>> results) {
        this.results = results;
    }

    void write(Markdown out) {
        out.heading(2, "What was looked at");
        Map<String, Object> files = results.values().stream()
                .map(result -> Values.map(result.get("files")))
                .filter(map -> !map.isEmpty())
                .findFirst()
                .orElse(Map.of());
        Map<String, Object> languages = Values.map(files.get("languages"));
        if (!languages.isEmpty()) {
            out.row(List.of("language", "files", "lines")).rule(3, 1);
            languages.forEach((name, size) -> out.row(List.of(
                    Markdown.escape(name),
                    String.valueOf(Values.number(Values.map(size).get("files"))),
                    String.valueOf(Values.number(Values.map(size).get("lines"))))));
            out.blankLine();
        }
        Map<String, Object> skipped = Values.map(files.get("skipped"));
        if (!skipped.isEmpty()) {
            out.paragraph("Left out (a directory counts once):");
            skipped.forEach((reason, count) -> out.item(reason.replace('_', ' ') + ": " + Values.number(count)));
            out.blankLine();
        }
        results.forEach((area, result) -> area(out, area, result));
    }

    private static void area(Markdown out, String area, Map<String, Object> result) {
        long more = Values.number(result.get("more"));
        long suppressed = Values.number(result.get("suppressed"));
        Map<String, Object> problems = Values.map(result.get("problems"));
        if (more > 0) {
            out.item(area + ": " + more + " findings counted but not shown");
        }
        if (suppressed > 0) {
            out.item(area + ": " + suppressed + " findings suppressed by comments in the code");
        }
        if (!problems.isEmpty()) {
            List<?> told = Values.list(problems.get("first"));
            out.item(area + ": checks failed " + Values.number(problems.get("count")) + " times"
                    + (told.isEmpty() ? "" : ", first: " + Markdown.code(String.valueOf(told.get(0)))));
        }
    }
}
