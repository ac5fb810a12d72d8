package io.opdbus.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ProgramLookupTest {

    @TempDir
    Path directory;

    private Path program(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void findsTheFirstExecutableFile() throws IOException {
        Files.createDirectories(directory.resolve("a/tool"));
        Path plain = Files.createDirectories(directory.resolve("b")).resolve("tool");
        Files.createFile(plain);
        Path third = program("c/tool");
        program("d/tool");
        ProgramLookup lookup = ProgramLookup.ofPath("%1$s/none:%1$s/a:%1$s/b:%1$s/c:%1$s/d".formatted(directory));

        assertThat(lookup.find("tool", directory)).contains(third);
    }

    @Test
    void ignoresRelativeAndEmptyEntries() throws IOException {
        program("tool");

        assertThat(ProgramLookup.ofPath(".::bin").directories()).isEmpty();
        assertThat(ProgramLookup.ofPath(".:").find("tool", directory)).isEmpty();
    }

    @Test
    void takesAPathAsItIs() throws IOException {
        Path tool = program("bin/tool");
        ProgramLookup nowhere = ProgramLookup.ofPath("");

        assertThat(nowhere.find(tool.toString(), Path.of("/"))).contains(tool);
        assertThat(nowhere.find("bin/tool", directory)).contains(tool);
        assertThat(nowhere.find("./bin/tool", Path.of("/"))).isEmpty();
    }

    @Test
    void findsNothingForNonsense() {
        assertThat(ProgramLookup.find("")).isEmpty();
        assertThat(ProgramLookup.find("a\0b")).isEmpty();
        assertThat(ProgramLookup.find("opdbus-no-such-program")).isEmpty();
        assertThat(ProgramLookup.find("sh")).isPresent();
        assertThat(ProgramLookup.ofPath(null).find("sh", Path.of("/"))).isPresent();
    }
}
