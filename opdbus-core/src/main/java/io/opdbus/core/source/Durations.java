package io.opdbus.core.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes durations: {@code 250ms}, {@code 30s}, {@code 10m}, {@code 1h30m}, {@code 2d}, ISO 8601 such as
 * {@code PT30S}, and a bare number, which counts seconds and may have a fraction.
 */
public final class Durations {

    /** The longest duration that is accepted: ten years of 365 days. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern UNITS = Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?"
            + "(?:(\\d{1,12})(?:\\.(\\d{1,9}))?s)?(?:(\\d{1,15})ms)?");
    private static final Pattern BARE = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");
    private static final String EXAMPLES = "write for example 30s, 10m, 1h30m or 250ms";

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text the duration as written
     * @return the duration, zero or longer
     * @throws IllegalArgumentException if it is none, is negative or longer than {@link #LONGEST}; the message says so
     */
    public static Duration parse(String text) {
        String trimmed = text.strip();
        if (BARE.matcher(trimmed).matches()) {
            return ofSeconds(new BigDecimal(trimmed));
        }
        if (trimmed.startsWith("P") || trimmed.startsWith("-P")) {
            return parseIso(trimmed);
        }
        Matcher units = UNITS.matcher(trimmed);
        if (trimmed.isEmpty() || !units.matches()) {
            boolean negative = trimmed.startsWith("-") && trimmed.length() > 1 && Character.isDigit(trimmed.charAt(1));
            throw new IllegalArgumentException(negative ? negative(trimmed) : invalid(trimmed));
        }
        return bounded(Duration.ofDays(number(units, 1))
                .plusHours(number(units, 2))
                .plusMinutes(number(units, 3))
                .plusSeconds(number(units, 4))
                .plusNanos(units.group(5) == null ? 0 : fraction(units.group(5)))
                .plusMillis(number(units, 6)));
    }

    /**
     * The duration of a number of seconds.
     *
     * @param seconds the number; its fraction counts down to nanoseconds
     * @return the duration, zero or longer
     * @throws IllegalArgumentException if it is negative, not finite or longer than {@link #LONGEST}
     */
    public static Duration ofSeconds(Number seconds) {
        BigDecimal exact = exact(seconds);
        if (exact.signum() < 0) {
            throw new IllegalArgumentException(negative(seconds.toString()));
        }
        if (exact.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            throw new IllegalArgumentException(tooLong());
        }
        BigInteger nanos =
                exact.movePointRight(9).setScale(0, RoundingMode.HALF_UP).toBigInteger();
        BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
    }

    private static BigDecimal exact(Number seconds) {
        if (seconds instanceof BigDecimal decimal) {
            return decimal;
        }
        if (seconds instanceof Double || seconds instanceof Float) {
            double value = seconds.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(value + " is not a duration");
            }
            return Numbers.shortest(value);
        }
        return new BigDecimal(seconds.toString());
    }

    /**
     * Writes a duration in its one canonical form, which {@link #parse} reads back as the same duration.
     *
     * @param duration the duration, zero or longer
     * @return hours, minutes, seconds and milliseconds as far as they are not zero, such as {@code 1h30m}; ISO 8601
     *     where it is not a whole number of milliseconds; {@code 0s} for zero
     * @throws IllegalArgumentException if it is negative
     */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(negative(duration.toString()));
        }
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        StringBuilder out = new StringBuilder();
        append(out, duration.toHours(), "h");
        append(out, duration.toMinutesPart(), "m");
        append(out, duration.toSecondsPart(), "s");
        append(out, duration.toMillisPart(), "ms");
        return out.toString();
    }

    private static void append(StringBuilder out, long amount, String unit) {
        if (amount > 0) {
            out.append(amount).append(unit);
        }
    }

    private static Duration parseIso(String text) {
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(invalid(text), e);
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException(negative(text));
        }
        return bounded(duration);
    }

    private static Duration bounded(Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(tooLong());
        }
        return duration;
    }

    private static long number(Matcher units, int group) {
        String digits = units.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long fraction(String digits) {
        return Long.parseLong(digits + "0".repeat(9 - digits.length()));
    }

    private static String invalid(String text) {
        return "'" + Words.shorten(text) + "' is none; " + EXAMPLES;
    }

    private static String negative(String text) {
        return Words.shorten(text) + " is negative";
    }

    private static String tooLong() {
        return "it may be at most " + LONGEST.toDays() + "d";
    }
}
