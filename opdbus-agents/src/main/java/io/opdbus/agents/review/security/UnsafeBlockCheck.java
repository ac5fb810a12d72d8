package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rust's {@code unsafe} blocks and implementations that no comment justifies. */
final class UnsafeBlockCheck implements Check {
    private static final int LINES_ABOVE = 6;

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.UNSAFE);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language() == Language.RUST && file.text().contains("unsafe");
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Set<Integer> justified = new HashSet<>();
        Tokens comments = unit.comments();
        for (int i = 0; i < comments.size(); i++) {
            if (comments.text(i).toLowerCase(Locale.ROOT).contains("safety")) {
                for (int line = comments.line(i) - 2; line <= comments.lastLine(i) + LINES_ABOVE; line++) {
                    justified.add(line);
                }
            }
        }
        Tokens code = unit.code();
        for (int i = 0; i < code.size(); i++) {
            boolean used = code.is(i, "unsafe") && code.isAny(i + 1, "{", "impl");
            if (used && !justified.contains(code.line(i))) {
                reporter.at(SecurityRules.UNSAFE, unit, i);
            }
        }
    }
}
