package io.opdbus.core.plan;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import io.opdbus.core.skill.SkillRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What a definition may name: the compiler asks here, and suggests from here. */
public interface PlanCatalogue {

    /** The tool of that name. */
    Optional<Tool> tool(String name);

    /** The names of all tools. */
    Collection<String> toolNames();

    /** The agent of that id; its operations are empty where they cannot be known before a call. */
    Optional<AgentDescriptor> agent(String id);

    /**
     * Why no call can reach an agent, as far as that is known without connecting: no transport takes its address.
     *
     * @return the error, or empty if it may be reached
     */
    default Optional<ErrorInfo> unreachable(String id) {
        return Optional.empty();
    }

    /** The ids of all agents. */
    Collection<String> agentIds();

    /** How long an attempt of the agent may take, or be silent where its operation streams. */
    Duration agentTimeout(String id);

    /**
     * The skill of that name, {@code -} and {@code _} alike, a unique beginning sufficing.
     *
     * @throws io.opdbus.api.error.UnknownNameException if it fits none or several
     */
    Skill skill(String name);

    /** The names of all skills. */
    Collection<String> skillNames();

    /** How many bytes the skills of one call may have together (R19). */
    default int skillBudget() {
        return SkillRegistry.DEFAULT_BUDGET;
    }
}
