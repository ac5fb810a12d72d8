package io.opdbus.core.source;

import io.opdbus.core.source.Placed.Form;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Turns the tokens of the JSON parser into a positioned tree. */
final class JsonReader {

    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(UNBOUNDED)
                    .maxStringLength(UNBOUNDED)
                    .maxNameLength(UNBOUNDED)
                    .maxNumberLength(UNBOUNDED)
                    .build())
            .build();
    private static final Pattern UNEXPECTED =
            Pattern.compile("^Unexpected (?:character \\(|close marker )'(.)'", Pattern.DOTALL);
    private static final Pattern UNKNOWN_WORD = Pattern.compile("^(?:Unrecognized|Non-standard) token '([^']{0,60})");

    private final SourceText text;
    private final TreeBuilder tree;

    private JsonReader(SourceText text, TreeBuilder tree) {
        this.text = text;
        this.tree = tree;
    }

    static void read(SourceText text, TreeBuilder tree) {
        JsonReader reader = new JsonReader(text, tree);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.text())) {
            reader.read(parser);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            int offset = at == null || at.getCharOffset() < 0
                    ? 0
                    : (int) Math.min(at.getCharOffset(), text.text().length());
            tree.stop(offset, reader.message(e.getOriginalMessage(), offset));
        }
    }

    private void read(JsonParser parser) {
        int depth = 0;
        boolean whole = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            if (whole) {
                tree.stop(start, "text after the end of the document");
                return;
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            take(parser, token, start);
            if (tree.stopped()) {
                return;
            }
            whole = depth == 0;
        }
        if (!whole) {
            tree.stop(0, SourceDocument.EMPTY);
        }
    }

    private void take(JsonParser parser, JsonToken token, int start) {
        switch (token) {
            case START_OBJECT -> tree.startMap(start);
            case START_ARRAY -> tree.startList(start);
            case END_OBJECT, END_ARRAY -> tree.end();
            case PROPERTY_NAME -> tree.key(parser.currentName(), start);
            case VALUE_STRING -> tree.scalar(parser.getString(), start, Form.DOUBLE_QUOTED);
            case VALUE_TRUE -> tree.scalar(true, start, Form.PLAIN);
            case VALUE_FALSE -> tree.scalar(false, start, Form.PLAIN);
            case VALUE_NULL -> tree.scalar(null, start, Form.PLAIN);
            default -> {
                Scalars.Reading reading = Scalars.number(parser.getString());
                String refusal = reading.refusal();
                if (refusal == null) {
                    tree.scalar(reading.value(), start, Form.PLAIN);
                } else {
                    tree.refuseValue(start, refusal);
                }
            }
        }
    }

    private String message(String original, int offset) {
        if (original.startsWith("Unexpected end-of-input")) {
            return "the text ends too early"
                    + tree.unclosed()
                            .map(open -> ": " + open + " is not closed")
                            .orElse("");
        }
        Matcher unexpected = UNEXPECTED.matcher(original);
        if (unexpected.find()) {
            String expected = original.contains("a colon") ? "':'" : expected(offset);
            return "unexpected '" + unexpected.group(1) + "'; " + expected + " is expected";
        }
        Matcher word = UNKNOWN_WORD.matcher(original);
        if (word.find()) {
            return "unknown word '" + word.group(1) + "'; put text in double quotes";
        }
        if (original.startsWith("Illegal unquoted character")) {
            return "text in quotes must end on its line; write \\n for a line break and \\t for a tab";
        }
        if (original.contains("escape")) {
            return "unknown escape; write \\\\ for a backslash";
        }
        return original.startsWith("Invalid numeric value")
                ? "this is not a number as JSON writes it"
                : "this is not valid JSON";
    }

    /** What may follow, judged by the last character before the place. */
    private String expected(int offset) {
        String before = text.text().substring(0, offset).stripTrailing();
        boolean list = tree.inList();
        return switch (before.isEmpty() ? ':' : before.charAt(before.length() - 1)) {
            case ':' -> "a value";
            case '{' -> "a key in double quotes or '}'";
            case '[' -> "a value or ']'";
            case ',' -> list ? "a value" : "a key in double quotes";
            default -> list ? "',' or ']'" : "',' or '}'";
        };
    }
}
