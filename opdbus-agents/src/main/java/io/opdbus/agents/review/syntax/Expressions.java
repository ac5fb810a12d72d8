package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions about expressions: arguments, what a variable was last set to, whether a value is fixed in the source. It looks at
 * one function at a time and answers cautiously: what it cannot follow is not constant.
 */
public final class Expressions {
    private static final int DEEPEST = 4;
    private static final int LONGEST = 2_000;
    private static final Set<String> LITERAL_WORDS = Set.of(
            "new",
            "String",
            "true",
            "false",
            "null",
            "None",
            "True",
            "False",
            "nil",
            "str",
            "const",
            "let",
            "undefined",
            "as",
            "string",
            "byte",
            "List",
            "Arrays",
            "Some",
            "vec",
            "if",
            "else");
    private static final Set<String> PURE_CALLS = Set.of(
            "of",
            "asList",
            "listOf",
            "arrayOf",
            "trim",
            "strip",
            "dedent",
            "stripIndent",
            "text",
            "encode",
            "lower",
            "upper",
            "to_string",
            "into",
            "to_owned",
            "trimIndent",
            "trimMargin",
            "raw",
            "split",
            "join",
            "_",
            "gettext",
            "tr");
    private static final Set<String> FIXED_FIELDS =
            Set.of("executable", "separator", "pathSeparator", "sep", "linesep");

    private final SourceUnit unit;
    private final Map<String, int[]> assignmentPlaces = new HashMap<>();

    Expressions(SourceUnit unit) {
        this.unit = unit;
    }

    /** The arguments of a call, split at its commas. */
    public List<Span> arguments(CallSite call) {
        return split(call.args());
    }

    /** One argument of a call by position; an empty span if there are fewer. */
    public Span argument(CallSite call, int index) {
        List<Span> all = arguments(call);
        return index < all.size()
                ? all.get(index)
                : new Span(call.args().to(), call.args().to());
    }

    /** The value of a keyword argument ({@code name=value} or Kotlin's {@code name = value}). */
    public Optional<Span> keyword(CallSite call, String name) {
        for (Span argument : arguments(call)) {
            if (code().is(argument.from(), name) && code().is(argument.from() + 1, "=")) {
                return Optional.of(new Span(argument.from() + 2, argument.to()));
            }
        }
        return Optional.empty();
    }

    /** Splits a span at the commas that are not inside brackets. */
    public List<Span> split(Span span) {
        List<Span> parts = new ArrayList<>(4);
        int from = span.from();
        for (int i = span.from(); i < span.to(); i++) {
            int close = unit.brackets().partner(i);
            if (close > i) {
                i = Math.min(close, span.to() - 1);
            } else if (code().is(i, ",")) {
                parts.add(new Span(from, i));
                from = i + 1;
            }
        }
        if (from < span.to()) {
            parts.add(new Span(from, span.to()));
        }
        return parts;
    }

    /** The tokens from here to the end of the expression or statement. */
    public Span rest(int from) {
        int at = from;
        while (at < code().size() && !code().isAny(at, ";", ",", ")", "]", "}") && !code().is(at, TokenKind.NEWLINE)) {
            if (at > from && endsWithLine(at)) {
                break;
            }
            int close = unit.brackets().partner(at);
            at = close > at ? close + 1 : at + 1;
        }
        return new Span(from, at);
    }

