package io.opdbus.core.expression;

import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.JexlInfo;
import org.apache.commons.jexl3.parser.ASTJexlScript;
import org.apache.commons.jexl3.parser.Parser;

/**
 * Reads expressions with JEXL's grammar. It lets the parser accept all of JEXL, so that what is not allowed is known for
 * what it is and refused by name; nothing of it is ever run. Only this class and those it uses ({@link NodeBuilder},
 * {@link Paths}, {@link Literals}, {@link Refusals}) need JEXL: they are loaded with the first expression that is not a plain reference.
 */
final class ExpressionParser {

    private ExpressionParser() {}

    /**
     * Reads the text from start to end, which {@link ExpressionScanner} has let pass.
     *
     * @throws SyntaxFailure with the offset in the text
     */
    static Node parse(String text, int start, int end, Compilation compilation) {
        String source = text.substring(start, end);
        try {
            ASTJexlScript script =
                    new Parser(";").parse(new JexlInfo("", 1, 1), new JexlFeatures(), spaced(source), null);
            return new NodeBuilder(source, start, compilation).whole(script);
        } catch (JexlException.Parsing | JexlException.Tokenization refused) {
            throw failure(source, start, refused.getInfo());
        } catch (StackOverflowError tooDeep) {
            throw new SyntaxFailure(start, "the expression is nested too deeply");
        }
    }

    /** One line, so that a column is an offset. Line breaks inside quotes are none: the scanner refuses them. */
    private static String spaced(String source) {
        StringBuilder line = new StringBuilder(source);
        for (int i = 0; i < line.length(); i++) {
            if (ExpressionScanner.isSpace(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }

    private static SyntaxFailure failure(String source, int start, JexlInfo where) {
        int at = Math.max(0, Math.min(where.getColumn() - 1, source.length()));
        if (at == source.length()) {
            return new SyntaxFailure(start + at, "the expression ends too early");
        }
        int end = at;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        if (end == at && source.substring(at + 1).isBlank()) {
            return new SyntaxFailure(start + at, "the expression ends too early, after '" + source.charAt(at) + "'");
        }
        String word = source.substring(at, Math.max(end, at + 1));
        String hint = PathParser.RESERVED.contains(word)
                ? "'" + word + "' is a reserved word here, and cannot be the name of a value"
                : "the expression is not understood at '" + word + "'";
        return new SyntaxFailure(start + at, hint);
    }
}
