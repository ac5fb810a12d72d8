package io.opdbus.core.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.skill.Skill;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillRegistryTest {

    @TempDir
    Path root;

    @Test
    void hyphenAndUnderscoreAreAlikeAndAUniqueBeginningSuffices() {
        SkillRegistry registry = registry("architecture-patterns", "microservices-patterns", "micro");
        assertThat(registry.get("architecture_patterns").name()).isEqualTo("architecture-patterns");
        assertThat(registry.get("arch").name()).isEqualTo("architecture-patterns");
        assertThat(registry.get("microservices").name()).isEqualTo("microservices-patterns");
        assertThat(registry.get("micro").name()).as("a whole name wins").isEqualTo("micro");
        assertThat(registry.find("architecture_patterns")).isPresent();
        assertThat(registry.find("arch")).isEmpty();
    }

    @Test
    void skillsMadeInCodeMayHaveUnderscores() {
        SkillRegistry registry = registry("rest_api");
        assertThat(registry.get("rest-api").name()).isEqualTo("rest_api");
        assertThatThrownBy(() -> registry("Rest")).hasMessageContaining("'Rest'");
        assertThatThrownBy(() -> registry("rest_api", "rest-api"))
                .asInstanceOf(type(OpdbusException.class))
                .extracting(OpdbusException::code)
                .isEqualTo(ErrorCode.DUPLICATE_NAME);
    }

    @Test
    void anAmbiguousBeginningListsTheCandidates() {
        assertThatThrownBy(() -> registry("rest-api", "rest-client", "grpc").get("rest_"))
                .asInstanceOf(type(UnknownNameException.class))
                .satisfies(ambiguous -> {
                    assertThat(ambiguous.code()).isEqualTo(ErrorCode.AMBIGUOUS_NAME);
                    assertThat(ambiguous.candidates()).containsExactly("rest-api", "rest-client");
                });
    }

    @Test
    void anUnknownNameComesWithTheNearest() {
        assertThatThrownBy(() -> registry("code-review").get("code_reviw"))
                .asInstanceOf(type(UnknownNameException.class))
                .satisfies(unknown -> {
                    assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
                    assertThat(unknown.candidates()).containsExactly("code-review");
                    assertThat(unknown).hasMessageContaining("did you mean 'code-review'?");
                });
        assertThatThrownBy(() -> registry("code-review").get("")).isInstanceOf(UnknownNameException.class);
    }

    @Test
    void activatesInTheOrderOfPriorityAndThenOfNames() {
        SkillRegistry registry = SkillRegistry.builder()
                .add(skill("b", 0, "B"))
                .add(skill("a", 0, "A"))
                .add(skill("z", 9, "Z"))
                .add(skill("low", -1, "L"))
                .build();
        assertThat(registry.activate(List.of("low", "a", "b", "z", "a")))
                .extracting(ActiveSkill::name)
                .containsExactly("z", "a", "b", "low");
        assertThat(registry.activate(List.of())).isEmpty();
        ActiveSkill active = registry.activate(List.of("a")).get(0);
        assertThat(active.content()).isEqualTo("A");
        assertThat(active.sha256()).isEqualTo(registry.get("a").sha256());
    }

    @Test
    @DisplayName("R19: what does not fit the budget is an error that names sizes; nothing is left out in silence")
    void theBudgetIsKept() {
        SkillRegistry registry = SkillRegistry.builder()
                .add(skill("small", 0, "\u00e9".repeat(20)))
                .add(skill("large", 0, "x".repeat(61)))
                .budget(100)
                .build();
        assertThat(registry.activate(List.of("small"))).hasSize(1);
        assertThatThrownBy(() -> registry.activate(List.of("small", "large")))
                .asInstanceOf(type(OpdbusException.class))
                .satisfies(tooLarge -> {
                    assertThat(tooLarge.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(tooLarge)
                            .hasMessageContaining("101 bytes together, 100 are allowed (large 61, small 40)");
                });
    }

    @Test
    void theNearerWinsWithAWarningThatNamesBoth() throws IOException {
        Path given = root.resolve("given");
        Path project = root.resolve("project");
        Path home = root.resolve("home");
        write(given.resolve("a"), "a", "given");
        write(project.resolve(".agents/skills/a"), "a", "project");
        write(project.resolve(".agents/skills/b"), "b", "project");
        write(home.resolve(".agents/skills/b"), "b", "home");
        write(home.resolve(".agents/skills/c"), "c", "home");
        SkillRegistry registry = SkillRegistry.builder()
                .add(Skill.of("made", "d", "code"))
                .userHome(home)
                .project(project)
                .folder(given)
                .build();
        assertThat(registry.skills())
                .extracting(skill -> skill.name() + " " + skill.content())
                .containsExactly("a given", "b project", "c home", "made code");
        assertThat(registry.warnings()).hasSize(2);
        assertThat(registry.warnings().get(0).toString())
                .contains(project.resolve(".agents/skills/a/SKILL.md").toString())
                .contains("hidden")
                .contains(given.resolve("a/SKILL.md").toString());
    }

    @Test
    void aBrokenSkillStopsTheBuildWhereItWasGivenAndIsLeftOutElsewhere() throws IOException {
        Path given = root.resolve("given");
        write(given.resolve("good"), "good", "x");
        Files.createDirectories(given.resolve("bad"));
        Files.writeString(given.resolve("bad/SKILL.md"), "no front matter");
        Files.createDirectories(given.resolve("no-skill"));
        assertThatThrownBy(() -> SkillRegistry.builder().folder(given).build())
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("bad/SKILL.md:1:1");
        Path project = root.resolve("project");
        Files.createDirectories(project.resolve(".agents"));
        Files.move(given, project.resolve(".agents/skills"));
        SkillRegistry registry = SkillRegistry.builder()
                .project(project)
                .userHome(root.resolve("nobody"))
                .build();
        assertThat(registry.skills()).extracting(Skill::name).containsExactly("good");
        assertThat(registry.warnings())
                .singleElement()
                .asString()
                .contains("warning")
                .contains("left out");
    }

    @Test
    void oneSkillsFolderMayBeGiven() throws IOException {
        Path folder = root.resolve("only");
        write(folder, "only", "x");
        assertThat(SkillRegistry.builder().folder(folder).build().get("only").directory())
                .contains(folder);
        assertThatThrownBy(() ->
                        SkillRegistry.builder().folder(root.resolve("missing")).build())
                .hasMessageContaining("missing")
                .hasMessageContaining("cannot be read");
    }

    @Test
    void readsFilesOfTheFolderAndNoOthers() throws IOException {
        Path folder = root.resolve("skills/a");
        write(folder, "a", "x");
        Files.createDirectories(folder.resolve("references"));
        Files.writeString(folder.resolve("references/more.md"), "more");
        Path secret = Files.writeString(root.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("link.txt"), secret);
        SkillRegistry registry =
                SkillRegistry.builder().folder(root.resolve("skills")).build();
        assertThat(new String(registry.readFile("a", "references/more.md"), StandardCharsets.UTF_8))
                .isEqualTo("more");
        assertThat(registry.files("a")).contains("SKILL.md", "references/more.md");
        for (String path : List.of(
                "../../secret.txt", "references/../../../secret.txt", secret.toString(), "link.txt", "", ".", "..")) {
            assertThatThrownBy(() -> registry.readFile("a", path))
                    .as(path)
                    .asInstanceOf(type(OpdbusException.class))
                    .extracting(OpdbusException::code)
                    .isEqualTo(ErrorCode.ACCESS_DENIED);
        }
        assertThatThrownBy(() -> registry.readFile("a", "nothing.md"))
                .asInstanceOf(type(OpdbusException.class))
                .extracting(OpdbusException::code)
                .isEqualTo(ErrorCode.UNKNOWN_NAME);
        Files.write(folder.resolve("big.bin"), new byte[SkillRegistry.MAX_FILE + 1]);
        assertThatThrownBy(() -> registry.readFile("a", "big.bin")).hasMessageContaining("larger than");
        SkillRegistry made = registry("made");
        assertThat(made.files("made")).isEmpty();
        assertThatThrownBy(() -> made.readFile("made", "x")).hasMessageContaining("made in code");
    }

    @Test
    void aFolderThatIsALinkToElsewhereIsLeftOut() throws IOException {
        write(root.resolve("elsewhere"), "a", "x");
        Path skills = Files.createDirectories(root.resolve("project/.agents/skills"));
        Files.createSymbolicLink(skills.resolve("a"), root.resolve("elsewhere"));
        SkillRegistry registry =
                SkillRegistry.builder().project(root.resolve("project")).build();
        assertThat(registry.skills()).isEmpty();
        assertThat(registry.warnings()).singleElement().asString().contains("leads out");
    }

    @Test
    void findsSkillsOnTheClassPath() throws IOException {
        Path jar = root.resolve("skills.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String directory : List.of(
                    "META-INF/", "META-INF/skills/", "META-INF/skills/packed/", "META-INF/skills/packed/more/")) {
                out.putNextEntry(new JarEntry(directory));
            }
            out.putNextEntry(new JarEntry("META-INF/skills/packed/SKILL.md"));
            out.write(text("packed", "from a jar").getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("META-INF/skills/packed/more/file.md"));
            out.write("beside".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("outside.md"));
        }
        Path classes = root.resolve("classes");
        write(classes.resolve("META-INF/skills/loose"), "loose", "from a directory");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {jar.toUri().toURL(), classes.toUri().toURL()}, null)) {
            SkillRegistry registry = SkillRegistry.builder().classPath(loader).build();
            assertThat(registry.warnings()).isEmpty();
            assertThat(registry.skills())
                    .extracting(skill -> skill.name() + " " + skill.content())
                    .containsExactly("loose from a directory", "packed from a jar");
            assertThat(registry.get("packed").directory()).isEqualTo(Optional.empty());
            assertThat(registry.files("packed")).containsExactly("SKILL.md", "more/file.md");
            assertThat(new String(registry.readFile("packed", "more/file.md"), StandardCharsets.UTF_8))
                    .isEqualTo("beside");
            assertThatThrownBy(() -> registry.readFile("packed", "../../../outside.md"))
                    .asInstanceOf(type(OpdbusException.class))
                    .extracting(OpdbusException::code)
                    .isEqualTo(ErrorCode.ACCESS_DENIED);
        }
    }

    @Test
    void listsTheCatalogue() {
        SkillRegistry registry = SkillRegistry.builder()
                .add(Skill.of("b", "two\n lines", ""))
                .add(Skill.of("a", "one", ""))
                .build();
        assertThat(registry.catalogue()).isEqualTo("a: one\nb: two lines");
        assertThat(SkillRegistry.empty().catalogue()).isEmpty();
    }

    @Test
    void tellsWhichToolsASkillAllows() {
        Skill strict =
                new Skill("strict-one", "d", "", "", "", Map.of(), List.of("file_read"), 0, "", Optional.empty());
        SkillRegistry registry = SkillRegistry.builder().add(strict).build();
        assertThat(registry.allowedTools("strict_one")).containsExactly("file_read");
        assertThat(registry.allowedTools("unknown")).isEmpty();
    }

    private static SkillRegistry registry(String... names) {
        SkillRegistryBuilder builder = SkillRegistry.builder();
        for (String name : names) {
            builder.add(Skill.of(name, "about " + name, "content"));
        }
        return builder.build();
    }

    private static Skill skill(String name, int priority, String content) {
        return new Skill(name, "d", "", "", "", Map.of(), List.of(), priority, content, Optional.empty());
    }

    private static void write(Path folder, String name, String body) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("SKILL.md"), text(name, body));
    }

    private static String text(String name, String body) {
        return "---\nname: " + name + "\ndescription: d\n---\n" + body + "\n";
    }
}
