package io.opdbus.core.skill;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two parts of a {@code SKILL.md}.
 *
 * @param yaml what stands between the two lines of three hyphens, after one empty line, so that its line numbers are those
 *     of the file
 * @param body the Markdown after the second line, without blank lines around it and with plain line feeds
 */
record FrontMatter(String yaml, String body) {

    private static final Pattern OPENING = Pattern.compile("\\A---[ \\t]*\\R");
    private static final Pattern CLOSING = Pattern.compile("(?m)^---[ \\t]*$");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    /** A value without quotes that holds a colon and a blank, which YAML takes for a map. */
    private static final Pattern BARE_COLON = Pattern.compile(
            "(?m)^(name|description|license|compatibility|allowed-tools):[ \\t]+([^\"'|>\\[{\\s].*:[ \\t].*)$");

    /** Empty if the text does not begin with front matter that ends. */
    static Optional<FrontMatter> split(String text) {
        String plain = LINE_END.matcher(text).replaceAll("\n");
        Matcher opening = OPENING.matcher(plain);
        if (!opening.find()) {
            return Optional.empty();
        }
        Matcher closing = CLOSING.matcher(plain);
        if (!closing.find(opening.end())) {
            return Optional.empty();
        }
        String body = plain.substring(closing.end()).strip();
        return Optional.of(new FrontMatter("\n" + plain.substring(opening.end(), closing.start()), body));
    }

    /** The same with quotes around values that hold a colon; many skills in the world need it. */
    FrontMatter quoted() {
        String mended = BARE_COLON
                .matcher(yaml)
                .replaceAll(line -> Matcher.quoteReplacement(
                        line.group(1) + ": '" + line.group(2).stripTrailing().replace("'", "''") + "'"));
        return new FrontMatter(mended, body);
    }
}
