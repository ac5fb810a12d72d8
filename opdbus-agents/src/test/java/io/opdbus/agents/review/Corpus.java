package io.opdbus.agents.review;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Snippets with a planted defect, and clean ones that look like it. In a resource, each begins with a line {@code #### planted
 * RULE path} or {@code #### clean RULE path}; a section sign ends the line of the defect, and broken bars, which keep the
 * credentials from being taken for real ones by other tools, are dropped.
 */
final class Corpus {
    /**
     * One snippet.
     *
     * @param planted whether the rule is broken
     * @param rule the rule that is broken, or nearly
     * @param file the snippet
     * @param line where the rule is broken; 0 where the snippet does not tell
     */
    record Snippet(boolean planted, String rule, SourceFile file, int line) {
        String agent() {
            return rule.substring(0, rule.indexOf('-'));
        }
    }

    static final List<String> RESOURCES =
            List.of("java", "kotlin", "python", "rust", "go", "javascript", "c", "shell", "mixed");

    private Corpus() {}

    static List<Snippet> load(String resource) {
        List<Snippet> snippets = new ArrayList<>();
        for (String part : read("corpus/" + resource + ".txt").split("(?m)^#### ")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                String[] head = part.substring(0, end).trim().split(" ");
                snippets.add(snippet(head[0].equals("planted"), head[1], head[2], part.substring(end + 1)));
            }
        }
        return snippets;
    }

    private static Snippet snippet(boolean planted, String rule, String path, String marked) {
        int mark = marked.indexOf('§');
        int line = mark < 0 ? 0 : (int) marked.substring(0, mark).lines().count();
        String text = marked.replace("§", "").replace("¦", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        Language language = Language.ofFileName(name).orElseThrow();
        return new Snippet(planted, rule, SourceFile.of(path, language, text), line);
    }

    private static String read(String name) {
        try (InputStream in = Corpus.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
