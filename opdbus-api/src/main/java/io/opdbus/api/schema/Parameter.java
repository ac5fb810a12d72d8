package io.opdbus.api.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One declared parameter.
 *
 * @param name the parameter's name
 * @param schema the JSON Schema of its value; a {@code default} in it is used where no argument is given
 * @param required whether a call must give it
 */
public record Parameter(String name, Map<String, @Nullable Object> schema, boolean required) {

    /** Checks for null and copies. */
    public Parameter {
        Objects.requireNonNull(name, "name");
        schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
    }

    /**
     * What the parameter means.
     *
     * @return its description, empty where it has none
     */
    public String description() {
        return schema.get("description") instanceof String text ? text : "";
    }

    /**
     * Its JSON Schema type.
     *
     * @return {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code array}, {@code object}, or empty
     *     where its schema allows several
     */
    public Optional<String> type() {
        return schema.get("type") instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Whether its schema names a default.
     *
     * @return true if it does, be it null
     */
    public boolean hasDefault() {
        return schema.containsKey("default");
    }
}
