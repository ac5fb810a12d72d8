package io.opdbus.core.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Exact arithmetic. Whole numbers stay whole: a Long that would overflow becomes a BigInteger, and a BigInteger that fits
 * becomes a Long. Everything else is decimal, computed exactly (division to 34 digits) and given as a Double where a
 * Double writes the very same decimal, else as a BigDecimal.
 */
final class Numbers {

    private static final int TEXT_DIGITS = 40;

    private Numbers() {}

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    static Object add(Number left, Number right) {
        if (left instanceof Long a && right instanceof Long b) {
            long sum = a + b;
            return ((a ^ sum) & (b ^ sum)) < 0 ? integer(a).add(integer(b)) : (Object) sum;
        }
        return isWhole(left) && isWhole(right)
                ? narrow(integer(left).add(integer(right)))
                : narrow(decimal(left).add(decimal(right)));
    }

    static Object subtract(Number left, Number right) {
        return isWhole(left) && isWhole(right)
                ? narrow(integer(left).subtract(integer(right)))
                : narrow(decimal(left).subtract(decimal(right)));
    }

    static Object multiply(Number left, Number right) {
        return isWhole(left) && isWhole(right)
                ? narrow(integer(left).multiply(integer(right)))
                : narrow(decimal(left).multiply(decimal(right)));
    }

    static Object divide(Number left, Number right) {
        if (isWhole(left) && isWhole(right)) {
            BigInteger divisor = nonZero(integer(right));
            BigInteger[] parts = integer(left).divideAndRemainder(divisor);
            if (parts[1].signum() == 0) {
                return narrow(parts[0]);
            }
        }
        BigDecimal divisor = decimal(right);
        if (divisor.signum() == 0) {
            throw new EvaluationFailure("division by zero");
        }
        return narrow(decimal(left).divide(divisor, MathContext.DECIMAL128));
    }

    /** The remainder of whole numbers; it has the sign of the left one, as in Java. */
    static Object remainder(Number left, Number right) {
        if (!isWhole(left) || !isWhole(right)) {
            throw new EvaluationFailure("'%' takes whole numbers only");
        }
        return narrow(integer(left).remainder(nonZero(integer(right))));
    }

    static Object negate(Number number) {
        return isWhole(number)
                ? narrow(integer(number).negate())
                : narrow(decimal(number).negate());
    }

    static int compare(Number left, Number right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        return decimal(left).compareTo(decimal(right));
    }

    /** The number as text: a decimal without exponent unless it would be long, and never without its ".0". */
    static String text(Number number) {
        if (isWhole(number)) {
            return number.toString();
        }
        BigDecimal decimal = decimal(number);
        return decimal.precision() + Math.abs((long) decimal.scale()) <= TEXT_DIGITS
                ? decimal.toPlainString()
                : decimal.toString();
    }

    /** The smallest type that holds a decimal as it is written. */
    static Object narrow(BigDecimal decimal) {
        checked(decimal);
        double nearest = decimal.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0
                ? (Object) nearest
                : decimal;
    }

    static Object narrow(BigInteger integer) {
        checked(integer);
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }

    private static BigInteger nonZero(BigInteger divisor) {
        if (divisor.signum() == 0) {
            throw new EvaluationFailure("division by zero");
        }
        return divisor;
    }

    private static BigInteger integer(Number number) {
        return number instanceof BigInteger big ? checked(big) : BigInteger.valueOf(number.longValue());
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return checked(decimal);
        }
        if (isWhole(number)) {
            return new BigDecimal(integer(number));
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new EvaluationFailure("a number is " + value + ", which is not a number to compute with");
        }
        return BigDecimal.valueOf(value);
    }

    private static BigInteger checked(BigInteger integer) {
        if (integer.bitLength() > Limits.INTEGER_BITS) {
            throw new EvaluationFailure("a whole number has more than " + Limits.INTEGER_BITS + " bits");
        }
        return integer;
    }

    private static BigDecimal checked(BigDecimal decimal) {
        if (Math.abs((long) decimal.scale()) > Limits.DECIMAL_DIGITS || decimal.precision() > Limits.DECIMAL_DIGITS) {
            throw new EvaluationFailure("a decimal number has more than " + Limits.DECIMAL_DIGITS + " digits");
        }
        return decimal;
    }
}
