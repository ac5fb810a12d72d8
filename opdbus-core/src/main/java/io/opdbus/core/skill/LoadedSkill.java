package io.opdbus.core.skill;

import io.opdbus.api.error.Problem;
import io.opdbus.api.skill.Skill;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of reading a skill's folder.
 *
 * @param skill the skill; empty if it has errors
 * @param problems errors and warnings, in the order of the text
 */
public record LoadedSkill(Optional<Skill> skill, List<Problem> problems) {

    /** Checks for null and copies. */
    public LoadedSkill {
        Objects.requireNonNull(skill, "skill");
        problems = List.copyOf(problems);
    }
}
