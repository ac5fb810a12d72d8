package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.List;

/** Takes a string of a template apart into texts and expressions. */
final class StringParser {

    private final String text;
    private final Compilation compilation;
    private final StringBuilder literal = new StringBuilder();
    private final List<Object> parts = new ArrayList<>();

    private StringParser(String text, Compilation compilation) {
        this.text = text;
        this.compilation = compilation;
    }

    /**
     * Compiles a string.
     *
     * @throws SyntaxFailure if an expression in it is not understood or not allowed
     */
    static Fragment parse(String text, Compilation compilation) {
        if (!text.contains("${")) {
            return new Fragment.Constant(text);
        }
        return new StringParser(text, compilation).parse();
    }

    private Fragment parse() {
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            if (at > from && text.charAt(at - 1) == '$') {
                literal.append(text, from, at - 1).append("${");
                from = at + 2;
                continue;
            }
            literal.append(text, from, at);
            int end = ExpressionScanner.end(text, at + 2);
            endLiteral();
            parts.add(expression(at, end));
            from = end + 1;
        }
        literal.append(text, from, text.length());
        endLiteral();
        if (parts.size() == 1) {
            return parts.get(0) instanceof Embedded expression
                    ? new Fragment.Whole(expression)
                    : new Fragment.Constant(parts.get(0));
        }
        return new Fragment.Text(List.copyOf(parts), text, compilation.pointer());
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(literal.toString());
            literal.setLength(0);
        }
    }

    private Embedded expression(int at, int close) {
        int start = at + 2;
        int end = close;
        while (start < end && ExpressionScanner.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && ExpressionScanner.isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            throw new SyntaxFailure(at, "this '${…}' is empty; a literal '${' is written '$${'");
        }
        if (end - start > Limits.EXPRESSION_LENGTH) {
            throw new SyntaxFailure(at, "an expression has at most " + Limits.EXPRESSION_LENGTH + " characters");
        }
        Node plain = PathParser.parse(text, start, end, compilation);
        Node node = plain != null ? plain : ExpressionParser.parse(text, start, end, compilation);
        return new Embedded(node, text.substring(at, close + 1), compilation.pointer());
    }
}
