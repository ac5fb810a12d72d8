package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that names are made of. */
public final class Names {
    private static final Pattern SEAM =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    /** The words of a name in lower case: {@code resetToken_v2} is reset, token, v2. */
    public static List<String> words(String name) {
        return SEAM.splitAsStream(name)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The words of all names in a token's statement on its line, and of the functions and types around it. */
    public static Set<String> around(SourceUnit unit, int token) {
        Tokens code = unit.code();
        Set<String> words = new HashSet<>();
        int line = code.line(token);
        for (int i = token; i >= 0 && i > token - 60 && code.line(i) == line && !code.is(i, ";"); i--) {
            add(words, code, i);
        }
        for (int i = token + 1; i < token + 60 && code.line(i) == line && !code.is(i, ";"); i++) {
            add(words, code, i);
        }
        unit.outline().function(token).ifPresent(function -> words.addAll(words(function.name())));
        return words;
    }

    /** Whether two sets of words share one. */
    public static boolean share(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static void add(Set<String> words, Tokens code, int token) {
        if (code.isWord(token)) {
            words.addAll(words(code.text(token)));
        }
    }
}
