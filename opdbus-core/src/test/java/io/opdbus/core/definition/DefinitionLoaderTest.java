package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionLoaderTest {

    private static final String GOOD = "workstack: %s\nphases: [{id: a}]\n";

    private final Problems problems = new Problems();
    private final DefinitionLoader loader = new DefinitionLoader(problems);

    @TempDir
    Path folder;

    private List<String> ids() {
        return loader.workstacks().stream()
                .map(loaded -> loaded.workstack().id())
                .toList();
    }

    private List<String> told() {
        return problems.sorted().stream()
                .map(Problem::toString)
                .map(line -> line.replace(folder.toString(), "DIR"))
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aFolderIsReadInTheOrderOfNames() throws IOException {
        write("b.yml", GOOD.formatted("two"));
        write("a.yaml", GOOD.formatted("one"));
        write("c.json", "{\"workstack\": \"three\", \"phases\": [{\"id\": \"a\"}]}");
        write("notes.txt", "not read");
        write(".hidden.yaml", "not: read");
        Files.createDirectory(folder.resolve("d.yaml"));
        loader.load(folder);
        assertThat(told()).isEmpty();
        assertThat(ids()).containsExactly("one", "two", "three");
    }

    @Test
    void whatIsWrongInOneFileDoesNotHideTheOthers() throws IOException {
        write("a.yaml", GOOD.formatted("one") + "needs: []\n");
        write("b.yaml", GOOD.formatted("two"));
        write("c.yaml", "nothing: here\n");
        write("d.yaml", "workflow: x\nnodes: []\n");
        write("e.yaml", GOOD.formatted("two"));
        write("f.yaml", "a: [\n");
        loader.load(folder).load(folder.resolve("missing.yaml"));
        assertThat(ids()).containsExactly("two");
        assertThat(told())
                .containsExactly(
                        "DIR/a.yaml:3:1: error: unknown key 'needs'; use 'depends_on' in a phase",
                        "DIR/c.yaml:1:1: error: this is no definition: the key 'workstack', which gives its id, is missing",
                        "DIR/d.yaml:1:1: error: this version of opdbus does not run workflows, only workstacks",
                        "DIR/e.yaml:1:12: error: workstack 'two' is defined already, at DIR/b.yaml:1:12",
                        "DIR/f.yaml:2:1: error: a value is missing before the end of the text",
                        "DIR/missing.yaml: error: there is no such file");
    }

    @Test
    void resourcesAreRead() {
        ClassLoader classes = DefinitionLoaderTest.class.getClassLoader();
        loader.loadResource(classes, "definitions/good/minimal.yaml")
                .loadResource(classes, "definitions/good/minimal.json")
                .loadResource(classes, "definitions/none.yaml")
                .loadResource(classes, "definitions/bad/needs.yaml");
        assertThat(ids()).containsExactly("minimal", "minimal_json");
        assertThat(told())
                .containsExactly(
                        "classpath:definitions/none.yaml: error: there is no such resource",
                        "classpath:definitions/bad/needs.yaml:6:5: error: unknown key 'needs'; use 'depends_on'");
    }

    @Test
    void limitsHold() throws IOException {
        Path file = write("a.yaml", GOOD.formatted("one"));
        new DefinitionLoader(problems, SourceLimits.DEFAULT.withMaxBytes(10)).load(file);
        assertThat(told())
                .containsExactly("DIR/a.yaml: error: the text is larger than 10 bytes (SourceLimits.maxBytes)");
    }
}
