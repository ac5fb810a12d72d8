package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.Validation;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.config.WorkstacksConfig;
import io.opdbus.core.source.Problems;
import io.opdbus.examples.Document.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the documentation is code that runs, a definition that compiles, or a file that is there. */
class SnippetsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    static Stream<Block> java() {
        return blocks("java");
    }

    static Stream<Block> yaml() {
        return blocks("yaml");
    }

    static Stream<Block> toml() {
        return blocks("toml");
    }

    static Stream<Document> documents() {
        return Document.all().stream();
    }

    private static Stream<Block> blocks(String language) {
        return Document.all().stream().flatMap(document -> document.blocks(language).stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void java(Block block) {
        assertThat(block.mark()).as("the comment before %s", block).startsWith("snippet: ");
        Map<String, String> regions = Regions.all();
        String region = block.mark().substring("snippet: ".length());
        assertThat(regions).as("the regions, for %s", block).containsKey(region);
        assertThat(block.text()).as("%s, which is %s", block, region).isEqualTo(regions.get(region));
    }

    /**
     * A definition compiles without a word; a list of phases does as part of one; what is refused is refused with the words
     * that follow it.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void yaml(Block block, @TempDir Path folder) throws Exception {
        String name = "definition.yaml";
        Path file = folder.resolve(name);
        String phases = "workstack: fragment\nphases:\n" + block.text().indent(2);
        Files.writeString(file, block.mark().equals("phases") ? phases : block.text());
        try (OrchestratedExecutor executor = DocumentedHost.executor(folder)) {
            Validation validation = executor.validate(file);
            String problems = validation.problems().stream()
                    .map(problem -> problem.toString().replace(file.toString(), name) + "\n")
                    .collect(Collectors.joining());
            switch (block.mark()) {
                case "definition", "phases" ->
                    assertThat(problems).as("%s", block).isEmpty();
                case "refused" -> assertThat(answer(block)).as("%s", block).isEqualTo(problems);
                default ->
                    throw new AssertionError(block + " is marked neither as definition, nor phases, nor refused");
            }
        }
    }

    private static String answer(Block refused) {
        List<Block> blocks = Document.of(refused.document()).blocks();
        Block next = blocks.get(blocks.indexOf(refused) + 1);
        assertThat(next.language()).as("%s", next).isEqualTo("text");
        return next.text();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void toml(Block block) {
        Problems problems = new Problems();
        switch (block.mark()) {
            case "agents.toml" -> AgentsConfig.parse("agents.toml", block.text(), Map.of(), problems);
            case "workstacks.toml" -> WorkstacksConfig.parse("workstacks.toml", block.text(), problems);
            default -> throw new AssertionError(block + " is marked neither as agents.toml nor as workstacks.toml");
        }
        assertThat(problems.sorted()).as("%s", block).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void links(Document document) {
        List<String> broken = new ArrayList<>();
        Path folder = Document.ROOT.resolve(document.name()).getParent();
        Matcher links = LINK.matcher(document.prose());
        while (links.find()) {
            String[] link = links.group(1).split("#", 2);
            if (link[0].startsWith("https://")) {
                continue;
            }
            Path target = link[0].isEmpty()
                    ? Document.ROOT.resolve(document.name())
                    : folder.resolve(link[0]).normalize();
            boolean there = Files.exists(target);
            if (!there || link.length > 1 && !anchors(target).contains(link[1])) {
                broken.add(links.group(1));
            }
        }
        assertThat(broken).as("broken links of %s", document.name()).isEmpty();
    }

    private static Set<String> anchors(Path target) {
        Set<String> anchors = new HashSet<>();
        String name = Document.ROOT.relativize(target).toString().replace('\\', '/');
        for (String line : Document.of(name).prose().split("\n")) {
            if (line.startsWith("#")) {
                String title = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
                anchors.add(title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
            }
        }
        return anchors;
    }

    @Test
    void everyRegionIsShownSomewhere() {
        Set<String> shown =
                java().map(block -> block.mark().replace("snippet: ", "")).collect(Collectors.toSet());
        assertThat(Regions.all().keySet()).as("regions that no page shows").isSubsetOf(shown);
    }
}
