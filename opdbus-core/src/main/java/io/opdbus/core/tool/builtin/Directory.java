package io.opdbus.core.tool.builtin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.Set;

/**
 * A directory held open. Every operation names one entry in it and never follows a symbolic link, so that nothing
 * swapped in meanwhile leads elsewhere.
 */
interface Directory extends Closeable {

    /**
     * Opens a directory by its path.
     *
     * @param path a real path, trusted as such
     */
    @SuppressWarnings("StreamResourceLeak") // what is opened here is closed by the directory that holds it
    static Directory at(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new OpenDirectory(secure);
        }
        stream.close();
        return new NamedDirectory(path);
    }

    /** Opens a file for what the options say; {@code NOFOLLOW_LINKS} is added. */
    SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException;

    /** The attributes of the entry itself. */
    BasicFileAttributes attributes(String name) throws IOException;

    /** The permissions of the entry, empty where the system knows none. */
    Set<PosixFilePermission> permissions(String name) throws IOException;

    /** Changes permissions; does nothing where the system knows none. */
    void permit(String name, Set<PosixFilePermission> permissions) throws IOException;

    /** Opens a directory in this one. */
    Directory enter(String name) throws IOException;

    /** Makes an entry take the name of another, which is replaced in one step. */
    void rename(String from, String to) throws IOException;

    /** Removes a file. */
    void delete(String name) throws IOException;

    /** The names of all entries, in no order; may be asked once. */
    Collection<String> names() throws IOException;
}
