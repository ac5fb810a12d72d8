package io.opdbus.core.definition;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentBuilder;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import io.opdbus.core.plan.PlanCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the good definitions of the corpus may name. */
final class CorpusCatalogue implements PlanCatalogue {

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, AgentDescriptor> agents = new LinkedHashMap<>();
    private final Map<String, Skill> skills = new LinkedHashMap<>();

    CorpusCatalogue() {
        add(Tool.builder("file_read")
                .parameter("path", String.class)
                .optionalParameter("options", Map.class, "how to read it")
                .handler(call -> ""));
        add(Tool.builder("file_write")
                .parameter("path", String.class)
                .parameter("content", String.class)
                .handler(call -> ""));
        add(Tool.builder("file_list")
                .optionalParameter("path", String.class, "which folder")
                .handler(call -> List.of()));
        agent("rust_pro", "check", "build", "test", "clippy");
        agent("python_pro", "run", "test");
        agent("backend_architect", "analyze", "design", "review", "suggest");
        agent("sequential_thinking", "think", "plan", "analyze", "conclude");
        agent("security_auditor", "review");
        agent("memory", "remember", "recall", "forget", "search");
        agent("deployment", "deploy", "rollback");
        for (String skill : List.of("security_basics", "architecture_patterns", "markdown", "pytest")) {
            skills.put(
                    skill, new Skill(skill, "A skill", "1", "", "", Map.of(), List.of(), 0, "Text.", Optional.empty()));
        }
    }

    private void add(Tool tool) {
        tools.put(tool.descriptor().name(), tool);
    }

    private void agent(String id, String... operations) {
        AgentBuilder agent = Agent.builder(id).defaultOperation(operations[0]);
        for (String operation : operations) {
            agent.operation(operation, (call, output) -> "");
        }
        agents.put(id, agent.build().descriptor());
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

    @Override
    public Duration agentTimeout(String id) {
        return Duration.ofSeconds(30);
    }

    @Override
    public Skill skill(String name) {
        Skill skill = skills.get(name);
        if (skill == null) {
            throw new UnknownNameException(ErrorCode.UNKNOWN_NAME, name, "there is no skill '" + name + "'", List.of());
        }
        return skill;
    }

    @Override
    public Collection<String> skillNames() {
        return skills.keySet();
    }
}
