package io.opdbus.api.tool;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Describes a tool; {@link #handler} or {@link #asyncHandler} ends the description and gives the tool. Not safe for use
 * by several threads.
 */
public final class ToolBuilder {

    private final String name;
    private final Parameters.Builder declared = Parameters.builder();
    private final List<String> tags = new ArrayList<>();
    private boolean anyDeclared;
    private @Nullable Parameters schema;
    private String description = "";
    private Optional<Map<String, @Nullable Object>> output = Optional.empty();
    private Hints hints = Hints.NONE;
    private int maxConcurrent;
    private int maxPerSecond;
    private int maxOutputBytes;

    ToolBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * What the tool does.
     *
     * @param text for people and models; empty unless set
     * @return this builder
     */
    public ToolBuilder description(String text) {
        description = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Words by which the tool is found.
     *
     * @param words added to those given before
     * @return this builder
     */
    public ToolBuilder tags(String... words) {
        tags.addAll(List.of(words));
        return this;
    }

    /**
     * A required parameter.
     *
     * @param parameter its name
     * @param type as {@link Parameters.Builder#required(String, Class)}
     * @return this builder
     */
    public ToolBuilder parameter(String parameter, Class<?> type) {
        return parameter(parameter, type, "");
    }

    /**
     * A required parameter with a description.
     *
     * @param parameter its name
     * @param type as {@link Parameters.Builder#required(String, Class)}
     * @param meaning what it means
     * @return this builder
     */
    public ToolBuilder parameter(String parameter, Class<?> type, String meaning) {
        declared().required(parameter, type, meaning);
        return this;
    }

    /**
     * A parameter that may be left out.
     *
     * @param parameter its name
     * @param type as {@link Parameters.Builder#required(String, Class)}
     * @param meaning what it means, and what its absence means
     * @return this builder
     */
    public ToolBuilder optionalParameter(String parameter, Class<?> type, String meaning) {
        declared().optional(parameter, type, meaning);
        return this;
    }

    /**
     * A parameter with a default.
     *
     * @param parameter its name
     * @param type as {@link Parameters.Builder#required(String, Class)}
     * @param meaning what it means
     * @param defaultValue the value where no argument is given
     * @return this builder
     */
    public ToolBuilder optionalParameter(String parameter, Class<?> type, String meaning, Object defaultValue) {
        declared().optional(parameter, type, meaning, defaultValue);
        return this;
    }

    /**
     * All parameters at once, instead of one by one.
     *
     * @param all the declaration; {@link Parameters#ofSchema} reads a JSON Schema
     * @return this builder
     * @throws IllegalStateException if parameters were declared one by one before
     */
    public ToolBuilder parameters(Parameters all) {
        if (anyDeclared) {
            throw new IllegalStateException("tool '" + name + "' declares parameters one by one already");
        }
        schema = Objects.requireNonNull(all, "all");
        return this;
    }

    /**
     * What the tool gives. A result that does not match fails the step with INVALID_OUTPUT.
     *
     * @param outputSchema a JSON Schema
     * @return this builder
     */
    public ToolBuilder output(Map<String, ?> outputSchema) {
        output = Optional.of(Values.map(outputSchema));
        return this;
    }

    /**
     * What the tool does to the world.
     *
     * @param promised {@link Hints#NONE} unless set
     * @return this builder
     */
    public ToolBuilder hints(Hints promised) {
        hints = Objects.requireNonNull(promised, "promised");
        return this;
    }

    /**
     * How many calls may run at once, over all runs.
     *
     * @param calls at least 1; no limit unless set
     * @return this builder
     */
    public ToolBuilder maxConcurrent(int calls) {
        maxConcurrent = positive(calls, "maxConcurrent");
        return this;
    }

    /**
     * How many calls may begin in a second, over all runs.
     *
     * @param calls at least 1; no limit unless set
     * @return this builder
     */
    public ToolBuilder maxPerSecond(int calls) {
        maxPerSecond = positive(calls, "maxPerSecond");
        return this;
    }

    /**
     * How large a result may be, as JSON.
     *
     * @param bytes at least 1; the executor's limit unless set
     * @return this builder
     */
    public ToolBuilder maxOutputBytes(int bytes) {
        maxOutputBytes = positive(bytes, "maxOutputBytes");
        return this;
    }

    /**
     * Ends the description with work that may block.
     *
     * @param handler does the work; may be called by several threads at once
     * @return the tool
     */
    public Tool handler(Tool.Handler handler) {
        Objects.requireNonNull(handler, "handler");
        ToolDescriptor descriptor = descriptor();
        return new Tool() {
            @Override
            public ToolDescriptor descriptor() {
                return descriptor;
            }

            @Override
            public @Nullable Object call(ToolCall call) throws Exception {
                return handler.handle(call);
            }

            @Override
            public String toString() {
                return "Tool " + descriptor.name();
            }
        };
    }

    /**
     * Ends the description with work that never blocks.
     *
     * @param handler starts the work; may be called by several threads at once
     * @return the tool
     */
    public AsyncTool asyncHandler(Tool.AsyncHandler handler) {
        Objects.requireNonNull(handler, "handler");
        ToolDescriptor descriptor = descriptor();
        return new AsyncTool() {
            @Override
            public ToolDescriptor descriptor() {
                return descriptor;
            }

            @Override
            public CompletionStage<? extends @Nullable Object> start(ToolCall call) throws Exception {
                return handler.handle(call);
            }

            @Override
            public String toString() {
                return "Tool " + descriptor.name();
            }
        };
    }

    private Parameters.Builder declared() {
        if (schema != null) {
            throw new IllegalStateException("tool '" + name + "' has all its parameters already, from parameters(…)");
        }
        anyDeclared = true;
        return declared;
    }

    private ToolDescriptor descriptor() {
        return new ToolDescriptor(
                name,
                description,
                tags,
                schema != null ? schema : declared.build(),
                output,
                hints,
                new ToolLimits(maxConcurrent, maxPerSecond, maxOutputBytes));
    }

    private static int positive(int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, is " + value);
        }
        return value;
    }
}
