package io.opdbus.core.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.api.skill.Skill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillLoaderTest {

    @TempDir
    Path root;

    @Test
    void readsEveryField() throws IOException {
        Path folder = write("code-review", """
                ---
                name: code-review
                description: Reviews code. Use it when a change is to be judged.
                license: Apache-2.0
                compatibility: Needs git
                metadata:
                  version: "1.2"
                  priority: "5"
                  author: ada
                allowed-tools: file_read git(status:*, log -1) file_list
                ---

                # Review

                Look twice.
                """);
        LoadedSkill loaded = SkillLoader.strict().load(folder);
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.skill())
                .contains(new Skill(
                        "code-review",
                        "Reviews code. Use it when a change is to be judged.",
                        "1.2",
                        "Apache-2.0",
                        "Needs git",
                        Map.of("version", "1.2", "priority", "5", "author", "ada"),
                        List.of("file_read", "git(status:*, log -1)", "file_list"),
                        5,
                        "# Review\n\nLook twice.",
                        java.util.Optional.of(folder.toAbsolutePath())));
    }

    @Test
    void needsNothingButNameAndDescription() throws IOException {
        Skill skill = good(write("a1", "---\nname: a1\ndescription: d\n---"));
        assertThat(skill.content()).isEmpty();
        assertThat(skill.version()).isEmpty();
        assertThat(skill.priority()).isZero();
        assertThat(skill.allowedTools()).isEmpty();
    }

    @Test
    void lineEndsAndByteOrderMarkDoNotMatter() throws IOException {
        Skill unix = good(write("a", "---\nname: a\ndescription: d\n---\none\ntwo\n"));
        Path windows = write("a", "\uFEFF---\r\nname: a\r\ndescription: d\r\n---\r\none\r\ntwo\r\n");
        assertThat(good(windows).sha256()).isEqualTo(unix.sha256());
    }

    @Test
    void aLineOfHyphensInTheBodyIsBody() throws IOException {
        Skill skill = good(write("a", "---\nname: a\ndescription: d\n---\none\n---\ntwo\n"));
        assertThat(skill.content()).isEqualTo("one\n---\ntwo");
    }

    @Test
    @DisplayName("R1: everything that is wrong is listed with file, line and column")
    void namesEveryProblemAndItsPlace() throws IOException {
        Path folder = write("code-review", """
                ---
                name: Code_Review
                descripton: typo
                allowed-tools: [a, b]
                metadata:
                  version: 1.2
                  priority: high
                ---
                """);
        assertThat(problems(SkillLoader.strict().load(folder), folder))
                .containsExactly(
                        "SKILL.md:2:7: error: 'name' must consist of lower-case letters, digits and single hyphens between "
                                + "them, at most 64, is 'Code_Review'",
                        "SKILL.md:3:1: error: unknown key 'descripton'; did you mean 'description'?",
                        "SKILL.md:4:16: error: 'allowed-tools' must be one string with blanks between the tools, is a list",
                        "SKILL.md:6:12: error: 'version' must be a string; put it in quotes",
                        "SKILL.md:7:13: error: 'priority' must be a whole number in quotes, is 'high'");
    }

    @Test
    void theNameIsThatOfTheFolder() throws IOException {
        Path folder = write("review", "---\nname: code-review\ndescription: d\n---\n");
        assertThat(problems(SkillLoader.strict().load(folder), folder))
                .containsExactly(
                        "SKILL.md:2:7: error: 'name' must be that of the skill's folder, 'review', is 'code-review'; rename "
                                + "one");
    }

    @Test
    void refusesNamesOfAnotherForm() throws IOException {
        for (String name : List.of("-a", "a-", "a--b", "A", "a_b", "\u00e4", "a".repeat(65))) {
            Path folder = write("x", "---\nname: \"" + name + "\"\ndescription: d\n---\n");
            assertThat(SkillLoader.strict().load(folder).skill()).as(name).isEmpty();
        }
        assertThat(SkillLoader.strict()
                        .load(write("a".repeat(64), "---\nname: " + "a".repeat(64) + "\ndescription: d\n---\n"))
                        .skill())
                .isPresent();
    }

    @Test
    void boundsTheTexts() throws IOException {
        Path fits = write(
                "a",
                "---\nname: a\ndescription: " + "d".repeat(1024) + "\ncompatibility: " + "c".repeat(500) + "\n---\n");
        assertThat(SkillLoader.strict().load(fits).problems()).isEmpty();
        Path folder = write(
                "a",
                "---\nname: a\ndescription: " + "d".repeat(1025) + "\ncompatibility: " + "c".repeat(501) + "\n---\n");
        assertThat(problems(SkillLoader.strict().load(folder), folder))
                .containsExactly(
                        "SKILL.md:3:14: error: the text has 1025 characters; at most 1024 are allowed",
                        "SKILL.md:4:16: error: the text has 501 characters; at most 500 are allowed");
    }

    @Test
    void neitherModeTakesASkillWithoutDescription() throws IOException {
        for (String line : List.of("", "description: \"  \"\n", "description:\n", "description: 7\n")) {
            Path folder = write("a", "---\nname: a\n" + line + "---\n");
            assertThat(SkillLoader.lenient().load(folder).skill()).as(line).isEmpty();
            assertThat(SkillLoader.strict().load(folder).skill()).as(line).isEmpty();
        }
    }

    @Test
    void aLenientLoaderTakesWhatCanBeUnderstood() throws IOException {
        Path folder = write("review", """
                ---
                name: Code_Review
                description: Use when: code is to be judged
                argument-hint: "[file]"
                allowed-tools: Read, Grep
                metadata:
                  version: 1.2
                ---
                body
                """);
        LoadedSkill loaded = SkillLoader.lenient().load(folder);
        Skill skill = loaded.skill().orElseThrow();
        assertThat(skill.name()).isEqualTo("Code_Review");
        assertThat(skill.description()).isEqualTo("Use when: code is to be judged");
        assertThat(skill.allowedTools()).containsExactly("Read", "Grep");
        assertThat(skill.version()).isEqualTo("1.2");
        assertThat(loaded.problems()).hasSize(4).extracting(Problem::severity).containsOnly(Problem.Severity.WARNING);
        assertThat(SkillLoader.strict().load(folder).skill()).isEmpty();
    }

    @Test
    void needsFrontMatter() throws IOException {
        for (String text : List.of("", "# Title\n", "---\nname: a\n", "text\n---\nname: a\n---\n")) {
            Path folder = write("a", text);
            LoadedSkill loaded = SkillLoader.lenient().load(folder);
            assertThat(loaded.skill()).as(text).isEmpty();
            assertThat(problems(loaded, folder)).singleElement().asString().contains("front matter");
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThat(SkillLoader.lenient().load(empty).problems().toString()).contains("there is no such file");
        Path foreign = write("a", "");
        Files.write(foreign.resolve("SKILL.md"), new byte[] {'-', (byte) 0xC3, '('});
        assertThat(SkillLoader.lenient().load(foreign).problems().toString()).contains("not UTF-8");
    }

    @Test
    @DisplayName("R19: a SKILL.md of more than 1 MiB is refused")
    void boundsTheFile() throws IOException {
        Path folder = write("a", "---\nname: a\ndescription: d\n---\n" + "x".repeat(SkillLoader.MAX_BYTES));
        assertThat(SkillLoader.lenient().load(folder).problems().toString()).contains("larger than 1048576 bytes");
    }

    @Test
    void refusesALinkThatLeadsOut() throws IOException {
        Path outside = root.resolve("outside.md");
        Files.writeString(outside, "---\nname: a\ndescription: d\n---\nsecret");
        Path folder = Files.createDirectory(root.resolve("a"));
        Files.createSymbolicLink(folder.resolve("SKILL.md"), outside);
        LoadedSkill loaded = SkillLoader.lenient().load(folder);
        assertThat(loaded.skill()).isEmpty();
        assertThat(loaded.problems().toString()).contains("leads out of the skill's folder");
    }

    private static Skill good(Path folder) {
        LoadedSkill loaded = SkillLoader.strict().load(folder);
        assertThat(loaded.problems()).isEmpty();
        return loaded.skill().orElseThrow();
    }

    private static List<String> problems(LoadedSkill loaded, Path folder) {
        return loaded.problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.write(folder.resolve("SKILL.md"), text.getBytes(StandardCharsets.UTF_8));
        return folder;
    }
}
