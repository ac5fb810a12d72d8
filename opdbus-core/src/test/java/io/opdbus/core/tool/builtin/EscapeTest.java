package io.opdbus.core.tool.builtin;

import static io.opdbus.core.tool.builtin.Calls.list;
import static io.opdbus.core.tool.builtin.Calls.map;
import static io.opdbus.core.tool.builtin.Calls.refused;
import static io.opdbus.core.tool.builtin.Calls.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.core.tool.builtin.Roots.Place;
import io.opdbus.core.tool.builtin.Roots.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside the roots can be read, written or listed. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class EscapeTest {

    @TempDir
    Path top;

    private Path root;
    private Path outside;
    private BuiltinTools tools;

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectory(top.resolve("root"));
        outside = Files.createDirectory(top.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(root.resolve("sub"));
        Files.writeString(root.resolve("sub/secret"), "public");
        tools = BuiltinTools.builder().root(root).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/secret",
                "sub/../../outside/secret",
                "/etc/passwd",
                "../root-sibling",
                "..",
                "/",
                "none/../../outside/secret"
            })
    void textDoesNotLeadOut(String path) {
        refused(tools, ErrorCode.ACCESS_DENIED, "file_read", Map.of("path", path));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_list", Map.of("path", path));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_write", Map.of("path", path, "content", "x"));
    }

    @Test
    void aNameThatBeginsLikeTheRootIsNotInside() throws IOException {
        Files.createDirectory(top.resolve("root2"));
        Files.writeString(top.resolve("root2/secret"), "secret");

        refused(
                tools,
                ErrorCode.ACCESS_DENIED,
                "file_read",
                Map.of("path", top.resolve("root2/secret").toString()));
    }

    @Test
    void linksDoNotLeadOut() throws Exception {
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("directory"), outside);
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("new"));
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside"));
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));

        refused(tools, ErrorCode.ACCESS_DENIED, "file_read", Map.of("path", "file"));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_read", Map.of("path", "directory/secret"));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_read", Map.of("path", "relative/secret"));
        refused(tools, ErrorCode.TOOL_FAILED, "file_read", Map.of("path", "loop"));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_list", Map.of("path", "directory"));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_write", Map.of("path", "file", "content", "x"));
        refused(tools, ErrorCode.ACCESS_DENIED, "file_write", Map.of("path", "directory/new", "content", "x"));
        refused(tools, ErrorCode.TOOL_FAILED, "file_write", Map.of("path", "dangling", "content", "x"));
        refused(
                tools,
                ErrorCode.ACCESS_DENIED,
                "file_write",
                Map.of("path", "relative/a/b", "content", "x", "create_dirs", true));
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside).isDirectoryNotContaining("glob:**/{new,a}");
    }

    @Test
    void aListShowsLinksAndDoesNotFollowThem() throws Exception {
        Files.createSymbolicLink(root.resolve("directory"), outside);

        assertThat(list(tools, "file_list", Map.of("recursive", true)))
                .contains(Map.of("path", "directory", "type", "link", "size", 0L))
                .noneMatch(entry -> entry.get("path").toString().startsWith("directory/"));
    }

    @Test
    void linksInsideARootWork() throws Exception {
        Files.createSymbolicLink(root.resolve("alias"), Path.of("sub"));
        Files.createSymbolicLink(root.resolve("alias.txt"), root.resolve("sub/secret"));

        assertThat(run(tools, "file_read", Map.of("path", "alias/secret"))).isEqualTo("public");
        assertThat(run(tools, "file_read", Map.of("path", "alias.txt"))).isEqualTo("public");
        assertThat(map(tools, "file_write", Map.of("path", "alias.txt", "content", "changed")))
                .containsEntry("path", "sub/secret");
        assertThat(root.resolve("sub/secret")).hasContent("changed");
        assertThat(root.resolve("alias.txt")).isSymbolicLink();
    }

    @Test
    void aRootMayItselfBeReachedThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(top.resolve("link"), root);
        BuiltinTools linked = BuiltinTools.builder().root(link).build();

        assertThat(run(
                        linked,
                        "file_read",
                        Map.of("path", link.resolve("sub/secret").toString())))
                .isEqualTo("public");
        assertThat(run(
                        linked,
                        "file_read",
                        Map.of("path", root.toRealPath().resolve("sub/secret").toString())))
                .isEqualTo("public");
    }

    @Test
    void aDirectorySwappedForALinkAfterTheCheckIsNotEntered() throws Exception {
        Place place = new Roots(List.of(Root.of(root, true))).existing("sub/secret");
        swapForLink();

        assertThatThrownBy(() -> place.openParent(false))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        assertThatThrownBy(() -> place.openParent(true)).isInstanceOf(OpdbusException.class);
    }

    private void swapForLink() throws IOException {
        Files.move(root.resolve("sub"), root.resolve("moved"));
        Files.createSymbolicLink(root.resolve("sub"), outside);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectorySwappedAfterItWasOpenedIsStillTheOldOne() throws Exception {
        Place place = new Roots(List.of(Root.of(root, true))).existing("sub/secret");
        try (Directory directory = place.openParent(false)) {
            assertThat(directory).isInstanceOf(OpenDirectory.class);
            swapForLink();

            new StoredFile(directory, place).replace("x".getBytes(StandardCharsets.UTF_8), call());
        }
        assertThat(root.resolve("moved/secret")).hasContent("x");
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    private static CallContext call() {
        return CallFacts.standalone("test");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileSwappedForALinkIsNotOpened(boolean named) throws Exception {
        try (Directory directory = named
                ? new NamedDirectory(root.toRealPath().resolve("sub"))
                : Directory.at(root.toRealPath().resolve("sub"))) {
            Files.delete(root.resolve("sub/secret"));
            Files.createSymbolicLink(root.resolve("sub/secret"), outside.resolve("secret"));

            assertThatThrownBy(() -> directory.open("secret", Set.of(StandardOpenOption.READ)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() ->
                            directory.open("secret", Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))
                    .isInstanceOf(IOException.class);
            assertThat(directory.attributes("secret").isSymbolicLink()).isTrue();
        }
    }

    @Test
    void whereNoDirectoryCanBeHeldOpenItsPathIsVerified() throws Exception {
        Path real = root.toRealPath();
        try (Directory directory = new NamedDirectory(real).enter("sub")) {
            assertThat(directory.names()).containsExactly("secret");
            StoredFile file = new StoredFile(directory, new Roots(List.of(Root.of(root, true))).existing("sub/secret"));
            file.replace("new".getBytes(StandardCharsets.UTF_8), call());
            assertThat(root.resolve("sub/secret")).hasContent("new");
            swapForLink();

            assertThatThrownBy(() -> directory.open("secret", Set.of(StandardOpenOption.READ)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(directory::names).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> directory.delete("secret")).isInstanceOf(IOException.class);
        }
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void aRacerNeverWins() throws Exception {
        Path link = Files.createSymbolicLink(top.resolve("link"), outside);
        Path moved = top.resolve("moved");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> racer = CompletableFuture.runAsync(() -> {
            try {
                while (!stop.get()) {
                    Files.move(root.resolve("sub"), moved);
                    Files.move(link, root.resolve("sub"));
                    Files.move(root.resolve("sub"), link);
                    Files.move(moved, root.resolve("sub"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            for (int i = 0; i < 2000; i++) {
                try {
                    assertThat(run(tools, "file_read", Map.of("path", "sub/secret")))
                            .isEqualTo("public");
                } catch (OpdbusException refusal) {
                    assertThat(refusal.code()).isIn(ErrorCode.ACCESS_DENIED, ErrorCode.TOOL_FAILED);
                }
            }
        } finally {
            stop.set(true);
            racer.join();
        }
    }
}
