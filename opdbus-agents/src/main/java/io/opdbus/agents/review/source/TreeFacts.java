package io.opdbus.agents.review.source;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a walk has seen so far.
 *
 * @param files how many files were read
 * @param lines how many lines they have
 * @param languages files and lines of each language met, in the order of {@link Language}
 * @param skipped how many files and directories were left out for each reason met
 */
public record TreeFacts(int files, long lines, Map<Language, Size> languages, Map<SkipReason, Integer> skipped) {
    /** Copies its maps, keeping their order. */
    public TreeFacts {
        languages = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(languages));
        skipped = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * Files and lines.
     *
     * @param files how many files
     * @param lines how many lines they have
     */
    public record Size(int files, long lines) {
        Size plus(long moreLines) {
            return new Size(files + 1, lines + moreLines);
        }

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("files", (long) files);
            map.put("lines", lines);
            return map;
        }
    }

    /** The same as JSON-like values: {@code {files, lines, languages: {name: {files, lines}}, skipped: {reason: count}}}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("files", (long) files);
        map.put("lines", lines);
        Map<String, Object> byLanguage = new LinkedHashMap<>();
        languages.forEach((language, size) -> byLanguage.put(language.label(), size.toMap()));
        map.put("languages", byLanguage);
        Map<String, Object> reasons = new LinkedHashMap<>();
        skipped.forEach((reason, count) -> reasons.put(reason.key(), (long) count));
        map.put("skipped", reasons);
        return map;
    }
}
