package io.opdbus.core.transport.lines;

import io.opdbus.api.error.OpdbusException;
import io.opdbus.core.source.CanonicalJson;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.SourceDocument;
import io.opdbus.core.source.SourceLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One line: a JSON object whose {@code t} says what it is. */
record Message(Map<String, Object> fields) {

    private static final SourceLimits LIMITS = new SourceLimits(64 << 20, 250, 5_000_000);

    static Message of(String type, Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("t", type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Message(fields);
    }

    /** Empty if the line is anything else. */
    @SuppressWarnings("unchecked")
    static Optional<Message> read(String line) {
        try {
            Object root =
                    SourceDocument.parse("line", line, Format.JSON, LIMITS).root();
            return root instanceof Map<?, ?> map && map.get("t") instanceof String
                    ? Optional.of(new Message((Map<String, Object>) map))
                    : Optional.empty();
        } catch (OpdbusException garbage) {
            return Optional.empty();
        }
    }

    String line() {
        return CanonicalJson.write(fields);
    }

    String type() {
        return text("t");
    }

    String text(String name) {
        return (String) fields.get(name);
    }

    long number(String name) {
        return ((Number) fields.get(name)).longValue();
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    Object get(String name) {
        return fields.get(name);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String name) {
        return (Map<String, Object>) fields.get(name);
    }
}
