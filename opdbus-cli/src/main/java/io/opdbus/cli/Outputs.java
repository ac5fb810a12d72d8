package io.opdbus.cli;

import io.opdbus.core.source.SourceWriter;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outputs as people read them: text as it is, everything else as YAML. */
final class Outputs {

    private Outputs() {}

    /** One output alone needs no heading. */
    static String text(Map<String, @Nullable Object> outputs) {
        if (outputs.size() == 1) {
            return value(outputs.values().iterator().next());
        }
        StringBuilder text = new StringBuilder();
        outputs.forEach((name, value) -> {
            if (value instanceof String written) {
                text.append(name).append(written.contains("\n") ? ":\n" : ": ").append(value(written));
            } else {
                text.append(SourceWriter.yaml(Collections.singletonMap(name, value)));
            }
        });
        return text.toString();
    }

    private static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return text.endsWith("\n") ? text : text + "\n";
        }
        return SourceWriter.yaml(value);
    }
}
