package io.opdbus.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known names that a misspelt one was probably meant to be.
 *
 * <p>Two names are near when few letters must be changed, added, left out or swapped: none for names of up to two
 * letters, one for up to five, two for up to eight, three for longer ones. Case, camel case and {@code -} for {@code _}
 * cost nothing. A candidate that begins with the name (of at least three letters) is near too. The answer does not
 * depend on the order of the candidates.
 */
public final class Suggestions {

    private static final int PREFIX_COST = 4;
    private static final int FAR = Integer.MAX_VALUE;

    private Suggestions() {}

    /**
     * The nearest candidate.
     *
     * @param name the name as written
     * @param candidates the known names
     * @return the nearest one; empty where none is near
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        return nearest(name, candidates, 1).stream().findFirst();
    }

    /**
     * The nearest candidates.
     *
     * @param name the name as written
     * @param candidates the known names
     * @param atMost how many to return
     * @return near names, best first; empty where none is near
     */
    public static List<String> nearest(String name, Collection<String> candidates, int atMost) {
        String wanted = fold(name);
        return candidates.stream()
                .distinct()
                .map(candidate -> new Ranked(candidate, cost(wanted, fold(candidate))))
                .filter(ranked -> ranked.cost() != FAR)
                .sorted(Comparator.comparingInt(Ranked::cost).thenComparing(Ranked::name))
                .limit(atMost)
                .map(Ranked::name)
                .toList();
    }

    private static int cost(String wanted, String candidate) {
        int allowed = allowed(Math.max(wanted.length(), candidate.length()));
        int distance = distance(wanted, candidate, allowed);
        if (distance <= allowed && distance < wanted.length()) {
            int sameStart = wanted.charAt(0) == candidate.charAt(0) ? 0 : 1;
            return 2 * distance + sameStart;
        }
        boolean begins = wanted.length() >= 3 && candidate.startsWith(wanted);
        return begins ? 2 * PREFIX_COST + candidate.length() - wanted.length() : FAR;
    }

    private static int allowed(int length) {
        if (length <= 2) {
            return 0;
        }
        if (length <= 5) {
            return 1;
        }
        return length <= 8 ? 2 : 3;
    }

    /** Lower case, with an underscore for a hyphen, a blank or a step in camel case. */
    private static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
                folded.append('_');
            }
            folded.append(c == '-' || c == ' ' ? '_' : c);
        }
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    /** The restricted Damerau-Levenshtein distance, or any larger number once it must exceed the limit. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit || a.isEmpty() || b.isEmpty()) {
            return a.equals(b) ? 0 : FAR;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, beforeLast[j - 2] + 1);
                }
                row[j] = best;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }

    private record Ranked(String name, int cost) {}
}
