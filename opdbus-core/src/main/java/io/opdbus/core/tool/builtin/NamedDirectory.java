package io.opdbus.core.tool.builtin;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory known by its path, for systems that cannot hold one open (Windows, macOS). That the path is still the real
 * one is verified before and after each operation, which leaves a moment that a determined racer could hit.
 */
final class NamedDirectory implements Directory {

    private final Path path;

    NamedDirectory(Path path) {
        this.path = path;
    }

    @Override
    public SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        verify();
        SeekableByteChannel channel = Files.newByteChannel(path.resolve(name), all);
        try {
            verify();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        verify();
        return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Set<PosixFilePermission> permissions(String name) throws IOException {
        PosixFileAttributeView view = posix(name);
        return view == null ? Set.of() : view.readAttributes().permissions();
    }

    @Override
    public void permit(String name, Set<PosixFilePermission> permissions) throws IOException {
        PosixFileAttributeView view = posix(name);
        if (view != null) {
            view.setPermissions(permissions);
        }
    }

    private @Nullable PosixFileAttributeView posix(String name) throws IOException {
        verify();
        return Files.getFileAttributeView(path.resolve(name), PosixFileAttributeView.class);
    }

    @Override
    public Directory enter(String name) throws IOException {
        NamedDirectory child = new NamedDirectory(path.resolve(name));
        child.verify();
        return child;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        verify();
        Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        verify();
        Files.delete(path.resolve(name));
    }

    @Override
    public Collection<String> names() throws IOException {
        verify();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        }
        verify();
        return names;
    }

    private void verify() throws IOException {
        if (!path.toRealPath().equals(path)) {
            throw new FileSystemException(path.toString(), null, "a symbolic link took the place of a directory");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(path.toString(), null, "it is no directory");
        }
    }

    @Override
    public void close() {}
}
