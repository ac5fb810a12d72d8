package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the syntax of {@code java.util.regex} without what a {@link LinearPattern} cannot do: back references, looking
 * ahead or behind, atomic groups and possessive quantifiers. Single characters and character classes are left to
 * {@code java.util.regex}, so they mean the same.
 */
final class PatternParser {

    private static final int MAX_COUNT = 1000;

    private final String source;
    private int at;
    private int flags;
    private boolean dotIsAny;

    private PatternParser(String source) {
        this.source = source;
    }

    /**
     * Compiles a pattern.
     *
     * @throws PatternFailure if it is malformed, or uses what is not supported
     */
    static LinearPattern parse(String source) {
        if (source.length() > Limits.PATTERN_LENGTH) {
            throw new PatternFailure(0, "the pattern is longer than " + Limits.PATTERN_LENGTH + " characters");
        }
        PatternParser parser = new PatternParser(source);
        parser.readFlags();
        PatternPiece whole = parser.choice();
        if (parser.at < source.length()) {
            throw parser.failure("')' without '('");
        }
        return PatternProgram.of(whole);
    }

    private void readFlags() {
        if (!source.startsWith("(?") || source.length() < 3 || !Character.isLetter(source.charAt(2))) {
            return;
        }
        for (at = 2; at < source.length() && source.charAt(at) != ')'; at++) {
            switch (source.charAt(at)) {
                case 'i' -> flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 's' -> dotIsAny = true;
                default -> throw failure("of the flags, only (?i) and (?s) are known");
            }
        }
        expect(')');
    }

    private PatternPiece choice() {
        List<PatternPiece> ways = new ArrayList<>();
        ways.add(sequence());
        while (at < source.length() && source.charAt(at) == '|') {
            at++;
            ways.add(sequence());
        }
        return ways.size() == 1 ? ways.get(0) : new PatternPiece.Choice(ways);
    }

