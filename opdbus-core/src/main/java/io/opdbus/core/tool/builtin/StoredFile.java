package io.opdbus.core.tool.builtin;

import io.opdbus.api.call.CallContext;
import io.opdbus.core.tool.builtin.Roots.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One file that is written all or nothing. */
final class StoredFile {

    private static final int BUFFER = 16 * 1024;

    private final Directory directory;
    private final Place place;

    StoredFile(Directory directory, Place place) {
        this.directory = directory;
        this.place = place;
    }

    String name() {
        return place.name();
    }

    boolean exists() throws IOException {
        try {
            FileText.requireFile(directory, place);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The SHA-256 of what is in the file, or empty where there is no file. */
    Optional<String> hash(CallContext call) throws IOException {
        if (!exists()) {
            return Optional.empty();
        }
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (SeekableByteChannel channel = directory.open(place.fileName(), Set.of(StandardOpenOption.READ))) {
            while (channel.read(buffer) >= 0) {
                call.throwIfCancelled();
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** Writes a new file beside the old one, sees it safely on the disk, and lets it take the old one's name. */
    void replace(byte[] content, CallContext call) throws IOException {
        String temporary = ".opdbus-" + UUID.randomUUID() + ".tmp";
        Set<PosixFilePermission> permissions = exists() ? directory.permissions(place.fileName()) : Set.of();
        boolean renamed = false;
        try {
            try (SeekableByteChannel channel =
                    directory.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (channel instanceof FileChannel file) {
                    file.force(true);
                }
            }
            if (!permissions.isEmpty()) {
                directory.permit(temporary, permissions);
            }
            call.throwIfCancelled();
            directory.rename(temporary, place.fileName());
            renamed = true;
        } finally {
            if (!renamed) {
                discard(temporary);
            }
        }
    }

    private void discard(String temporary) {
        try {
            directory.delete(temporary);
        } catch (IOException e) {
            // It was never made, or the disk is in trouble, which the exception under way tells.
        }
    }

    void delete() throws IOException {
        directory.delete(place.fileName());
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
