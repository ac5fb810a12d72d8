package io.opdbus.cli;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunNotice;
import io.opdbus.core.source.CanonicalJson;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notices as JSON on standard output, one line each. */
final class NoticeLines extends Watcher {

    private final PrintStream out;

    NoticeLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public boolean wantsChunks() {
        return false;
    }

    @Override
    void tell(RunNotice notice) {
        out.print(CanonicalJson.write(json(notice)) + "\n");
        out.flush();
    }

    /** The notice's name as {@code event}, then its parts; durations in milliseconds, moments in ISO 8601. */
    static Map<String, @Nullable Object> json(RunNotice notice) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", snake(notice.getClass().getSimpleName()));
        parts((Record) notice, json);
        return json;
    }

    private static void parts(Record record, Map<String, @Nullable Object> json) {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            try {
                Object value = part.getAccessor().invoke(record);
                String name = snake(part.getName());
                json.put(value instanceof Duration ? name + "_ms" : name, value(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a notice cannot be read", e);
            }
        }
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return value(optional.orElse(null));
        }
        if (value instanceof ErrorInfo error) {
            return ResultJson.error(error);
        }
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof Instant || value instanceof Enum<?>) {
            return value.toString();
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Record record) {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            parts(record, inner);
            return inner;
        }
        return value;
    }

    private static String snake(String camel) {
        return camel.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
