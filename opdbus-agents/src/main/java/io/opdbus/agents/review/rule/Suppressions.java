package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.LineIndex;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The findings that a file asks not to hear of: a comment {@code opdbus:ignore RULE reason} silences the rule on its own line or,
 * if it stands alone, on the next line of code; {@code opdbus:ignore-file RULE reason} in the whole file. Several rules are
 * separated by commas. Without a reason the comment has no effect.
 */
final class Suppressions {
    private static final String MARKER = "opdbus:ignore";
    private static final Pattern COMMENT = Pattern.compile(
            "opdbus:ignore(-file)?[ \\t]+([A-Z0-9]+(?:-[A-Z0-9]+)*(?:,[ \\t]*[A-Z0-9]+(?:-[A-Z0-9]+)*)*)[ \\t]+\\p{L}");

    private final Set<String> wholeFile = new HashSet<>();
    private final Map<Integer, Set<String>> lines = new HashMap<>();

    private Suppressions() {}

    static Suppressions of(SourceUnit unit) {
        Suppressions suppressions = new Suppressions();
        if (!unit.file().text().contains(MARKER)) {
            return suppressions;
        }
        if (unit.language().kind() == Language.Kind.CODE) {
            Tokens comments = unit.comments();
            for (int i = 0; i < comments.size(); i++) {
                suppressions.read(comments.text(i), unit, comments.line(i), comments.lastLine(i));
            }
        } else {
            LineIndex index = unit.file().lines();
            for (int line = 1; line <= index.count(); line++) {
                suppressions.read(index.line(line), unit, line, line);
            }
        }
        return suppressions;
    }

    boolean covers(String rule, int line) {
        return wholeFile.contains(rule) || lines.getOrDefault(line, Set.of()).contains(rule);
    }

    private void read(String comment, SourceUnit unit, int firstLine, int lastLine) {
        Matcher matcher = COMMENT.matcher(comment);
        while (matcher.find()) {
            for (String rule : matcher.group(2).split(",")) {
                if (matcher.group(1) != null) {
                    wholeFile.add(rule.trim());
                } else {
                    silence(rule.trim(), firstLine);
                    silence(rule.trim(), nextCode(unit, firstLine, lastLine));
                }
            }
        }
    }

    private void silence(String rule, int line) {
        lines.computeIfAbsent(line, key -> new HashSet<>()).add(rule);
    }

    /** The line that a comment standing alone speaks of; its own line where code stands before it. */
    private static int nextCode(SourceUnit unit, int firstLine, int lastLine) {
        LineIndex index = unit.file().lines();
        Tokens code = unit.code();
        if (unit.language().kind() != Language.Kind.CODE) {
            boolean alone = index.line(firstLine).strip().matches("(?:#|//|;|<!--|--|!).*");
            return alone ? firstLine + 1 : firstLine;
        }
        int next = code.firstFrom(index.start(firstLine));
        if (code.line(next) == firstLine && code.size() > 0) {
            return firstLine;
        }
        int after = code.firstFrom(index.end(lastLine));
        while (after < code.size() && code.text(after).isEmpty()) {
            after++;
        }
        return code.line(after);
    }
}
