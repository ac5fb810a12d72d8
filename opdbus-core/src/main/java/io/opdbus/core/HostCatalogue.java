package io.opdbus.core;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import io.opdbus.core.agent.AgentCatalog;
import io.opdbus.core.agent.AgentPool;
import io.opdbus.core.plan.PlanCatalogue;
import io.opdbus.core.skill.SkillRegistry;
import io.opdbus.core.tool.ToolRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What the definitions of an executor may name: its tools, agents and skills. */
final class HostCatalogue implements PlanCatalogue {

    private final ToolRegistry tools;
    private final AgentCatalog agents;
    private final AgentPool pool;
    private final SkillRegistry skills;

    HostCatalogue(ToolRegistry tools, AgentCatalog agents, AgentPool pool, SkillRegistry skills) {
        this.tools = tools;
        this.agents = agents;
        this.pool = pool;
        this.skills = skills;
    }

    @Override
    public Optional<Tool> tool(String name) {
        return tools.find(name);
    }

    @Override
    public Collection<String> toolNames() {
        return tools.names();
    }

    @Override
    public Optional<AgentDescriptor> agent(String id) {
        return agents.find(id);
    }

    @Override
    public Optional<ErrorInfo> unreachable(String id) {
        return pool.check(id);
    }

    @Override
    public Collection<String> agentIds() {
        return agents.ids();
    }

    @Override
    public Duration agentTimeout(String id) {
        return agents.requestTimeout(id);
    }

    @Override
    public Skill skill(String name) {
        return skills.get(name);
    }

    @Override
    public Collection<String> skillNames() {
        return skills.skills().stream().map(Skill::name).toList();
    }
}
