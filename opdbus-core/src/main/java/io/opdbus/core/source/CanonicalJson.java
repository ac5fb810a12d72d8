package io.opdbus.core.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON text of a value: keys sorted by their UTF-16 units, no white space, numbers and escapes as RFC 8785 has
 * them, except that integers keep all their digits and a whole decimal number keeps {@code .0}. The same value gives the
 * same text on every JVM, so it serves for events and hashes.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * Writes a value.
     *
     * @param value a JSON-like value
     * @return its canonical text
     * @throws IllegalArgumentException if something in it is not JSON-like or it is nested deeper than 1,000 levels
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        new JsonWriter(out, true).write(value, 0);
        return out.toString();
    }

    /**
     * The hash of a value: SHA-256 of its canonical text in UTF-8.
     *
     * @param value a JSON-like value
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if something in it is not JSON-like or it is nested deeper than 1,000 levels
     */
    public static String sha256(@Nullable Object value) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(write(value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
