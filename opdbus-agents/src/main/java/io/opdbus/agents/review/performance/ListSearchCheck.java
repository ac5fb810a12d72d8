package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.SCAN;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.Expressions;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Optional;

/** A list searched from its start in each iteration of a loop. */
final class ListSearchCheck implements Check {
    private static final int SHORT_LIST = 12;

    @Override
    public List<Rule> rules() {
        return List.of(SCAN);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE && file.language() != Language.SHELL;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        if (unit.language() == Language.PYTHON) {
            membership(unit, reporter);
        }
        for (CallSite call : unit.calls()) {
            Optional<Block> loop = unit.outline().loops(call.word()).stream().findFirst();
            if (loop.isPresent() && searches(unit, call) && longList(unit, listOf(call, unit), loop.get())) {
                reporter.at(SCAN, unit, call.word(), listOf(call, unit));
            }
        }
    }

    private static boolean searches(SourceUnit unit, CallSite call) {
        return switch (unit.language()) {
            case JAVA, KOTLIN, RUST -> call.simpleName().equals("contains");
            case JAVASCRIPT, TYPESCRIPT ->
                call.simpleName().equals("includes") || call.simpleName().equals("indexOf");
            case GO -> call.name().equals("slices.Contains") || call.name().equals("slices.Index");
            default -> false;
        };
    }

    private static String listOf(CallSite call, SourceUnit unit) {
        return unit.language() == Language.GO ? unit.code().text(call.args().from()) : call.receiver();
    }

    /** Python's {@code x in items}, outside of the headers of loops. */
    private static void membership(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 1; i < code.size(); i++) {
            if (!code.is(i, "in") || !code.isWord(i + 1) || code.isAny(i + 2, ".", "(", "[")) {
                continue;
            }
            Optional<Block> loop = unit.outline().loops(i).stream().findFirst();
            if (loop.isPresent() && !ofLoop(code, i) && longList(unit, code.text(i + 1), loop.get())) {
                reporter.at(SCAN, unit, i, code.text(i + 1));
            }
        }
    }

    /** Whether an {@code in} belongs to a {@code for}, of a loop or a comprehension. */
    private static boolean ofLoop(Tokens code, int in) {
        for (int i = in - 1; i > in - 12 && i >= 0; i--) {
            if (code.is(i, "for")) {
                return true;
            }
            if (code.isAny(i, "if", "not", "and", "or", "while", ":", "=", "return", "assert")) {
                return false;
            }
        }
        return false;
    }

    /** Whether a name was declared, outside of the loop, as a list that is not short and fixed. */
    private static boolean longList(SourceUnit unit, String name, Block loop) {
        if (name.isEmpty() || name.contains(".") || name.contains("(") || Expressions.isCapitals(name)) {
            return false;
        }
        int function = unit.outline().function(loop.header()).map(Block::header).orElse(0);
        boolean list = false;
        for (int i : unit.places(name)) {
            if (i < loop.header() && (i >= function || growingField(unit, i, name))) {
                list = declares(unit, i, list);
            }
        }
        return list;
    }

    /** Whether a name outside of any function is that of a list to which the file adds. */
    private static boolean growingField(SourceUnit unit, int at, String name) {
        if (unit.outline().callable(at).isPresent() || unit.outline().inSignature(at)) {
            return false;
        }
        for (int i : unit.places(name)) {
            if (unit.code().is(i + 1, ".") && unit.code().isAny(i + 2, "add", "addAll", "push", "append")) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(SourceUnit unit, int at, boolean before) {
        Tokens code = unit.code();
        return switch (unit.language()) {
            case JAVA -> javaList(unit, at, before);
            case KOTLIN -> kotlinList(code, at, before);
            case PYTHON -> code.is(at + 1, "=") ? pythonList(unit, at + 2) : before;
            case RUST -> rustList(unit, at, before);
            case JAVASCRIPT, TYPESCRIPT -> scriptList(unit, at, before);
            case GO ->
                code.is(at + 1, ":=")
                        ? code.is(at + 2, "[") && code.is(at + 3, "]") && emptyBraces(unit, at + 2)
                        : code.is(at + 1, "[") && code.is(at + 2, "]") && code.isWord(at + 3) || before;
            default -> false;
        };
    }

    private static boolean javaList(SourceUnit unit, int at, boolean before) {
        Tokens code = unit.code();
        boolean typed = code.is(at - 1, ">");
        if (!typed) {
            return before && !code.is(at - 1, "var");
        }
        int open = at - 1;
        for (int depth = 0; open > at - 30 && open > 0; open--) {
            depth += code.is(open, ">") ? 1 : code.is(open, "<") ? -1 : 0;
            if (depth == 0) {
                break;
            }
        }
        boolean list = code.isAny(open - 1, "List", "ArrayList", "LinkedList", "Deque", "Queue", "Collection");
        boolean fixed = code.is(at + 1, "=")
                && (code.is(at + 2, "List") || code.is(at + 2, "Arrays"))
                && unit.expressions().isConstant(unit.expressions().rest(at + 2));
        return list && !code.is(open - 1, "Collection") && !fixed;
    }

    private static boolean kotlinList(Tokens code, int at, boolean before) {
        if (code.isAny(at - 1, "val", "var") && code.is(at + 1, "=")) {
            return code.isAny(at + 2, "mutableListOf", "arrayListOf", "ArrayList");
        }
        return code.is(at + 1, ":") ? code.isAny(at + 2, "List", "MutableList") : before;
    }

    private static boolean pythonList(SourceUnit unit, int value) {
        Tokens code = unit.code();
        if (code.is(value, "list") && code.is(value + 1, "(")) {
            return true;
        }
        if (!code.is(value, "[")) {
            return false;
        }
        int close = unit.brackets().partner(value);
        if (close == value + 1 || unit.expressions().mentions(new Span(value, close), "for")) {
            return true;
        }
        return unit.expressions().split(new Span(value + 1, close)).size() > SHORT_LIST;
    }

    private static boolean rustList(SourceUnit unit, int at, boolean before) {
        Tokens code = unit.code();
        if (code.isAny(at - 1, "let", "mut") && code.isAny(at + 1, "=", ":")) {
            int type = at + 2;
            return code.is(type, "Vec")
                    || code.is(type, "vec")
                            && code.is(unit.brackets().partner(type + 2), "]")
                            && unit.brackets().partner(type + 2) == type + 3;
        }
        boolean parameter = code.is(at + 1, ":") && code.is(at + 2, "&");
        return parameter ? code.isAny(at + 3, "[", "Vec") : before;
    }

    private static boolean scriptList(SourceUnit unit, int at, boolean before) {
        Tokens code = unit.code();
        if (!code.isAny(at - 1, "const", "let", "var")) {
            return before;
        }
        int equals = code.is(at + 1, "=") ? at + 1 : code.is(at + 1, ":") ? nextEquals(code, at + 2) : -1;
        return equals > 0 && code.is(equals + 1, "[") && unit.brackets().partner(equals + 1) == equals + 2;
    }

    private static int nextEquals(Tokens code, int from) {
        for (int i = from; i < from + 10; i++) {
            if (code.is(i, "=")) {
                return i;
            }
        }
        return -1;
    }

    private static boolean emptyBraces(SourceUnit unit, int from) {
        for (int i = from; i < from + 8; i++) {
            if (unit.code().is(i, "{")) {
                return unit.brackets().partner(i) == i + 1;
            }
        }
        return false;
    }
}
