package io.opdbus.core.process;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a stream of UTF-8 piece by piece; a code point that a read cut in two waits for its rest. */
final class Utf8Chunks {

    /** A UTF-8 sequence is at most four bytes, so three may wait. */
    private static final int MAX_PENDING = 3;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending;
    private final CharBuffer decoded;

    /**
     * A decoder for reads of limited size.
     *
     * @param maxRead the most bytes that one {@link #next} call brings
     */
    Utf8Chunks(int maxRead) {
        pending = ByteBuffer.allocate(maxRead + MAX_PENDING);
        decoded = CharBuffer.allocate(maxRead + MAX_PENDING);
    }

    /** The text that is complete with these bytes; may be empty. */
    String next(byte[] bytes, int length) {
        pending.put(bytes, 0, length).flip();
        CoderResult result = decoder.decode(pending, decoded, false);
        pending.compact();
        return take(result);
    }

    /** What is left at the end of the stream: empty, or a replacement for a code point that was never completed. */
    String end() {
        pending.flip();
        CoderResult result = decoder.decode(pending, decoded, true);
        decoder.flush(decoded);
        return take(result);
    }

    private String take(CoderResult result) {
        if (result.isOverflow()) {
            throw new IllegalStateException("the decoded text of one read is longer than its bytes");
        }
        decoded.flip();
        String text = decoded.toString();
        decoded.clear();
        return text;
    }
}