    private PatternPiece sequence() {
        List<PatternPiece> pieces = new ArrayList<>();
        while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
            pieces.add(quantified(single()));
        }
        return pieces.size() == 1 ? pieces.get(0) : new PatternPiece.Sequence(pieces);
    }

    private PatternPiece single() {
        char c = source.charAt(at);
        return switch (c) {
            case '(' -> group();
            case '[' -> one(characterClass());
            case '\\' -> escape();
            case '^' -> edge(LinearPattern.Code.START);
            case '$' -> edge(LinearPattern.Code.END);
            case '.' -> {
                at++;
                yield new PatternPiece.One(dotIsAny ? any -> true : PatternParser::isNoLineEnd);
            }
            case '*', '+', '?' -> throw failure("nothing to repeat before '" + c + "'");
            case '{' -> throw failure("a '{' that is meant as it is, is written \\{");
            default -> literal();
        };
    }

    private PatternPiece edge(LinearPattern.Code code) {
        at++;
        return new PatternPiece.Edge(code);
    }

    private PatternPiece literal() {
        int character = source.codePointAt(at);
        at += Character.charCount(character);
        return flags == 0
                ? new PatternPiece.One(other -> other == character)
                : one(Pattern.quote(Character.toString(character)));
    }

    private static boolean isNoLineEnd(int character) {
        return character != '\n'
                && character != '\r'
                && character != '\u0085'
                && character != '\u2028'
                && character != '\u2029';
    }

    private PatternPiece group() {
        int start = at++;
        if (source.startsWith("?", at)) {
            if (source.startsWith("?:", at)) {
                at += 2;
            } else if (source.startsWith("?<", at)
                    && at + 2 < source.length()
                    && Character.isLetter(source.charAt(at + 2))) {
                at = source.indexOf('>', at) + 1;
                if (at == 0) {
                    throw new PatternFailure(start, "the name of the group has no '>'");
                }
            } else {
                throw failure("of the groups that begin with (?, only (?:…) and (?<name>…) are known; looking ahead or"
                        + " behind is not supported");
            }
        }
        PatternPiece inner = choice();
        if (at == source.length()) {
            throw new PatternFailure(start, "'(' without ')'");
        }
        at++;
        return inner;
    }

    private PatternPiece quantified(PatternPiece piece) {
        if (at == source.length()) {
            return piece;
        }
        PatternPiece repeated;
        switch (source.charAt(at)) {
            case '*' -> repeated = new PatternPiece.Repeat(piece, 0, PatternPiece.UNBOUNDED);
            case '+' -> repeated = new PatternPiece.Repeat(piece, 1, PatternPiece.UNBOUNDED);
            case '?' -> repeated = new PatternPiece.Repeat(piece, 0, 1);
            case '{' -> repeated = counted(piece);
            default -> {
                return piece;
            }
        }
        at++;
        if (source.startsWith("+", at)) {
            throw failure("possessive quantifiers are not supported");
        }
        if (source.startsWith("?", at)) { // reluctant: which way is tried first makes no difference here
            at++;
        }
        if (at < source.length() && "*+?{".indexOf(source.charAt(at)) >= 0) {
            throw failure("two quantifiers in a row");
        }
        return repeated;
    }

    /** Reads {@code {n}}, {@code {n,}} or {@code {n,m}} and stops at its brace. */
    private PatternPiece counted(PatternPiece piece) {
        int start = at++;
        int min = count();
        int max = min;
        if (source.startsWith(",", at)) {
            at++;
            max = source.startsWith("}", at) ? PatternPiece.UNBOUNDED : count();
        }
        if (!source.startsWith("}", at)) {
            throw new PatternFailure(start, "a count is written {n}, {n,} or {n,m}");
        }
        if (max != PatternPiece.UNBOUNDED && max < min) {
            throw new PatternFailure(start, "the count ends before it begins");
        }
        return new PatternPiece.Repeat(piece, min, max);
    }

    private int count() {
        int start = at;
        int number = 0;
        while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
            number = number * 10 + (source.charAt(at++) - '0');
            if (number > MAX_COUNT) {
                throw new PatternFailure(start, "a count is at most " + MAX_COUNT);
            }
        }
        if (at == start) {
            throw failure("a count is written {n}, {n,} or {n,m}");
        }
        return number;
    }

    private PatternPiece escape() {
        int start = at++;
        if (at == source.length()) {
            throw new PatternFailure(start, "a '\\' at the end");
        }
        char c = source.charAt(at);
        return switch (c) {
            case 'b' -> edge(LinearPattern.Code.WORD_EDGE);
            case 'B' -> edge(LinearPattern.Code.NO_WORD_EDGE);
            case 'A' -> edge(LinearPattern.Code.START);
            case 'z' -> edge(LinearPattern.Code.END);
            default -> {
                skipEscaped(start, c);
                yield one(source.substring(start, at));
            }
        };
    }

    private void skipEscaped(int start, char c) {
        at += Character.isHighSurrogate(c) && at + 1 < source.length() ? 2 : 1;
        switch (c) {
            case 'x' -> skipArgument(2);
            case 'p', 'P' -> skipArgument(1);
            case 'u' -> at = Math.min(at + 4, source.length());
            default -> {
                if (Character.isLetterOrDigit(c) && "dDwWsShHvVtnrfea".indexOf(c) < 0) {
                    throw new PatternFailure(start, "'\\" + c + "' is not supported");
                }
            }
        }
    }

    private void skipArgument(int length) {
        if (source.startsWith("{", at)) {
            int end = source.indexOf('}', at);
            at = end < 0 ? source.length() : end + 1;
        } else {
            at = Math.min(at + length, source.length());
        }
    }

    private String characterClass() {
        int start = at;
        int depth = 0;
        do {
            char c = source.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                depth++;
                if (source.startsWith("]", at + 1) || source.startsWith("^]", at + 1)) {
                    throw failure("a class without characters; a ']' that is meant as it is, is written \\]");
                }
            } else if (c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0 && at < source.length());
        if (depth > 0) {
            throw new PatternFailure(start, "'[' without ']'");
        }
        return source.substring(start, at);
    }

    /** One character, as {@code java.util.regex} understands it. */
    private PatternPiece one(String regex) {
        try {
            return new PatternPiece.One(new OneOf(Pattern.compile(regex, flags)));
        } catch (PatternSyntaxException malformed) {
            throw new PatternFailure(at, "'" + regex + "' is not understood: " + malformed.getDescription());
        }
    }

    private void expect(char c) {
        if (at == source.length() || source.charAt(at) != c) {
            throw failure("'" + c + "' expected");
        }
        at++;
    }

    private PatternFailure failure(String message) {
        return new PatternFailure(at, message);
    }

    /** A class of characters, those of ASCII looked up in a table. */
    private static final class OneOf implements IntPredicate {
        private static final int TABLE = 128;

        private final boolean[] table = new boolean[TABLE];
        private final Pattern pattern;

        OneOf(Pattern pattern) {
            this.pattern = pattern;
            for (int character = 0; character < TABLE; character++) {
                table[character] = ask(character);
            }
        }

        @Override
        public boolean test(int character) {
            return character < TABLE ? table[character] : ask(character);
        }

        private boolean ask(int character) {
            return pattern.matcher(Character.toString(character)).matches();
        }
    }
}
