package io.opdbus.core.tool;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolDescriptor;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.text.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tools of an executor, by name. Immutable. */
public final class ToolRegistry {

    private static final int NEAR = 3;

    private final Map<String, RegisteredTool> byName;

    private ToolRegistry(Map<String, RegisteredTool> byName) {
        this.byName = byName;
    }

    /**
     * Starts a registry.
     *
     * @return a builder without tools
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A registry of the given tools.
     *
     * @param tools the tools
     * @return the registry
     * @throws OpdbusException as {@link Builder#add}
     */
    public static ToolRegistry of(Tool... tools) {
        return builder().addAll(List.of(tools)).build();
    }

    /**
     * Looks a tool up.
     *
     * @param name a name
     * @return the tool, or empty if none has that name
     */
    public Optional<Tool> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(RegisteredTool::tool);
    }

    /**
     * A tool that must be there.
     *
     * @param name its name
     * @return the tool
     * @throws UnknownNameException with the nearest names if none has that name
     */
    public Tool get(String name) {
        return registered(name).tool();
    }

    /**
     * How a tool described itself when it was registered.
     *
     * @param name its name
     * @return its descriptor
     * @throws UnknownNameException with the nearest names if none has that name
     */
    public ToolDescriptor descriptor(String name) {
        return registered(name).descriptor();
    }

    /**
     * All descriptors.
     *
     * @return sorted by name
     */
    public List<ToolDescriptor> descriptors() {
        return byName.values().stream().map(RegisteredTool::descriptor).toList();
    }

    /**
     * All names.
     *
     * @return sorted
     */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * What a call with these arguments would be refused for. Nothing is called.
     *
     * @param name the tool's name
     * @param arguments JSON-like values by name
     * @return everything that does not fit the declared parameters, defaults filled in; empty if all fits
     * @throws UnknownNameException with the nearest names if no tool has that name
     */
    public List<String> problems(String name, Map<String, @Nullable Object> arguments) {
        return registered(name).check().mismatches(Arguments.of(arguments)).stream()
                .map(mismatch -> mismatch.text("argument", "the arguments"))
                .toList();
    }

    Collection<RegisteredTool> all() {
        return byName.values();
    }

    private RegisteredTool registered(String name) {
        RegisteredTool registered = byName.get(Objects.requireNonNull(name, "name"));
        if (registered == null) {
            throw unknown(name);
        }
        return registered;
    }

    private UnknownNameException unknown(String name) {
        List<String> near = Suggestions.nearest(name, byName.keySet(), NEAR);
        String hint = near.isEmpty()
                ? "register one, or look at the list of tools"
                : "did you mean "
                        + String.join(
                                " or ", near.stream().map(n -> "'" + n + "'").toList()) + "?";
        return new UnknownNameException(ErrorCode.UNKNOWN_NAME, name, "no tool is named '" + name + "'; " + hint, near);
    }

    /** Collects tools. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, RegisteredTool> byName = new TreeMap<>();

        private Builder() {}

        /**
         * Adds a tool; its schemas are made ready now.
         *
         * @param tool asked for its descriptor now, and never again
         * @return this builder
         * @throws OpdbusException with {@link ErrorCode#DUPLICATE_NAME} if its name is taken, naming both classes; with
         *     {@link ErrorCode#INVALID_ARGUMENT} if it does not describe itself, or its schema cannot be used
         */
        public Builder add(Tool tool) {
            RegisteredTool added = RegisteredTool.of(tool);
            RegisteredTool taken = byName.putIfAbsent(added.name(), added);
            if (taken != null) {
                throw new OpdbusException(
                        ErrorCode.DUPLICATE_NAME,
                        "two tools are named '" + added.name() + "': "
                                + taken.tool().getClass().getName() + " and "
                                + tool.getClass().getName() + "; rename one, or register only one");
            }
            return this;
        }

        /**
         * Adds several.
         *
         * @param tools the tools
         * @return this builder
         * @throws OpdbusException as {@link #add}
         */
        public Builder addAll(Collection<? extends Tool> tools) {
            tools.forEach(this::add);
            return this;
        }

        /**
         * Ends the collection.
         *
         * @return the registry
         */
        public ToolRegistry build() {
            return new ToolRegistry(Collections.unmodifiableMap(new TreeMap<>(byName)));
        }
    }
}
