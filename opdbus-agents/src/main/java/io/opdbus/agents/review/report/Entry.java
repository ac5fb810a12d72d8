package io.opdbus.agents.review.report;

import io.opdbus.agents.review.rule.Severity;
import java.util.Map;

/** A finding as a result holds it. */
record Entry(
        String area,
        Severity severity,
        String rule,
        String title,
        String file,
        long line,
        String excerpt,
        String why,
        String advice) {
    static Entry of(String area, Map<?, ?> finding) {
        return new Entry(
                area,
                Severity.of(text(finding, "severity")).orElse(Severity.INFO),
                text(finding, "rule"),
                text(finding, "title"),
                text(finding, "file"),
                Values.number(finding.get("line")),
                text(finding, "excerpt"),
                text(finding, "why"),
                text(finding, "advice"));
    }

    String place() {
        return line > 0 ? file + ":" + line : file;
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }
}