    /** What a local variable was set to before this token, if that happened once, in the same function or for the whole file. */
    public Optional<Span> assigned(String variable, int before) {
        Optional<Block> function = unit.outline().function(before);
        if (function.isPresent()) {
            List<Span> found = assignments(variable, function.get().body().from(), before);
            if (!found.isEmpty()) {
                return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
            }
            if (mentions(new Span(function.get().header(), function.get().body().from()), variable)) {
                return Optional.empty();
            }
        }
        List<Span> found = assignments(variable, 0, code().size());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Whether a value is written out in the source: literals, constants in capitals, variables set to such. */
    public boolean isConstant(Span span) {
        return isConstant(span, 0);
    }

    /** Whether a word occurs in a span. */
    public boolean mentions(Span span, String word) {
        for (int i = span.from(); i < span.to(); i++) {
            if (code().isWord(i) && code().is(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** The expressions inside an interpolated string that are not constants in capitals. */
    public List<String> interpolated(int string) {
        List<String> variable = new ArrayList<>();
        for (String expression : Interpolation.expressions(code().content(string), unit.language())) {
            if (!isCapitals(expression.substring(expression.lastIndexOf('.') + 1))) {
                variable.add(expression);
            }
        }
        return variable;
    }

    /** Whether a name is written as constants are: {@code MAX_SIZE}. */
    public static boolean isCapitals(String name) {
        boolean letter = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(Character.isUpperCase(c) || Character.isDigit(c) || c == '_')) {
                return false;
            }
            letter |= Character.isUpperCase(c);
        }
        return letter && name.length() > 1;
    }

    private boolean isConstant(Span span, int depth) {
        if (span.isEmpty() || span.size() > LONGEST || depth > DEEPEST) {
            return false;
        }
        for (int i = span.from(); i < span.to(); i++) {
            boolean fixed = switch (code().kind(i)) {
                case STRING -> !code().isInterpolated(i) || interpolated(i).isEmpty();
                case NUMBER, CHAR, NEWLINE -> true;
                case PUNCT -> !code().isAny(i, "%", "=>", "->", "=", "<<");
                case WORD -> constantWord(i, span, depth);
                default -> false;
            };
            if (!fixed) {
                return false;
            }
        }
        return true;
    }

    private boolean constantWord(int at, Span span, int depth) {
        String word = code().text(at);
        if (isCapitals(word) || LITERAL_WORDS.contains(word)) {
            return true;
        }
        boolean called = code().is(at + 1, "(") || code().is(at + 1, "!");
        if (called) {
            return PURE_CALLS.contains(word) || word.equals("vec");
        }
        if (code().isAny(at - 1, ".", "::") && at > span.from()) {
            return FIXED_FIELDS.contains(word);
        }
        if (code().isAny(at + 1, ".", "::")) {
            int member = at + 2;
            return isCapitals(code().text(member))
                    || FIXED_FIELDS.contains(code().text(member))
                    || PURE_CALLS.contains(code().text(member)) && assignedConstant(word, at, depth);
        }
        return assignedConstant(word, at, depth);
    }

    private boolean assignedConstant(String word, int at, int depth) {
        return assigned(word, at).filter(value -> isConstant(value, depth + 1)).isPresent();
    }

    private List<Span> assignments(String variable, int from, int to) {
        List<Span> found = new ArrayList<>(2);
        for (int i : assignmentPlaces.computeIfAbsent(variable, this::assignmentPlaces)) {
            if (i < from || i >= to) {
                continue;
            }
            if (code().isAny(i + 1, "+=", "-=", "%=")) {
                found.add(new Span(i, i));
                found.add(new Span(i, i));
            } else {
                found.add(rest(equalsAfter(i) + 1));
            }
        }
        return found;
    }

    private int[] assignmentPlaces(String variable) {
        return Arrays.stream(unit.places(variable))
                .filter(i -> !code().is(i - 1, "."))
                .filter(i -> code().isAny(i + 1, "+=", "-=", "%=")
                        || code().isAny(equalsAfter(i), "=", ":=") && !keywordArgument(i))
                .toArray();
    }

    private int equalsAfter(int variable) {
        return code().is(variable + 1, ":") ? afterType(variable + 2) : variable + 1;
    }

    private boolean keywordArgument(int at) {
        return unit.language() == Language.PYTHON && code().isAny(at - 1, "(", ",");
    }

    private int afterType(int from) {
        int at = from;
        while (at < from + 10 && !code().isAny(at, "=", ";", ",", ")", "{", "}") && at < code().size()) {
            at++;
        }
        return at;
    }

    /** Whether a statement of a language without semicolons ends before this token, which begins a line. */
    private boolean endsWithLine(int at) {
        switch (unit.language()) {
            case KOTLIN, GO, JAVASCRIPT, TYPESCRIPT -> {}
            default -> {
                return false;
            }
        }
        if (code().line(at) == code().lastLine(at - 1)) {
            return false;
        }
        boolean continues = code().is(at - 1, TokenKind.PUNCT) && !code().isAny(at - 1, ")", "]", "}");
        boolean continued = code().isAny(at, ".", "?.", "+", "?", ":", "&&", "||", "?:", "??");
        return !continues && !continued;
    }

    private Tokens code() {
        return unit.code();
    }
}
