package io.opdbus.api.agent;

import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.UnknownNameException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Describes an agent operation by operation. Not safe for use by several threads. */
public final class AgentBuilder {

    private final String id;
    private final List<String> tags = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Agent.Handler> handlers = new HashMap<>();
    private String description = "";
    private Optional<String> defaultOperation = Optional.empty();

    AgentBuilder(String id) {
        AgentDescriptor.checkName("agent", id);
        this.id = id;
    }

    /**
     * The agent's expertise.
     *
     * @param text for people and models; empty unless set
     * @return this builder
     */
    public AgentBuilder description(String text) {
        description = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Words by which the agent is found.
     *
     * @param words added to those given before
     * @return this builder
     */
    public AgentBuilder tags(String... words) {
        tags.addAll(List.of(words));
        return this;
    }

    /**
     * An operation that declares nothing but its name.
     *
     * @param name the operation's name
     * @param handler does the work
     * @return this builder
     */
    public AgentBuilder operation(String name, Agent.Handler handler) {
        return operation(name, operation -> operation, handler);
    }

    /**
     * An operation.
     *
     * @param name the operation's name
     * @param describe describes it
     * @param handler does the work
     * @return this builder
     * @throws IllegalArgumentException if the agent has an operation of that name already
     */
    public AgentBuilder operation(String name, UnaryOperator<OperationBuilder> describe, Agent.Handler handler) {
        Objects.requireNonNull(handler, "handler");
        Operation operation = describe.apply(new OperationBuilder(name)).build();
        if (handlers.putIfAbsent(name, handler) != null) {
            throw new IllegalArgumentException("agent '" + id + "' has an operation '" + name + "' already");
        }
        operations.add(operation);
        return this;
    }

    /**
     * What the agent does where nothing says which operation (R6).
     *
     * @param name one of its operations; none unless set
     * @return this builder
     */
    public AgentBuilder defaultOperation(String name) {
        defaultOperation = Optional.of(name);
        return this;
    }

    /**
     * Ends the description.
     *
     * @return the agent
     * @throws IllegalArgumentException if it has no operation, or the default is not among them
     */
    public Agent build() {
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("agent '" + id + "' needs at least one operation");
        }
        AgentDescriptor descriptor = new AgentDescriptor(id, description, tags, operations, defaultOperation);
        Map<String, Agent.Handler> byName = Map.copyOf(handlers);
        return new Agent() {
            @Override
            public AgentDescriptor descriptor() {
                return descriptor;
            }

            @Override
            public @Nullable Object invoke(AgentCall call, ChunkSink output) throws Exception {
                Agent.Handler handler = byName.get(call.operation());
                if (handler == null) {
                    List<String> known = descriptor.operations().stream()
                            .map(Operation::name)
                            .toList();
                    throw new UnknownNameException(
                            ErrorCode.UNKNOWN_OPERATION,
                            call.operation(),
                            "agent '" + descriptor.id() + "' has no operation '" + call.operation() + "'; it has "
                                    + known,
                            known);
                }
                return handler.handle(call, output);
            }

            @Override
            public String toString() {
                return "Agent " + descriptor.id();
            }
        };
    }
}
