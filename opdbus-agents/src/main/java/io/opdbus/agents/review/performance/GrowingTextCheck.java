package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.CONCATENATION;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A string variable made before a loop and extended in it. */
final class GrowingTextCheck implements Check {
    private static final Set<Language> LANGUAGES =
            EnumSet.of(Language.JAVA, Language.KOTLIN, Language.PYTHON, Language.GO, Language.RUST);

    @Override
    public List<Rule> rules() {
        return List.of(CONCATENATION);
    }

    @Override
    public boolean reads(SourceFile file) {
        return LANGUAGES.contains(file.language());
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 0; i < code.size(); i++) {
            if (code.isWord(i) && !code.is(i - 1, ".") && grows(code, i, unit.language())) {
                Optional<Block> loop = unit.outline().loops(i).stream().findFirst();
                if (loop.isPresent() && textBefore(unit, i, loop.get()) && !lastOfLoop(unit, i, loop.get())) {
                    reporter.at(CONCATENATION, unit, i, code.text(i));
                }
            }
        }
    }

    private static boolean grows(Tokens code, int at, Language language) {
        String name = code.text(at);
        if (code.is(at + 1, "+=")) {
            return language != Language.RUST;
        }
        if (!code.is(at + 1, "=")) {
            return false;
        }
        boolean joined = code.is(at + 2, name) && code.is(at + 3, "+");
        boolean formatted = language == Language.RUST
                && code.is(at + 2, "format")
                && code.is(at + 3, "!")
                && (code.is(at + 7, name)
                        || code.is(at + 8, name)
                        || code.content(at + 5).startsWith("{" + name + "}"));
        return joined || formatted;
    }

    /** Whether the variable was declared as text in the same function, before the loop. */
    private static boolean textBefore(SourceUnit unit, int use, Block loop) {
        Tokens code = unit.code();
        Optional<Block> function = unit.outline().callable(use);
        int from = function.map(Block::header).orElse(0);
        String name = code.text(use);
        for (int i : unit.places(name)) {
            if (i >= from && i < loop.header() && declaresText(code, i, unit.language())) {
                return true;
            }
        }
        return false;
    }

    private static boolean declaresText(Tokens code, int at, Language language) {
        return switch (language) {
            case JAVA ->
                code.is(at - 1, "String") || code.is(at - 1, "var") && code.is(at + 1, "=") && code.isString(at + 2);
            case KOTLIN ->
                code.is(at - 1, "var")
                        && (code.is(at + 1, "=") && code.isString(at + 2)
                                || code.is(at + 1, ":") && code.is(at + 2, "String"));
            case PYTHON -> code.is(at + 1, "=") && code.isString(at + 2);
            case GO ->
                code.is(at + 1, ":=") && code.isString(at + 2) || code.is(at - 1, "var") && code.is(at + 1, "string");
            case RUST -> code.is(at - 1, "mut") && (code.is(at + 2, "String") || code.is(at + 4, "String"));
            default -> false;
        };
    }

    /** Whether the loop is left right after, so that the text grows once. */
    private static boolean lastOfLoop(SourceUnit unit, int use, Block loop) {
        int end = unit.expressions().rest(use).to();
        int next = unit.code().isAny(end, "break", "return") ? end : end + 1;
        return unit.code().isAny(next, "break", "return") && loop.body().contains(next);
    }
}
