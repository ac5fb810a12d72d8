package io.opdbus.core.source;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in our words what the YAML parser stumbled over.
 *
 * @param offset where to point
 * @param text what is wrong and what to do
 */
record YamlSyntaxMessage(int offset, String text) {

    static YamlSyntaxMessage of(
            MarkedYamlEngineException error, SourceText source, int offset, int context, TreeBuilder tree) {
        String problem = error.getProblem() == null ? "" : error.getProblem();
        String around = error.getContext() == null ? "" : error.getContext();
        if (problem.startsWith("found character")) {
            return new YamlSyntaxMessage(offset, misplaced(source, offset));
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return new YamlSyntaxMessage(
                    offset, "':' cannot stand here; check the indentation, or put the text before it in quotes");
        }
        if (problem.startsWith("sequence entries are not allowed")) {
            return new YamlSyntaxMessage(offset, "a list cannot start here; begin it on its own line");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return new YamlSyntaxMessage(context, "':' is missing after this key");
        }
        if (around.startsWith("while scanning a quoted scalar")) {
            return new YamlSyntaxMessage(context, "the quote that opens here is not closed");
        }
        if (problem.contains("escape")) {
            return new YamlSyntaxMessage(
                    offset, "unknown escape in double quotes; write \\\\ for a backslash, or use single quotes");
        }
        if (around.startsWith("while parsing a flow")) {
            return new YamlSyntaxMessage(offset, inFlow(around, source, offset, context));
        }
        if (around.startsWith("while parsing a block")) {
            return new YamlSyntaxMessage(offset, inBlock(around, source, offset, tree));
        }
        return new YamlSyntaxMessage(offset, scanning(around, problem, source, offset));
    }

    private static String misplaced(SourceText source, int offset) {
        String character = character(source, offset);
        if (!character.equals("\t")) {
            return "text cannot start with '" + character + "'; put it in quotes";
        }
        String before = source.text().substring(source.lineStart(source.line(offset)), offset);
        return before.isBlank() ? "a tab cannot indent a line; use spaces" : "a tab cannot stand here; use spaces";
    }

    private static String inFlow(String around, SourceText source, int offset, int context) {
        if (around.endsWith("node")) {
            return "a value is missing before " + quoted(source, offset);
        }
        if (offset > 0 && source.text().startsWith("${", offset - 1)) {
            return "put ${...} in double quotes here, since it stands between brackets";
        }
        boolean list = around.endsWith("sequence");
        return "',' or '" + (list ? "]" : "}") + "' is missing in the " + (list ? "list" : "map")
                + " that starts on line " + source.location(context, "").line();
    }

    private static String inBlock(String around, SourceText source, int offset, TreeBuilder tree) {
        if (around.endsWith("node")) {
            return "a value is missing before " + quoted(source, offset);
        }
        String before = source.text().substring(source.lineStart(source.line(offset)), offset);
        if (!before.isBlank()) {
            return "text after the end of a value; put the whole in quotes";
        }
        if (character(source, offset).equals(":")) {
            return "a key is missing before ':'";
        }
        return "this line fits no map or list above; check its indentation"
                + tree.unclosed().map(open -> ": " + open + " goes on").orElse("");
    }

    private static String scanning(String around, String problem, SourceText source, int offset) {
        if (around.startsWith("while scanning a block scalar")) {
            return "after '|' or '>' only one of + and - and a digit may stand; the text starts on the next line";
        }
        if (around.startsWith("while scanning an a")) {
            return quoted(source, offset) + " cannot stand in the name of an anchor or alias, which are not"
                    + " supported; put the text in quotes";
        }
        if (around.contains("tag") || problem.contains("tag")) {
            return "tags are not supported; remove it, or put the text in quotes";
        }
        if (around.contains("directive") || problem.contains("directive")) {
            return "lines that start with '%' are not supported; remove it";
        }
        return "this is not valid YAML";
    }

    private static String quoted(SourceText source, int offset) {
        String character = character(source, offset);
        if (character.isEmpty()) {
            return "the end of the text";
        }
        return character.isBlank() ? "the end of the line" : "'" + character + "'";
    }

    private static String character(SourceText source, int offset) {
        return offset < source.text().length()
                ? Character.toString(source.text().codePointAt(offset))
                : "";
    }
}
