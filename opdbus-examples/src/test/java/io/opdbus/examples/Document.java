package io.opdbus.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Markdown file of the project: its fenced blocks with the comment before each, its tables and its links. */
record Document(String name, List<String> lines) {

    /** Tests run in the module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * A fenced block.
     *
     * @param mark the text of the comment right before it, empty if there is none
     */
    record Block(String document, int line, String language, String mark, String text) {
        @Override
        public String toString() {
            return document + ":" + line;
        }
    }

    static Document of(String name) {
        try {
            return new Document(name, Files.readAllLines(ROOT.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that newcomers read. */
    static List<Document> all() {
        List<Document> all = new ArrayList<>(List.of(of("README.md"), of("CONTRIBUTING.md"), of("CHANGELOG.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".md"))
                    .sorted()
                    .forEach(file -> all.add(of("docs/" + file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("```")) {
                continue;
            }
            int start = i;
            StringBuilder text = new StringBuilder();
            for (i++; !lines.get(i).equals("```"); i++) {
                text.append(lines.get(i)).append('\n');
            }
            blocks.add(new Block(name, start + 1, lines.get(start).substring(3), mark(start), text.toString()));
        }
        return blocks;
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** The cells of the table that follows the comment, without its head. */
    List<List<String>> table(String mark) {
        int start = lines.indexOf("<!-- " + mark + " -->");
        List<List<String>> rows = new ArrayList<>();
        for (int i = start + 3; start >= 0 && i < lines.size() && lines.get(i).startsWith("|"); i++) {
            List<String> cells = new ArrayList<>();
            for (String cell : lines.get(i).substring(1).split("(?<!\\\\)\\|", -1)) {
                cells.add(cell.strip().replace("\\|", "|").replaceAll("^`(.*)`$", "$1"));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** The text outside of fenced blocks. */
    String prose() {
        StringBuilder prose = new StringBuilder();
        boolean fenced = false;
        for (String line : lines) {
            fenced ^= line.startsWith("```");
            if (!fenced) {
                prose.append(line).append('\n');
            }
        }
        return prose.toString();
    }

    private String mark(int line) {
        String before = line == 0 ? "" : lines.get(line - 1).strip();
        return before.startsWith("<!--") && before.endsWith("-->")
                ? before.substring(4, before.length() - 3).strip()
                : "";
    }
}
