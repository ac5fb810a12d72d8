package io.opdbus.core.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What unquoted words mean: the core schema of YAML 1.2, and the numbers of both formats. */
final class Scalars {

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MAX_DIGITS = 1000;
    private static final int MAX_EXPONENT = 1000;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]++");
    private static final Pattern LEADING_ZERO = Pattern.compile("([-+]?)0+([0-9].*)", Pattern.DOTALL);
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]++");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]++");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private Scalars() {}

    /** What a word was read as: a value, or the reason why it is refused. */
    record Reading(@Nullable Object value, @Nullable String refusal) {

        private static Reading of(@Nullable Object value) {
            return new Reading(value, null);
        }

        private static Reading refused(String why) {
            return new Reading(null, why);
        }
    }

    /** Reads an unquoted YAML word. */
    static Reading plain(String word) {
        switch (word) {
            case "", "~", "null", "Null", "NULL" -> {
                return Reading.of(null);
            }
            case "true", "True", "TRUE" -> {
                return Reading.of(true);
            }
            case "false", "False", "FALSE" -> {
                return Reading.of(false);
            }
            default -> {
                return "+-.0123456789".indexOf(word.charAt(0)) < 0 ? Reading.of(word) : numberLike(word);
            }
        }
    }

    private static Reading numberLike(String word) {
        if (NUMBER.matcher(word).matches()) {
            var leadingZero = LEADING_ZERO.matcher(word);
            if (leadingZero.matches()) {
                String better = Words.shorten(leadingZero.group(1) + leadingZero.group(2));
                String number = Words.shorten(word);
                return Reading.refused(
                        "number " + number + " starts with a zero, which readers take differently; write " + better
                                + ", or \"" + number + "\" for text");
            }
            return number(word);
        }
        if (OCTAL.matcher(word).matches()) {
            return radix(word, 8);
        }
        if (HEXADECIMAL.matcher(word).matches()) {
            return radix(word, 16);
        }
        if (NOT_FINITE.matcher(word).matches()) {
            return Reading.refused(word + " is not a finite number; write \"" + word + "\" for text");
        }
        return Reading.of(word);
    }

    /** Reads a decimal number. */
    static Reading number(String word) {
        if (word.length() > MAX_DIGITS) {
            return Reading.refused("number is longer than " + MAX_DIGITS + " characters");
        }
        if (INTEGER.matcher(word).matches()) {
            return Reading.of(integer(new BigInteger(word)));
        }
        int exponentMark = Math.max(word.indexOf('e'), word.indexOf('E'));
        if (exponentMark >= 0
                && new BigInteger(word.substring(exponentMark + 1)).abs().bitLength() > 20) {
            return tooLarge(word);
        }
        BigDecimal exact = new BigDecimal(word);
        if (exact.signum() != 0 && Math.abs((long) exact.precision() - exact.scale()) > MAX_EXPONENT) {
            return tooLarge(word);
        }
        return Reading.of(decimal(word, exact));
    }

    private static Reading tooLarge(String word) {
        return Reading.refused("number " + Words.shorten(word) + " has an exponent beyond " + MAX_EXPONENT);
    }

    private static Reading radix(String word, int radix) {
        return word.length() > MAX_DIGITS
                ? Reading.refused("number is longer than " + MAX_DIGITS + " characters")
                : Reading.of(integer(new BigInteger(word.substring(2), radix)));
    }

    private static Object integer(BigInteger exact) {
        boolean fits = exact.compareTo(MIN_LONG) >= 0 && exact.compareTo(MAX_LONG) <= 0;
        return fits ? (Object) exact.longValue() : exact;
    }

    /** A double where it says the same number, else the exact decimal without trailing zeros. */
    private static Object decimal(String word, BigDecimal exact) {
        double nearest = Double.parseDouble(word);
        boolean same = Double.isFinite(nearest)
                && (exact.signum() == 0 || Numbers.shortest(nearest).compareTo(exact) == 0);
        return same ? (Object) nearest : exact.stripTrailingZeros();
    }
}
