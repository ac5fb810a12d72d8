package io.opdbus.core.tool.builtin;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory that the operating system holds open ({@code openat} and its kin): free of races. */
final class OpenDirectory implements Directory {

    private final SecureDirectoryStream<Path> stream;

    OpenDirectory(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    @Override
    public SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return stream.newByteChannel(Path.of(name), all);
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        return stream.getFileAttributeView(Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
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

    private @Nullable PosixFileAttributeView posix(String name) {
        return stream.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Directory enter(String name) throws IOException {
        return new OpenDirectory(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        stream.move(Path.of(from), stream, Path.of(to));
    }

    @Override
    public void delete(String name) throws IOException {
        stream.deleteFile(Path.of(name));
    }

    @Override
    public Collection<String> names() {
        List<String> names = new ArrayList<>();
        for (Path entry : stream) {
            names.add(entry.getFileName().toString());
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
