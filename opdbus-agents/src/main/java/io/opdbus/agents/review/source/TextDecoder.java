package io.opdbus.agents.review.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns the bytes of a file into text, or says that they are none. */
final class TextDecoder {
    private static final Set<String> BINARY_EXTENSIONS = Set.of(
            "png",
            "jpg",
            "jpeg",
            "gif",
            "webp",
            "ico",
            "bmp",
            "pdf",
            "zip",
            "gz",
            "tgz",
            "bz2",
            "xz",
            "7z",
            "zst",
            "jar",
            "war",
            "class",
            "so",
            "dll",
            "dylib",
            "exe",
            "a",
            "o",
            "obj",
            "lib",
            "bin",
            "dat",
            "db",
            "sqlite",
            "pyc",
            "wasm",
            "ttf",
            "otf",
            "woff",
            "woff2",
            "mp3",
            "mp4",
            "wav",
            "ogg",
            "webm",
            "mov",
            "jks",
            "p12",
            "keystore");

    private TextDecoder() {}

    static boolean binaryName(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && BINARY_EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The text in UTF-8, UTF-16 with a byte order mark, or else Latin-1; empty if the bytes hold NUL or control characters. */
    static Optional<String> decode(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff
                || bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_16));
        }
        int control = 0;
        for (byte b : bytes) {
            if (b == 0) {
                return Optional.empty();
            }
            if (b > 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b) {
                control++;
            }
        }
        if (control > bytes.length / 100) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return control == 0 ? Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)) : Optional.empty();
        }
    }
}
