package io.opdbus.core.source;

import io.opdbus.core.text.Suggestions;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single values; what does not fit becomes a problem at its place. */
final class ScalarReading {

    private ScalarReading() {}

    static Optional<String> string(Node node) {
        @Nullable Object value = node.value();
        if (value instanceof String string) {
            return Optional.of(string);
        }
        boolean scalar = value instanceof Number || value instanceof Boolean;
        return node.wrongType(
                scalar ? "must be a string, is " + node.describe() + "; put it in quotes" : "must be a string");
    }

    static Optional<Boolean> bool(Node node) {
        return node.value() instanceof Boolean bool ? Optional.of(bool) : node.wrongType("must be true or false");
    }

    static Optional<Long> integer(Node node, long min, long max) {
        @Nullable Object value = node.value();
        if (!(value instanceof Long) && !(value instanceof BigInteger)) {
            return node.wrongType("must be a whole number" + (value instanceof Number ? ", is " + value : ""));
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return Optional.of(number);
        }
        String range = max == Long.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
        return node.wrongType("must be " + range + ", is " + value);
    }

    static Optional<Double> number(Node node, double min, double max) {
        if (!(node.value() instanceof Number number)) {
            return node.wrongType("must be a number");
        }
        double read = number.doubleValue();
        return read >= min && read <= max
                ? Optional.of(read)
                : node.wrongType("must be from " + Numbers.plain(min) + " to " + Numbers.plain(max) + ", is " + number);
    }

    static Optional<Duration> duration(Node node, boolean zeroAllowed) {
        @Nullable Object value = node.value();
        if (!(value instanceof Number) && !(value instanceof String)) {
            return node.wrongType("must be a duration such as 30s or 1h30m");
        }
        try {
            Duration duration = value instanceof Number number
                    ? Durations.ofSeconds(number)
                    : Durations.parse(String.valueOf(value));
            if (zeroAllowed || !duration.isZero()) {
                return Optional.of(duration);
            }
            node.error(node.name() + "must be longer than 0");
        } catch (IllegalArgumentException e) {
            node.error(node.name() + "must be a duration: " + e.getMessage());
        }
        return Optional.empty();
    }

    static Optional<String> oneOf(Node node, List<String> words) {
        Optional<String> word = string(node);
        if (word.isPresent() && !words.contains(word.get())) {
            node.error(
                    node.name() + "must be " + Words.anyOf(words) + ", is '" + Words.shorten(word.get()) + "'",
                    Suggestions.nearest(word.get(), words));
            return Optional.empty();
        }
        return word;
    }
}
