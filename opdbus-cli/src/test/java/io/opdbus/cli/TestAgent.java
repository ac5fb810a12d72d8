package io.opdbus.cli;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.ChunkSink;
import org.jspecify.annotations.Nullable;

/** An agent that the tests of the command call. */
public final class TestAgent implements Agent {

    private final Agent agent = Agent.builder("test_greeter")
            .description("Greets people")
            .operation(
                    "greet",
                    operation -> operation.parameters(parameters -> parameters.required("name", String.class)),
                    (call, output) -> "Hello " + call.arguments().string("name"))
            .defaultOperation("greet")
            .build();

    /** Found by ServiceLoader. */
    public TestAgent() {}

    @Override
    public AgentDescriptor descriptor() {
        return agent.descriptor();
    }

    @Override
    public @Nullable Object invoke(AgentCall call, ChunkSink output) throws Exception {
        return agent.invoke(call, output);
    }
}
