package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Set;

/** Markup assigned to elements of a page. */
final class MarkupCheck implements Check {
    /** The arguments pass through something whose name says that it cleans them. */
    static final CallTest CLEANED = (unit, call) -> cleaned(unit, call.args());

    private static final Set<String> CLEANERS = Set.of(
            "sanitize", "sanitized", "sanitizer", "purify", "escape", "escaped", "encode", "trusted", "safe", "clean");

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.MARKUP);
    }

    @Override
    public boolean reads(SourceFile file) {
        return CallRule.SCRIPT.contains(file.language());
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 1; i < code.size(); i++) {
            if (code.isAny(i, "innerHTML", "outerHTML") && code.is(i - 1, ".") && code.isAny(i + 1, "=", "+=")) {
                report(unit, reporter, i, unit.expressions().rest(i + 2));
            } else if (code.is(i, "__html") && code.is(i + 1, ":")) {
                report(unit, reporter, i, unit.expressions().rest(i + 2));
            }
        }
    }

    private static void report(SourceUnit unit, Reporter reporter, int at, Span value) {
        if (!unit.expressions().isConstant(value) && !cleaned(unit, value) && !copied(unit, value)) {
            reporter.at(SecurityRules.MARKUP, unit, at, unit.code().text(at));
        }
    }

    /** Markup that comes from the page itself. */
    private static boolean copied(SourceUnit unit, Span value) {
        return unit.code().isAny(value.to() - 1, "innerHTML", "outerHTML");
    }

    private static boolean cleaned(SourceUnit unit, Span value) {
        for (int i = value.from(); i < value.to(); i++) {
            if (unit.code().isWord(i)
                    && Names.words(unit.code().text(i)).stream().anyMatch(CLEANERS::contains)) {
                return true;
            }
            if (unit.code().isInterpolated(i)
                    && unit.expressions().interpolated(i).stream()
                            .allMatch(text -> Names.words(text).stream().anyMatch(CLEANERS::contains))) {
                return true;
            }
        }
        return false;
    }
}
