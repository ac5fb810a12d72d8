package io.opdbus.agents.review.report;

import java.util.List;

/** Writes Markdown in which text from outside stays text. */
final class Markdown {
    private final StringBuilder out = new StringBuilder();

    Markdown heading(int level, String text) {
        blankLine();
        out.append("#".repeat(level)).append(' ').append(escape(text)).append("\n\n");
        return this;
    }

    Markdown paragraph(String markdown) {
        out.append(markdown).append("\n\n");
        return this;
    }

    Markdown item(String markdown) {
        out.append("- ").append(markdown).append('\n');
        return this;
    }

    Markdown numbered(int number, String markdown) {
        out.append(number).append(". ").append(markdown).append('\n');
        return this;
    }

    Markdown row(List<String> cells) {
        out.append('|');
        cells.forEach(cell -> out.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        out.append('\n');
        return this;
    }

    /** The line under the heads of a table: the first column is text, the others are numbers. */
    Markdown rule(int columns, int textColumns) {
        out.append('|');
        for (int i = 0; i < columns; i++) {
            out.append(i < textColumns ? "---|" : "--:|");
        }
        out.append('\n');
        return this;
    }

    Markdown fence(String language, String text) {
        out.append("```").append(language).append('\n').append(text.replace("```", "` ` `"));
        out.append(text.endsWith("\n") ? "" : "\n").append("```\n\n");
        return this;
    }

    Markdown blankLine() {
        int length = out.length();
        if (length > 0 && !(length > 1 && out.charAt(length - 1) == '\n' && out.charAt(length - 2) == '\n')) {
            out.append('\n');
        }
        return this;
    }

    /** A code span, whatever back quotes are in the text. */
    static String code(String text) {
        String line = text.replace('\n', ' ').strip();
        if (line.isEmpty()) {
            return "";
        }
        String quotes = "`";
        while (line.contains(quotes)) {
            quotes += "`"; // opdbus:ignore PERF-CONCAT-001 as long as the longest run of back quotes in one line
        }
        return quotes.length() == 1 ? quotes + line + quotes : quotes + " " + line + " " + quotes;
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<') {
                escaped.append("&lt;");
            } else if ("\\`*_[]|".indexOf(c) >= 0) {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c == '\n' ? ' ' : c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString().stripTrailing() + "\n";
    }
}
