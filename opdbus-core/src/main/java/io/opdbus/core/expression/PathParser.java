package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain references, such as {@code a.b[0]['c-d']}, which is nearly everything that is written. Whatever is more
 * than that is left to {@link ExpressionParser}, which gives the same meaning to the plain ones.
 */
final class PathParser {

    /** Words that the grammar of expressions keeps for itself, so that nothing can be referenced by them. */
    static final Set<String> RESERVED = Set.of(
            "and",
            "break",
            "case",
            "catch",
            "const",
            "continue",
            "default",
            "div",
            "do",
            "else",
            "empty",
            "eq",
            "false",
            "finally",
            "for",
            "function",
            "ge",
            "gt",
            "if",
            "import",
            "instanceof",
            "le",
            "let",
            "lt",
            "mod",
            "NaN",
            "ne",
            "new",
            "not",
            "null",
            "or",
            "return",
            "size",
            "switch",
            "throw",
            "true",
            "try",
            "var",
            "while");

    private static final int INDEX_DIGITS = 9;

    private final String text;
    private final int end;
    private int at;
    private final List<Reference.Segment> path = new ArrayList<>();

    private PathParser(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /**
     * Reads the text from start to end.
     *
     * @return the node, or null if the text is not a plain reference
     */
    static @Nullable Node parse(String text, int start, int end, Compilation compilation) {
        PathParser parser = new PathParser(text, start, end);
        String root = parser.name();
        if (root == null || RESERVED.contains(root) || !parser.segments()) {
            return null;
        }
        List<Step> steps = parser.path.stream().map(Step::of).toList();
        return compilation.refer(root, parser.path, steps, false, start);
    }

    private boolean segments() {
        while (at < end) {
            Reference.Segment segment = text.charAt(at) == '.' ? afterDot() : inBrackets();
            if (segment == null) {
                return false;
            }
            path.add(segment);
        }
        return true;
    }

    private Reference.@Nullable Segment afterDot() {
        at++;
        String key = name();
        return key == null ? null : new Reference.Segment.Key(key);
    }

    private Reference.@Nullable Segment inBrackets() {
        int close = text.indexOf(']', at);
        if (text.charAt(at) != '[' || close < 0 || close >= end || close < at + 2) {
            return null;
        }
        char first = text.charAt(at + 1);
        if (first == '\'' || first == '"') {
            return quotedKey(first);
        }
        String digits = text.substring(at + 1, close);
        if (digits.length() > INDEX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        if (first == '0' && digits.length() > 1) {
            return null;
        }
        at = close + 1;
        return new Reference.Segment.Index(Integer.parseInt(digits));
    }

    private Reference.@Nullable Segment quotedKey(char quote) {
        int close = text.indexOf(quote, at + 2);
        if (close < 0 || close + 1 >= end || text.charAt(close + 1) != ']') {
            return null;
        }
        String key = text.substring(at + 2, close);
        if (key.indexOf('\\') >= 0) {
            return null;
        }
        at = close + 2;
        return new Reference.Segment.Key(key);
    }

    private @Nullable String name() {
        int start = at;
        while (at < end && isNamePart(text.charAt(at), at > start)) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    private static boolean isNamePart(char c, boolean digitAllowed) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digitAllowed && c >= '0' && c <= '9';
    }
}
