package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.Expressions;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** SQL statements put together from literals and values. */
final class SqlCheck implements Check {
    private static final Pattern STATEMENT =
            Pattern.compile("(?is)^\\s*(?:select\\s.{1,2000}?\\sfrom\\s|select\\s+\\S.*\\bfrom$"
                    + "|insert\\s+(?:ignore\\s+)?into\\s|replace\\s+into\\s|update\\s+\\S+\\s+set\\s|delete\\s+from\\s|drop\\s+table\\s"
                    + "|alter\\s+table\\s|truncate\\s+table\\s).*");
    private static final Set<String> TALK = Set.of(
            "log",
            "debug",
            "info",
            "warn",
            "warning",
            "error",
            "trace",
            "fatal",
            "println",
            "print",
            "printf",
            "eprintln!",
            "println!",
            "panic!",
            "fail",
            "debugf",
            "infof",
            "warnf",
            "errorf",
            "fatalf",
            "logf",
            "describe",
            "it",
            "assertEquals",
            "assertThat",
            "expect",
            "exception");
    private static final Set<String> FORMATS =
            Set.of("format", "Sprintf", "sprintf", "snprintf", "format!", "formatted", "format_args!", "fmt");
    private static final Set<String> HARMLESS = Set.of(
            "table",
            "tables",
            "column",
            "columns",
            "cols",
            "schema",
            "placeholder",
            "placeholders",
            "qmarks",
            "marks",
            "fields",
            "tablename",
            "len",
            "size",
            "limit",
            "offset",
            "count",
            "where",
            "clause",
            "order",
            "prefix",
            "suffix",
            "join",
            "sql",
            "query",
            "projection",
            "database",
            "db",
            "conditions",
            "returning",
            "view",
            "index",
            "keyspace",
            "binds",
            "params",
            "select");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\s*(?:\\?|%s|,|, )\\s*");

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.SQL);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE && file.language() != Language.SHELL;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 0; i < code.size(); i++) {
            if (code.isString(i)
                    && code.end(i) - code.start(i) > 12
                    && STATEMENT.matcher(code.content(i)).matches()
                    && !code.isString(i - 1)
                    && made(unit, i)
                    && !talk(unit, i)) {
                reporter.at(SecurityRules.SQL, unit, i);
            }
        }
    }

    private static boolean made(SourceUnit unit, int literal) {
        Tokens code = unit.code();
        int last = literal;
        while (code.isString(last + 1)) {
            last++;
        }
        for (int i = literal; i <= last; i++) {
            if (code.isInterpolated(i)
                    && unit.expressions().interpolated(i).stream().anyMatch(SqlCheck::matters)) {
                return true;
            }
        }
        if (unit.language() == Language.PYTHON && code.is(last + 1, "%")) {
            return operandMatters(unit, last + 2);
        }
        if (code.is(last + 1, ".") && code.isAny(last + 2, "format", "formatted") && code.is(last + 3, "(")) {
            return operandMatters(unit, last + 4);
        }
        return code.is(last + 1, "+") && concatenated(unit, last + 1) || formatted(unit, literal);
    }

    /** Whether one of the operands joined to the literal by {@code +} is a value. */
    private static boolean concatenated(SourceUnit unit, int plus) {
        Tokens code = unit.code();
        int at = plus;
        while (code.is(at, "+")) {
            int end = at + 1;
            while (end < code.size() && !code.isAny(end, "+", ";", ",", ")", "]", "}", "?", ":")) {
                int close = unit.brackets().partner(end);
                end = close > end ? close + 1 : end + 1;
                if (unit.expressions().rest(at + 1).to() <= end) {
                    break;
                }
            }
            Span operand = new Span(at + 1, end);
            if (!unit.expressions().isConstant(operand) && operandMatters(unit, at + 1)) {
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean formatted(SourceUnit unit, int literal) {
        Optional<CallSite> around = unit.callAround(literal);
        if (around.isEmpty() || !FORMATS.contains(around.get().simpleName())) {
            return false;
        }
        String text = unit.code().content(literal);
        List<Span> arguments = unit.expressions().arguments(around.get());
        int position = 0;
        while (position < arguments.size() && !arguments.get(position).contains(literal)) {
            position++;
        }
        boolean inline = text.matches("(?s).*\\{[a-z_]\\w*(?::[^}]*)?\\}.*") && unit.language() == Language.RUST;
        boolean holes = text.contains("%s") || text.contains("%v") || text.contains("{}") || text.contains("%q");
        if (inline) {
            return matters(text.replaceAll("(?s).*\\{([a-z_]\\w*)(?::[^}]*)?\\}.*", "$1"));
        }
        for (int i = position + 1; holes && i < arguments.size(); i++) {
            if (!unit.expressions().isConstant(arguments.get(i))
                    && operandMatters(unit, arguments.get(i).from())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value may carry text from outside: not a table's name, a list of placeholders or a constant. */
    private static boolean operandMatters(SourceUnit unit, int first) {
        Tokens code = unit.code();
        Span operand = unit.expressions().rest(first);
        int limit = Math.min(operand.to(), first + 40);
        boolean matters = false;
        for (int i = first; i < limit; i++) {
            if (code.isString(i) && PLACEHOLDER.matcher(code.content(i)).matches()) {
                return false;
            }
            if (code.isWord(i) && !code.isAny(i + 1, "(", ".") || code.isWord(i) && code.is(i + 1, "(")) {
                matters |= matters(code.text(i));
            }
        }
        return matters;
    }

    private static boolean matters(String expression) {
        List<String> words = Names.words(expression);
        return !words.isEmpty()
                && words.stream().noneMatch(HARMLESS::contains)
                && !Expressions.isCapitals(expression.trim());
    }

    /** Whether the text is only shown to people. */
    private static boolean talk(SourceUnit unit, int literal) {
        Optional<CallSite> around = unit.callAround(literal);
        return around.filter(call -> {
                    String name = call.simpleName();
                    return TALK.contains(name) || name.endsWith("Exception") || name.endsWith("Error");
                })
                .isPresent();
    }
}
