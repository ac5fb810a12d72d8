package io.opdbus.agents.review.security;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells values that stand for a secret from values that may be one. */
final class Placeholders {
    private static final Pattern WORDS = Pattern.compile(
            "(?i)example|sample|dummy|placeholder|change_?-?me|replace|your[-_ ]?|<[^>]*>|\\$\\{|\\{\\{|%s|%\\(|\\bxxx+|x{5,}|\\*{3,}"
                    + "|\\.\\.\\.|todo|fixme|redacted|masked|hidden|insert|not[-_]?(?:a|real|set|used)|fake|mock|foo|bar\\b|secret[-_]?here"
                    + "|test|abcdef|12345|00000|11111|deadbeef|lorem|none|null|undefined|unused");

    private Placeholders() {}

    static boolean matches(String value) {
        return WORDS.matcher(value).find() || repeats(value);
    }

    /** Bits of information in a character, on average. */
    static double entropy(String value) {
        int[] counts = new int[128];
        int other = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 128) {
                counts[c]++;
            } else {
                other++;
            }
        }
        double bits = other == 0 ? 0 : share(other, value.length());
        for (int count : counts) {
            bits += count == 0 ? 0 : share(count, value.length());
        }
        return bits;
    }

    private static double share(int count, int length) {
        double p = (double) count / length;
        return -p * Math.log(p) / Math.log(2);
    }

    private static boolean repeats(String value) {
        return value.toLowerCase(Locale.ROOT).chars().distinct().count() <= Math.max(2, value.length() / 8);
    }
}
