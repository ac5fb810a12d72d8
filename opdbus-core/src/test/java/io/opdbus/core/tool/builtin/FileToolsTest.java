package io.opdbus.core.tool.builtin;

import static io.opdbus.core.tool.builtin.Calls.list;
import static io.opdbus.core.tool.builtin.Calls.map;
import static io.opdbus.core.tool.builtin.Calls.refused;
import static io.opdbus.core.tool.builtin.Calls.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class FileToolsTest {

    @TempDir
    Path root;

    private BuiltinTools tools;

    @BeforeEach
    void open() {
        tools = BuiltinTools.builder().root(root).maxFileBytes(100).build();
    }

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void offersOnlyWhatIsAllowed() {
        assertThat(names(BuiltinTools.builder().build())).containsExactly("http_get");
        assertThat(names(BuiltinTools.builder().withoutHttp().build())).isEmpty();
        assertThat(names(BuiltinTools.builder().withoutHttp().readOnlyRoot(root).build()))
                .containsExactly("file_read", "file_list");
        assertThat(names(BuiltinTools.builder().root(root).allowProgram("ls").build()))
                .containsExactly("file_read", "file_list", "file_write", "file_restore", "process_run", "http_get");
    }

    private static List<String> names(BuiltinTools tools) {
        return tools.tools().stream().map(tool -> tool.descriptor().name()).toList();
    }

    @Test
    void rejectsBadSettingsAtOnce() {
        BuiltinTools.Builder builder = BuiltinTools.builder();
        assertThatThrownBy(() -> builder.root(root.resolve("none"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.root(write("file", ""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxFileBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.allowProgram("sh").build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void describesItself() {
        for (Tool tool : tools.tools()) {
            assertThat(tool.descriptor().description()).isNotBlank();
            assertThat(tool.descriptor().output()).isPresent();
        }
        assertThat(Calls.named(tools, "file_read").descriptor().hints().readOnly())
                .isTrue();
        assertThat(Calls.named(tools, "file_write").descriptor().hints().destructive())
                .isTrue();
    }

    @Test
    void readsTheText() throws Exception {
        write("docs/requirements.md", "# Gr\u00fc\u00dfe\r\nzwei");

        assertThat(run(tools, "file_read", Map.of("path", "docs/requirements.md")))
                .isEqualTo("# Gr\u00fc\u00dfe\r\nzwei");
        assertThat(run(tools, "file_read", Map.of("path", "./docs/../docs//requirements.md")))
                .isEqualTo("# Gr\u00fc\u00dfe\r\nzwei");
        assertThat(run(
                        tools,
                        "file_read",
                        Map.of("path", root.resolve("docs/requirements.md").toString())))
                .isEqualTo("# Gr\u00fc\u00dfe\r\nzwei");
    }

    @Test
    void readsSomeLinesEvenOfALargeFile() throws Exception {
        write("large", "1\n2\n3\n" + "x".repeat(40_000) + "\nlast");

        assertThat(run(tools, "file_read", Map.of("path", "large", "limit", 2))).isEqualTo("1\n2\n");
        assertThat(run(tools, "file_read", Map.of("path", "large", "offset", 2, "limit", 2)))
                .isEqualTo("2\n3\n");
        assertThat(run(tools, "file_read", Map.of("path", "large", "offset", 5)))
                .isEqualTo("last");
        assertThat(run(tools, "file_read", Map.of("path", "large", "offset", 50)))
                .isEqualTo("");
        assertThat(refused(tools, ErrorCode.OUTPUT_TOO_LARGE, "file_read", Map.of("path", "large")))
                .hasMessageContaining("40011 bytes")
                .hasMessageContaining("offset and limit");
        refused(tools, ErrorCode.OUTPUT_TOO_LARGE, "file_read", Map.of("path", "large", "offset", 4, "limit", 1));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_read", Map.of("path", "large", "offset", 0));
    }

    @Test
    void saysWhyItCannotRead() throws Exception {
        Files.write(root.resolve("binary"), new byte[] {(byte) 0xFF, 0});
        Files.createDirectory(root.resolve("directory"));

        assertThat(refused(tools, ErrorCode.TOOL_FAILED, "file_read", Map.of("path", "none")))
                .hasMessage("cannot use 'none': it does not exist");
        assertThat(refused(tools, ErrorCode.TOOL_FAILED, "file_read", Map.of("path", "binary")))
                .hasMessageContaining("UTF-8");
        refused(tools, ErrorCode.TOOL_FAILED, "file_read", Map.of("path", "directory"));
        refused(tools, ErrorCode.TOOL_FAILED, "file_read", Map.of("path", "."));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_read", Map.of("path", "a\0b"));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_read", Map.of());
    }

    @Test
    void writesAllOrNothing() throws Exception {
        Map<String, Object> result = map(tools, "file_write", Map.of("path", "a.txt", "content", "gr\u00fcn"));

        assertThat(result)
                .containsEntry("path", "a.txt")
                .containsEntry("bytes", 5L)
                .containsEntry("created", true)
                .doesNotContainKey("previous");
        assertThat(root.resolve("a.txt")).hasContent("gr\u00fcn");
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_write", Map.of("path", "a.txt", "content", "x".repeat(101)));
        assertThat(root.resolve("a.txt")).hasContent("gr\u00fcn");
        assertThat(entries(root)).containsExactly("a.txt");
    }

    private static List<String> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsThePermissionsOfWhatItReplaces() throws Exception {
        Path script = write("run.sh", "old");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));

        assertThat(map(tools, "file_write", Map.of("path", "run.sh", "content", "new")))
                .containsEntry("created", false);

        assertThat(script).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void makesDirectoriesWhenAsked() throws Exception {
        Map<String, Object> deep = Map.of("path", "a/b/c.txt", "content", "x");
        assertThat(refused(tools, ErrorCode.TOOL_FAILED, "file_write", deep)).hasMessageContaining("create_dirs");
        assertThat(root.resolve("a")).doesNotExist();

        Map<String, Object> made = new HashMap<>(deep);
        made.put("create_dirs", true);
        assertThat(map(tools, "file_write", made)).containsEntry("path", "a/b/c.txt");
        assertThat(root.resolve("a/b/c.txt")).hasContent("x");
    }

    @Test
    void willNotWriteOverWhatIsNoFile() throws Exception {
        Files.createDirectory(root.resolve("directory"));
        write("file", "");

        refused(tools, ErrorCode.TOOL_FAILED, "file_write", Map.of("path", "directory", "content", ""));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_write", Map.of("path", ".", "content", ""));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_write", Map.of("path", "file/below", "content", ""));
    }

    @Test
    void protectsAReadOnlyRootInsideARoot() throws Exception {
        write("vendor/lib.txt", "lib");
        BuiltinTools guarded = BuiltinTools.builder()
                .root(root)
                .readOnlyRoot(root.resolve("vendor"))
                .build();

        assertThat(run(guarded, "file_read", Map.of("path", "vendor/lib.txt"))).isEqualTo("lib");
        assertThat(refused(
                        guarded,
                        ErrorCode.ACCESS_DENIED,
                        "file_write",
                        Map.of("path", "vendor/lib.txt", "content", "")))
                .hasMessageContaining("read-only");
    }

    @Test
    void undoesACreation() throws Exception {
        Map<String, Object> written = map(tools, "file_write", Map.of("path", "new.txt", "content", "x"));

        assertThat(map(tools, "file_restore", Map.of("written", written))).containsEntry("restored", true);
        assertThat(root.resolve("new.txt")).doesNotExist();
        assertThat(map(tools, "file_restore", Map.of("written", written))).containsEntry("restored", false);
    }

    @Test
    void undoesAReplacement() throws Exception {
        write("a.txt", "before");
        Map<String, Object> written =
                map(tools, "file_write", Map.of("path", "a.txt", "content", "after", "keep_previous", true));
        assertThat(written).containsEntry("previous", "before");

        assertThat(map(tools, "file_restore", Map.of("written", written))).containsEntry("restored", true);
        assertThat(root.resolve("a.txt")).hasContent("before");
        assertThat(map(tools, "file_restore", Map.of("written", written))).containsEntry("restored", false);
    }

    @Test
    void doesNotUndoWhatSomebodyElseChanged() throws Exception {
        Map<String, Object> written = map(tools, "file_write", Map.of("path", "a.txt", "content", "x"));
        write("a.txt", "precious");

        assertThat(refused(tools, ErrorCode.TOOL_FAILED, "file_restore", Map.of("written", written)))
                .hasMessageContaining("changed since");
        assertThat(root.resolve("a.txt")).hasContent("precious");
    }

    @Test
    void cannotUndoWithoutThePreviousText() throws Exception {
        write("a.txt", "before");
        Map<String, Object> written = map(tools, "file_write", Map.of("path", "a.txt", "content", "after"));

        assertThat(refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_restore", Map.of("written", written)))
                .hasMessageContaining("keep_previous");
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_restore", Map.of("written", Map.of("path", "a.txt")));
    }

    @Test
    void writesNothingWherePreviousTextCannotBeKept() throws Exception {
        write("a.txt", "y".repeat(101));

        refused(
                tools,
                ErrorCode.OUTPUT_TOO_LARGE,
                "file_write",
                Map.of("path", "a.txt", "content", "x", "keep_previous", true));
        assertThat(root.resolve("a.txt")).hasContent("y".repeat(101));
    }

    @Test
    void listsSortedByPath() throws Exception {
        write("b.txt", "12345");
        write("a/z.rs", "");
        write("a/deep/y.rs", "");
        write(".git/config", "");

        assertThat(list(tools, "file_list", Map.of()))
                .containsExactly(
                        Map.of("path", "a", "type", "directory", "size", 0L),
                        Map.of("path", "b.txt", "type", "file", "size", 5L));
        assertThat(paths(Map.of("recursive", true))).containsExactly("a", "a/deep", "a/deep/y.rs", "a/z.rs", "b.txt");
        assertThat(paths(Map.of("hidden", true))).containsExactly(".git", "a", "b.txt");
        assertThat(paths(Map.of("recursive", true, "glob", "*.rs"))).containsExactly("a/deep/y.rs", "a/z.rs");
        assertThat(paths(Map.of("recursive", true, "glob", "a/*.rs"))).containsExactly("a/z.rs");
        assertThat(paths(Map.of("path", "a", "recursive", true, "glob", "**/*.rs")))
                .containsExactly("a/deep/y.rs", "a/z.rs");
        assertThat(paths(Map.of("path", "a"))).containsExactly("a/deep", "a/z.rs");
    }

    private List<Object> paths(Map<String, ?> arguments) throws Exception {
        return list(tools, "file_list", arguments).stream()
                .map(entry -> entry.get("path"))
                .toList();
    }

    @Test
    void namesEntriesOfAnotherRootSoThatTheyCanBeRead(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("x.txt"), "other");
        BuiltinTools two = BuiltinTools.builder().root(root).readOnlyRoot(other).build();

        List<Map<String, Object>> entries = list(two, "file_list", Map.of("path", other.toString()));

        assertThat(run(two, "file_read", Map.of("path", entries.get(0).get("path"))))
                .isEqualTo("other");
    }

    @Test
    void boundsTheList() throws Exception {
        for (int i = 0; i < 5; i++) {
            write("f" + i, "");
        }

        assertThat(paths(Map.of("max_entries", 5))).hasSize(5);
        assertThat(refused(tools, ErrorCode.OUTPUT_TOO_LARGE, "file_list", Map.of("max_entries", 4)))
                .hasMessageContaining("more than 4 entries");
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_list", Map.of("max_entries", 10_001));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "file_list", Map.of("glob", "[a"));
        refused(tools, ErrorCode.TOOL_FAILED, "file_list", Map.of("path", "none"));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_list", Map.of("path", "f1"));
    }
}
