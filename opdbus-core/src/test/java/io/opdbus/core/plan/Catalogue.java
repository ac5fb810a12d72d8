package io.opdbus.core.plan;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentBuilder;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.OperationBuilder;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the definitions of these tests may name: tools, agents and skills made with the library's own builders. */
public final class Catalogue implements PlanCatalogue {

    static final Duration AGENT_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, AgentDescriptor> agents = new LinkedHashMap<>();
    private final Map<String, ErrorInfo> unreachable = new HashMap<>();
    private final Map<String, Skill> skills = new LinkedHashMap<>();

    /** A tool that takes nothing, {@code noop}, one that takes a text, {@code say}, and the agents of the seed. */
    static Catalogue usual() {
        return new Catalogue()
                .tool(Tool.builder("noop").handler(call -> null))
                .tool(Tool.builder("say")
                        .parameter("text", String.class)
                        .optionalParameter("times", Long.class, "how often")
                        .handler(call -> call.arguments().string("text")))
                .tool(Tool.builder("file_read")
                        .parameter("path", String.class)
                        .handler(call -> call.arguments().string("path")))
                .agent("rust_pro", "check", "build", "test", "clippy")
                .agent("backend_architect", "analyze", "design", "review", "suggest")
                .agent("sequential_thinking", "think", "plan", "analyze", "conclude")
                .agent("memory", "remember", "recall", "forget", "search");
    }

    /** What the corpus of definitions names. */
    public static PlanCatalogue ofCorpus() {
        return usual().agent("security_auditor", "audit")
                .agent(
                        "writer",
                        "write",
                        o -> o.parameters(p -> p.required("topic", String.class).optional("length", Long.class, "")))
                .agent(Agent.builder("plain")
                        .operation("one", (call, output) -> 1)
                        .operation("two", (call, output) -> 2)
                        .build())
                .skill(Skill.of("house-style", "", "Write plainly."))
                .skill(Skill.of("handbook", "", "x".repeat(70_000)));
    }

    Catalogue tool(Tool tool) {
        tools.put(tool.descriptor().name(), tool);
        return this;
    }

    /** An agent whose operations declare nothing; the first is its default. */
    Catalogue agent(String id, String... operations) {
        AgentBuilder agent = Agent.builder(id).defaultOperation(operations[0]);
        for (String operation : operations) {
            agent.operation(operation, (call, output) -> call.operation());
        }
        return agent(agent.build());
    }

    /** An agent with one operation, which is its default. */
    Catalogue agent(String id, String operation, UnaryOperator<OperationBuilder> describe) {
        return agent(Agent.builder(id)
                .operation(operation, describe, (call, output) -> call.operation())
                .defaultOperation(operation)
                .build());
    }

    Catalogue agent(Agent agent) {
        return agent(agent.descriptor());
    }

    Catalogue agent(AgentDescriptor agent) {
        agents.put(agent.id(), agent);
        return this;
    }

    Catalogue skill(Skill skill) {
        skills.put(skill.name(), skill);
        return this;
    }

    @Override
    public Optional<Tool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    @Override
    public Collection<String> toolNames() {
        return tools.keySet();
    }

    @Override
    public Optional<AgentDescriptor> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    @Override
    public Collection<String> agentIds() {
        return agents.keySet();
    }

    /** No transport takes the address of that agent. */
    Catalogue unreachable(String id, ErrorInfo why) {
        unreachable.put(id, why);
        return this;
    }

    @Override
    public Optional<ErrorInfo> unreachable(String id) {
        return Optional.ofNullable(unreachable.get(id));
    }

    @Override
    public Duration agentTimeout(String id) {
        return AGENT_TIMEOUT;
    }

    @Override
    public Skill skill(String name) {
        Skill skill = skills.get(name.replace('_', '-'));
        if (skill == null) {
            throw new UnknownNameException(
                    ErrorCode.UNKNOWN_NAME, name, "there is no skill '" + name + "'", List.copyOf(skills.keySet()));
        }
        return skill;
    }

    @Override
    public Collection<String> skillNames() {
        return skills.keySet();
    }
}
