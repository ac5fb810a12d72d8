package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.READ_LINES;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.regex.Pattern;

/** Files read whole only to go through their lines. */
final class WholeFileLinesCheck implements Check {
    private static final Pattern SCRIPT_LINES = Pattern.compile(".*readFileSync\\(\\)(?:\\.toString\\(\\))?\\.split");
    private static final Pattern RUST_LINES =
            Pattern.compile(".*read_to_string\\(\\)(?:\\.(?:unwrap|expect)\\(\\))?\\.lines");

    @Override
    public List<Rule> rules() {
        return List.of(READ_LINES);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        if (unit.language() == Language.SHELL) {
            shell(unit, reporter);
        }
        for (CallSite call : unit.calls()) {
            if (byLines(unit, call)) {
                reporter.at(READ_LINES, unit, call.word(), call.simpleName());
            }
        }
    }

    private static boolean byLines(SourceUnit unit, CallSite call) {
        Tokens code = unit.code();
        String name = call.name();
        return switch (unit.language()) {
            case PYTHON ->
                name.endsWith(".readlines") && call.args().isEmpty() && code.is(call.first() - 1, "in")
                        || name.endsWith(".read().splitlines")
                        || name.endsWith(".read().split") && newline(code, call);
            case JAVASCRIPT, TYPESCRIPT -> SCRIPT_LINES.matcher(name).matches() && newline(code, call);
            case RUST -> RUST_LINES.matcher(name).matches();
            case JAVA, KOTLIN ->
                CallRule.JVM.contains(unit.language())
                        && name.endsWith("Files.readAllLines")
                        && code.isAny(call.first() - 1, ":", "in")
                        && code.is(call.args().to() + 1, ")");
            case GO -> name.equals("strings.Split") && unit.expressions().mentions(call.args(), "ReadFile");
            default -> false;
        };
    }

    private static boolean newline(Tokens code, CallSite call) {
        return code.isString(call.args().from())
                && code.content(call.args().from()).equals("\\n");
    }

    private static void shell(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 2; i < code.size(); i++) {
            if (code.is(i, "cat") && code.is(i - 1, "$(") && code.is(i - 2, "in")) {
                reporter.at(READ_LINES, unit, i, "for … in $(cat …)");
            }
        }
    }
}
