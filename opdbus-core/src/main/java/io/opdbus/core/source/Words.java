package io.opdbus.core.source;

import java.util.List;
import java.util.stream.Collectors;

/** Phrases for messages. */
final class Words {

    private static final int LONGEST = 60;

    private Words() {}

    /** {@code 'a'}, {@code 'a' or 'b'}, {@code 'a', 'b' or 'c'}. */
    static String anyOf(List<String> words) {
        List<String> quoted = words.stream().map(word -> "'" + word + "'").toList();
        int last = quoted.size() - 1;
        return last < 1
                ? String.join("", quoted)
                : quoted.stream().limit(last).collect(Collectors.joining(", ")) + " or " + quoted.get(last);
    }

    /** The text on one line, cut where it is long. */
    static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
