package io.opdbus.core.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides how text is written in YAML, so that readers of YAML 1.1 and 1.2 alike take it for the same text. */
final class YamlText {

    private static final Set<String> WORDS_WITH_MEANING =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");
    /** Starts with a letter or with a mark that begins nothing else. */
    private static final Pattern SAFE_START = Pattern.compile("[\\p{L}_/$(.]");

    private static final Pattern DURATION = Pattern.compile("(?:[0-9]++(?:ms|[smhd]))+");

    private static final Pattern LIKE_A_NUMBER = Pattern.compile("\\.[0-9_]*+(?:[eE].*+)?|\\.(?i:inf|nan)");

    private YamlText() {}

    /** Whether the text may stand without quotes, as a key or as a value in a block. */
    static boolean isPlain(String text) {
        if (DURATION.matcher(text).matches()) {
            return true;
        }
        if (text.isEmpty() || !SAFE_START.matcher(text.substring(0, 1)).matches() || text.startsWith("...")) {
            return false;
        }
        return !WORDS_WITH_MEANING.contains(text.toLowerCase(Locale.ROOT))
                && !LIKE_A_NUMBER.matcher(text).matches()
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.endsWith(":")
                && !text.endsWith(" ")
                && isPrintableLine(text);
    }

    /** Whether the text has several lines that a literal block holds as they are. */
    static boolean isLiteral(String text) {
        if (text.indexOf('\n') < 0 || text.startsWith("\n") || text.startsWith(" ")) {
            return false;
        }
        return text.lines()
                        .allMatch(line ->
                                isPrintableLine(line) && !line.startsWith("\t") && (line.isEmpty() || !line.isBlank()))
                && text.indexOf('\r') < 0;
    }

    /** The text in single quotes where that is easier to read, else in double quotes with escapes. */
    static String quoted(String text) {
        boolean needsEscapes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
        if (needsEscapes && isPrintableLine(text)) {
            return "'" + text.replace("'", "''") + "'";
        }
        StringBuilder out = new StringBuilder(text.length() + 8);
        JsonWriter.quote(out, text, true);
        return out.toString();
    }

    private static boolean isPrintableLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || c < 0x20 || JsonWriter.isInvisible(c)) {
                return false;
            }
        }
        return true;
    }
}
