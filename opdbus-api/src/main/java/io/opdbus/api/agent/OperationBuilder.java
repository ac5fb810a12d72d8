package io.opdbus.api.agent;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.value.Values;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Describes one operation of an agent. Not safe for use by several threads. */
public final class OperationBuilder {

    private final String name;
    private String description = "";
    private Optional<Parameters> parameters = Optional.empty();
    private Optional<Map<String, @Nullable Object>> output = Optional.empty();
    private boolean streaming;
    private Hints hints = Hints.NONE;

    OperationBuilder(String name) {
        this.name = name;
    }

    /**
     * What the operation does.
     *
     * @param text for people and models; empty unless set
     * @return this builder
     */
    public OperationBuilder description(String text) {
        description = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * What the operation takes.
     *
     * @param all the declaration; undeclared unless set, then any arguments are taken
     * @return this builder
     */
    public OperationBuilder parameters(Parameters all) {
        parameters = Optional.of(all);
        return this;
    }

    /**
     * What the operation takes.
     *
     * @param declare declares the parameters one by one
     * @return this builder
     */
    public OperationBuilder parameters(UnaryOperator<Parameters.Builder> declare) {
        return parameters(declare.apply(Parameters.builder()).build());
    }

    /**
     * What the operation gives.
     *
     * @param outputSchema a JSON Schema; undeclared unless set
     * @return this builder
     */
    public OperationBuilder output(Map<String, ?> outputSchema) {
        output = Optional.of(Values.map(outputSchema));
        return this;
    }

    /**
     * The operation sends chunks while it runs; the default attempt timeout is then an idle timeout between chunks.
     *
     * @return this builder
     */
    public OperationBuilder streaming() {
        streaming = true;
        return this;
    }

    /**
     * What the operation does to the world.
     *
     * @param promised {@link Hints#NONE} unless set
     * @return this builder
     */
    public OperationBuilder hints(Hints promised) {
        hints = Objects.requireNonNull(promised, "promised");
        return this;
    }

    Operation build() {
        return new Operation(name, description, parameters, output, streaming, hints);
    }
}
