package io.opdbus.core.schema;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (2020-12), made ready once and asked often. A secret counts as a string. Safe for use by several threads.
 */
public abstract class SchemaCheck {

    /** How many mismatches of one value are listed. */
    static final int MAX_MISMATCHES = 20;

    SchemaCheck() {}

    /**
     * Makes a schema ready.
     *
     * @param schema a JSON Schema
     * @return the check
     * @throws OpdbusException with {@link ErrorCode#INVALID_ARGUMENT} if the schema cannot be used
     */
    public static SchemaCheck of(Map<String, ? extends @Nullable Object> schema) {
        Optional<SimpleSchema> simple = SimpleSchema.compile(schema);
        return simple.isPresent() ? simple.get() : FullSchema.compile(schema);
    }

    /**
     * Whether a value fits.
     *
     * @param value a JSON-like value
     * @return true if it does
     */
    public abstract boolean accepts(@Nullable Object value);

    /**
     * Why a value does not fit.
     *
     * @param value a JSON-like value
     * @return what is wrong with it, at most twenty; empty if it fits
     */
    public abstract List<Mismatch> mismatches(@Nullable Object value);
}
