package io.opdbus.api.agent;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that an agent can do.
 *
 * @param name letters, digits, {@code _} and {@code -}, at most 64
 * @param description what it does, for people and models
 * @param parameters what it takes; empty where the agent does not tell, then it gets
 *     {@code {inputs, variables, previous}} (R7)
 * @param output the JSON Schema of what it gives; empty where it declares nothing
 * @param streaming whether it sends chunks while it runs: then the attempt timeout is an idle timeout between chunks
 * @param hints what it does to the world
 */
public record Operation(
        String name,
        String description,
        Optional<Parameters> parameters,
        Optional<Map<String, @Nullable Object>> output,
        boolean streaming,
        Hints hints) {

    /** Checks for null and copies. */
    public Operation {
        AgentDescriptor.checkName("operation", name);
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parameters, "parameters");
        output = output.map(schema -> Collections.unmodifiableMap(new LinkedHashMap<>(schema)));
        Objects.requireNonNull(hints, "hints");
    }

    /**
     * An operation of which only the name is known, as agents on the wire tell it.
     *
     * @param name the operation's name
     * @return the operation, without description, parameters and hints
     */
    public static Operation named(String name) {
        return new Operation(name, "", Optional.empty(), Optional.empty(), false, Hints.NONE);
    }
}
