package io.opdbus.cli;

import java.time.Duration;
import java.util.Locale;

/** Small words that several commands say. */
final class Words {

    private Words() {}

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A duration as people read it: 340ms, 3.2s, 1m05s, 2h03m. */
    static String elapsed(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%d.%ds", millis / 1_000, millis % 1_000 / 100);
        }
        if (millis < 3_600_000) {
            return String.format(Locale.ROOT, "%dm%02ds", millis / 60_000, millis / 1_000 % 60);
        }
        return String.format(Locale.ROOT, "%dh%02dm", millis / 3_600_000, millis / 60_000 % 60);
    }
}
