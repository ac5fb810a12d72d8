package io.opdbus.core.tool.builtin;

import io.opdbus.api.call.CallContext;
import io.opdbus.core.tool.builtin.Roots.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Reads files as strict UTF-8, within a limit. */
final class FileText {

    private static final int BUFFER = 16 * 1024;

    private FileText() {}

    /**
     * Some lines of a file.
     *
     * @param directory the directory it is in
     * @param place the file
     * @param skip how many lines to pass over
     * @param count how many lines to take at most
     * @param maxBytes how much text there may be
     * @param call asked between reads whether to go on
     */
    static String read(Directory directory, Place place, long skip, long count, long maxBytes, CallContext call) {
        String name = place.name();
        try {
            requireFile(directory, place);
            try (SeekableByteChannel channel = directory.open(place.fileName(), Set.of(StandardOpenOption.READ))) {
                boolean whole = skip == 0 && count == Long.MAX_VALUE;
                if (whole && channel.size() > maxBytes) {
                    throw Failures.tooLarge("'" + name + "' has " + channel.size() + " bytes, the limit is " + maxBytes
                            + "; read it in parts with offset and limit");
                }
                return decode(name, lines(channel, name, skip, count, maxBytes, call));
            }
        } catch (IOException e) {
            call.throwIfCancelled();
            throw Failures.io("read '" + name + "'", e);
        }
    }

    /** Opening a pipe or a device could block for good, so only files are opened. */
    static void requireFile(Directory directory, Place place) throws IOException {
        if (!directory.attributes(place.fileName()).isRegularFile()) {
            throw Failures.failed("'" + place.name() + "' is not a regular file");
        }
    }

    private static byte[] lines(
            SeekableByteChannel channel, String name, long skip, long count, long maxBytes, CallContext call)
            throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long line = 0;
        while (line - skip < count && channel.read(buffer) >= 0) {
            call.throwIfCancelled();
            buffer.flip();
            while (buffer.hasRemaining() && line - skip < count) {
                byte next = buffer.get();
                if (line >= skip) {
                    taken.write(next);
                }
                if (next == '\n') {
                    line++;
                }
            }
            buffer.clear();
            if (taken.size() > maxBytes) {
                throw Failures.tooLarge(
                        "the wanted lines of '" + name + "' have more than " + maxBytes + " bytes; give a lower limit");
            }
        }
        return taken.toByteArray();
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failures.failed("'" + name + "' is not UTF-8 text");
        }
    }
}
