package io.opdbus.core.tool;

import java.util.List;

/** Tells which tools a skill leaves to its calls; a registry of skills is one. */
@FunctionalInterface
public interface SkillRules {

    /** No skill restricts anything. */
    SkillRules NONE = skill -> List.of();

    /**
     * The tools that may be called while a skill is active. Where several active skills restrict tools, each of them must
     * allow the tool.
     *
     * @param skill the name of an active skill
     * @return names of tools; empty means no restriction
     */
    List<String> allowedTools(String skill);
}
