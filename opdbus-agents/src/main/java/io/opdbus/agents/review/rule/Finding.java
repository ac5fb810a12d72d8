package io.opdbus.agents.review.rule;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One place where a rule was broken.
 *
 * @param rule the rule's id
 * @param severity how much it matters here
 * @param title what was found
 * @param file relative to the root of the tree, with forward slashes
 * @param line counted from 1; 0 where the finding is about the whole file or tree
 * @param excerpt the line, trimmed and shortened, with secrets masked; may be empty
 * @param why what goes wrong because of it
 * @param advice what to do instead
 */
public record Finding(
        String rule,
        Severity severity,
        String title,
        String file,
        int line,
        String excerpt,
        String why,
        String advice) {
    /** Gravest first, then by place. */
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::title);

    /** {@code file:line}, or the file alone. */
    public String place() {
        return line > 0 ? file + ":" + line : file;
    }

    /** The same as JSON-like values. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rule", rule);
        map.put("severity", severity.key());
        map.put("title", title);
        map.put("file", file);
        map.put("line", (long) line);
        map.put("excerpt", excerpt);
        map.put("why", why);
        map.put("advice", advice);
        return map;
    }

    /** Roughly how many bytes it takes as JSON. */
    int size() {
        return 160
                + rule.length()
                + 2 * (title.length() + file.length() + excerpt.length())
                + why.length()
                + advice.length();
    }
}
