package io.opdbus.core.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.jexl3.parser.JexlNode;

/**
 * Reads numbers and quoted texts from the source itself, at the place where the grammar has found them: JEXL's own
 * values lose digits, take {@code 012} for ten and {@code \b} for a backspace.
 */
final class Literals {

    private static final Pattern NUMBER =
            Pattern.compile("(0|[1-9][0-9]*+)(\\.[0-9]++)?+([eE][+-]?[0-9]++)?+(?![0-9A-Za-z_.])");

    private final String source;
    private final int start;

    /**
     * @param source the expression
     * @param start where it begins in its string
     */
    Literals(String source, int start) {
        this.source = source;
        this.start = start;
    }

    /** Where a node lies in the string, as well as the grammar knows; exact for names and literals. */
    int offset(JexlNode node) {
        return start + index(node);
    }

    Object number(JexlNode node) {
        Matcher number = NUMBER.matcher(source).region(index(node), source.length());
        if (!number.lookingAt()) {
            throw new SyntaxFailure(offset(node), "a number is written like 12, 0.5 or 1.5e3");
        }
        try {
            return number.group(2) == null && number.group(3) == null
                    ? Numbers.narrow(new BigInteger(number.group()))
                    : Numbers.narrow(new BigDecimal(number.group()));
        } catch (EvaluationFailure | NumberFormatException outOfBounds) {
            throw new SyntaxFailure(offset(node), "the number is out of bounds");
        }
    }

    /** The text between the quotes; a backslash that escapes nothing stays, so that patterns need not double theirs. */
    String string(JexlNode node) {
        int at = index(node);
        char quote = source.charAt(at++);
        StringBuilder text = new StringBuilder();
        while (source.charAt(at) != quote) {
            char c = source.charAt(at++);
            if (c == '\\') {
                at = escape(at, text);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private int escape(int at, StringBuilder text) {
        char c = source.charAt(at);
        switch (c) {
            case '\\', '\'', '"' -> text.append(c);
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                return unicode(at + 1, text);
            }
            default -> text.append('\\').append(c);
        }
        return at + 1;
    }

    private int unicode(int at, StringBuilder text) {
        int end = at + 4;
        try {
            text.append((char) Integer.parseInt(source, at, Math.min(end, source.length()), 16));
        } catch (NumberFormatException malformed) {
            throw new SyntaxFailure(start + at - 2, "\\u is followed by four hexadecimal digits");
        }
        return end;
    }

    private int index(JexlNode node) {
        return Math.max(0, Math.min(node.getColumn() - 1, source.length() - 1));
    }
}
