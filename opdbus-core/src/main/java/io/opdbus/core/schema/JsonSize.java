package io.opdbus.core.schema;

import io.opdbus.api.value.Secret;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many bytes a value takes as compact JSON in UTF-8, counted without writing it (R19). */
public final class JsonSize {

    private final long limit;
    private long bytes;

    private JsonSize(long limit) {
        this.limit = limit;
    }

    /**
     * Whether a value is larger than a limit. Counting stops there.
     *
     * @param value a JSON-like value
     * @param limit in bytes
     * @return true if its JSON text takes more
     */
    public static boolean exceeds(@Nullable Object value, long limit) {
        if (value == null) {
            return limit < 4;
        }
        if (value instanceof String text && text.length() * 6L + 2 <= limit) {
            return false;
        }
        JsonSize size = new JsonSize(limit);
        size.add(value);
        return size.bytes > limit;
    }

    /**
     * The size of a value.
     *
     * @param value a JSON-like value
     * @return the bytes of its JSON text
     */
    public static long of(@Nullable Object value) {
        JsonSize size = new JsonSize(Long.MAX_VALUE);
        size.add(value);
        return size.bytes;
    }

    private void add(@Nullable Object value) {
        if (bytes > limit) {
            return;
        }
        if (value instanceof String text) {
            addText(text);
        } else if (value instanceof Secret secret) {
            addText(secret.reveal());
        } else if (value instanceof Map<?, ?> map) {
            bytes += 2 + Math.max(0, map.size() - 1);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (bytes > limit) {
                    return;
                }
                addText(String.valueOf(entry.getKey()));
                bytes++;
                add(entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            bytes += 2 + Math.max(0, list.size() - 1);
            for (Object element : list) {
                if (bytes > limit) {
                    return;
                }
                add(element);
            }
        } else if (value instanceof BigInteger big && big.bitLength() / 4L > limit - bytes) {
            bytes += big.bitLength() / 4L; // about as many digits; writing it out would take long
        } else {
            bytes += String.valueOf(value).length();
        }
    }

    private void addText(String text) {
        bytes += 2;
        for (int i = 0; i < text.length() && bytes <= limit; i++) {
            char c = text.charAt(i);
            if (c < 0x20) {
                bytes += c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
            } else if (c < 0x80) {
                bytes += c == '"' || c == '\\' ? 2 : 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else {
                bytes += Character.isSurrogate(c) ? 2 : 3; // a pair takes four bytes, two for each half
            }
        }
    }
}
