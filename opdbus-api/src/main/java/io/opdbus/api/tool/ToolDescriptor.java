package io.opdbus.api.tool;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is called, takes and gives.
 *
 * @param name letters, digits, {@code _} and {@code -}, at most 64; without a mode prefix
 * @param description what it does, for people and models
 * @param tags words by which it is found
 * @param parameters what it takes
 * @param output the JSON Schema of what it gives; empty where it declares nothing
 * @param hints what it does to the world
 * @param limits how much of it may run at once
 */
public record ToolDescriptor(
        String name,
        String description,
        List<String> tags,
        Parameters parameters,
        Optional<Map<String, @Nullable Object>> output,
        Hints hints,
        ToolLimits limits) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final List<String> MODE_PREFIXES = List.of("workstack_", "workflow_", "skill_", "agent_");

    /**
     * Checks the name and copies.
     *
     * @throws IllegalArgumentException if the name has another form or bears a mode prefix
     */
    public ToolDescriptor {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(hints, "hints");
        Objects.requireNonNull(limits, "limits");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("tool name '" + name + "' must match " + NAME.pattern());
        }
        String taken = name;
        if (MODE_PREFIXES.stream().anyMatch(taken::startsWith) || name.equals("coordinate")) {
            throw new IllegalArgumentException(
                    "tool name '" + name + "' is reserved: names beginning with " + String.join(", ", MODE_PREFIXES)
                            + ", and 'coordinate', choose an execution mode; rename the tool");
        }
        tags = List.copyOf(tags);
        output = output.map(schema -> Collections.unmodifiableMap(new LinkedHashMap<>(schema)));
    }
}
