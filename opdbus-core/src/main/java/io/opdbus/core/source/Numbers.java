package io.opdbus.core.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes numbers the same way on every JVM, so that reading gives back the same value and type. A decimal number has
 * the shortest digits that name it, laid out as ECMAScript does (the form of RFC 8785), except that a whole one keeps a
 * {@code .0} and so stays apart from an integer.
 */
final class Numbers {

    private static final int LARGEST_PLAIN = 21;
    private static final int SMALLEST_PLAIN = -6;

    private Numbers() {}

    static String write(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number instanceof Float
                    ? Double.parseDouble(NumberOutput.toString(number.floatValue(), true))
                    : number.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(value + " is not a number that JSON can hold");
            }
            boolean negative = Double.doubleToRawLongBits(value) < 0;
            return value == 0 ? (negative ? "-0.0" : "0.0") : layOut(shortest(value));
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "0.0" : layOut(decimal);
        }
        if (number instanceof Long
                || number instanceof Integer
                || number instanceof BigInteger
                || number instanceof Short
                || number instanceof Byte) {
            return number.toString();
        }
        throw new IllegalArgumentException("cannot write a " + number.getClass().getName() + " as a number");
    }

    /** The same without {@code .0}, for messages. */
    static String plain(double value) {
        String written = write(value);
        return written.endsWith(".0") ? written.substring(0, written.length() - 2) : written;
    }

    /** The decimal number with the fewest digits that is nearest to this double and to no other. */
    static BigDecimal shortest(double value) {
        return new BigDecimal(NumberOutput.toString(value, true));
    }

    private static String layOut(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        long point = (long) digits.length() - stripped.scale();
        StringBuilder out = new StringBuilder(digits.length() + 8);
        if (stripped.signum() < 0) {
            out.append('-');
        }
        if (point > LARGEST_PLAIN || point <= SMALLEST_PLAIN) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            return out.append(point > 0 ? "e+" : "e").append(point - 1).toString();
        }
        if (point <= 0) {
            return out.append("0.")
                    .append("0".repeat((int) -point))
                    .append(digits)
                    .toString();
        }
        if (digits.length() <= point) {
            return out.append(digits)
                    .append("0".repeat((int) point - digits.length()))
                    .append(".0")
                    .toString();
        }
        return out.append(digits, 0, (int) point)
                .append('.')
                .append(digits, (int) point, digits.length())
                .toString();
    }
}
