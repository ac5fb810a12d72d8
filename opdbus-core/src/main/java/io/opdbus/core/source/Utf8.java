package io.opdbus.core.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to text, and the characters that text may not hold. */
final class Utf8 {

    private Utf8() {}

    /**
     * Decoded bytes.
     *
     * @param text the text, or what stands before the bad byte
     * @param badByte the index of the first byte that is not UTF-8, or -1
     */
    record Decoded(String text, int badByte) {}

    static Decoded decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        return new Decoded(out.flip().toString(), result.isError() ? in.position() : -1);
    }

    /** How many bytes the text takes. */
    static long length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                bytes += 2;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** The offset of the first character that may not stand in such a text, or -1. */
    static int firstForbidden(String text, Format format) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c) || (format == Format.YAML && !isPrintable(c))) {
                return i;
            }
        }
        return -1;
    }

    static String describeForbidden(String text, int offset) {
        char c = text.charAt(offset);
        return c == 0
                ? "this is not a text file: it holds a zero byte"
                : String.format(
                        "character U+%04X is not allowed here; write it as an escape in double quotes", (int) c);
    }

    /** Whether YAML allows a character of the basic plane to stand for itself. */
    static boolean isPrintable(char c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n' || c == '\r';
        }
        return c < 0x7f || c == 0x85 || (c >= 0xa0 && c < 0xfffe);
    }
}
