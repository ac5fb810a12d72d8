package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Where each word of the code stands, so that rules need not go through a large file for every question. */
final class WordIndex {
    private static final int[] NOWHERE = {};

    private final Map<String, int[]> places = new HashMap<>();

    WordIndex(Tokens tokens) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isWord(i)) {
                String word = tokens.text(i);
                int count = counts.merge(word, 1, Integer::sum) - 1;
                int[] known = places.getOrDefault(word, NOWHERE);
                if (count == known.length) {
                    known = Arrays.copyOf(known, Math.max(2, count * 2));
                    places.put(word, known);
                }
                known[count] = i;
            }
        }
        counts.forEach((word, count) -> places.compute(word, (key, known) -> Arrays.copyOf(places(known), count)));
    }

    int[] of(String word) {
        return places.getOrDefault(word, NOWHERE);
    }

    private static int[] places(int @org.jspecify.annotations.Nullable [] known) {
        return known == null ? NOWHERE : known;
    }
}
