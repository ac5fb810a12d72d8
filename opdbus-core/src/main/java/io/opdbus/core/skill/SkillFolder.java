package io.opdbus.core.skill;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A skill's folder on disk or inside a jar. What is read lies inside it: neither {@code ..} nor a link leads out.
 *
 * @param jar the jar that holds the folder, or null
 * @param path the folder, as a path of the disk or of the jar
 */
record SkillFolder(@Nullable Path jar, String path) {

    private static final int MAX_LISTED = 1_000;
    private static final int MAX_LISTED_DEPTH = 16;

    /** Something done with a folder while it is open. */
    interface Action<T> {
        T with(Path folder) throws IOException;
    }

    static SkillFolder onDisk(Path folder) {
        return new SkillFolder(null, folder.toString());
    }

    static SkillFolder inJar(Path jar, String path) {
        return new SkillFolder(jar, path);
    }

    /** The last name of the path. */
    String name() {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Path last = Path.of(plain).toAbsolutePath().normalize().getFileName();
        return last == null ? "" : last.toString();
    }

    /** How messages call a file of this folder. */
    String describe(String file) {
        String inside = path.endsWith("/") ? path + file : path + "/" + file;
        return jar == null ? Path.of(path).resolve(file).toString() : jar + "!/" + inside;
    }

    Optional<Path> directory() {
        return jar == null ? Optional.of(Path.of(path).toAbsolutePath().normalize()) : Optional.empty();
    }

    /** The bytes of a file, or one byte more than allowed. */
    byte[] read(String relative, int maxBytes) throws IOException {
        return open(folder -> {
            Path file = inside(folder, relative);
            try (InputStream stream = Files.newInputStream(file)) {
                return stream.readNBytes(maxBytes + 1);
            }
        });
    }

    /** The files of the folder, sorted, at most a thousand. */
    List<String> files() throws IOException {
        return open(folder -> {
            try (Stream<Path> found = Files.walk(folder, MAX_LISTED_DEPTH)) {
                return found.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                        .sorted()
                        .limit(MAX_LISTED)
                        .toList();
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        });
    }

    private <T> T open(Action<T> action) throws IOException {
        if (jar == null) {
            return action.with(Path.of(path));
        }
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            return action.with(inside.getPath(path));
        }
    }

    private Path inside(Path folder, String relative) throws IOException {
        Path file;
        try {
            file = folder.resolve(relative).normalize();
        } catch (InvalidPathException impossible) {
            throw denied(relative);
        }
        Path given = folder.getFileSystem().getPath(relative);
        if (given.isAbsolute() || !file.startsWith(folder.normalize()) || file.equals(folder.normalize())) {
            throw denied(relative);
        }
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw denied(relative);
        }
        return file;
    }

    private OpdbusException denied(String relative) {
        return new OpdbusException(
                ErrorCode.ACCESS_DENIED,
                "'" + relative + "' does not lie inside the skill's folder " + describe("") + "; name a file below it");
    }
}
