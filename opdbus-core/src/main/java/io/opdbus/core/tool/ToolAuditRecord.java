package io.opdbus.core.tool;

import io.opdbus.api.skill.ActiveSkill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is kept of a call of a tool: who asked for what, when, and how it ended. It holds no argument's value, and so no
 * secret (R18).
 *
 * @param tool the tool's name
 * @param runId the run that the call belongs to
 * @param stepId the step that the call belongs to
 * @param attempt which attempt it was, from 1
 * @param skills the skills that were active, in priority order
 * @param argumentNames the names of the arguments given, in their order
 * @param started when the call was asked for, waiting included
 * @param duration from then to its end
 * @param outcome {@code SUCCEEDED}, {@code STOPPED}, or the code of its error
 */
public record ToolAuditRecord(
        String tool,
        String runId,
        String stepId,
        int attempt,
        List<UsedSkill> skills,
        List<String> argumentNames,
        Instant started,
        Duration duration,
        String outcome) {

    /**
     * A skill that was active for the call.
     *
     * @param name the skill's name
     * @param version its version; empty where it declares none
     * @param sha256 the SHA-256 of its content, in lower-case hexadecimal
     */
    public record UsedSkill(String name, String version, String sha256) {

        static UsedSkill of(ActiveSkill skill) {
            return new UsedSkill(skill.name(), skill.version(), skill.sha256());
        }
    }

    /** Checks for null and copies. */
    public ToolAuditRecord {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(stepId, "stepId");
        skills = List.copyOf(skills);
        argumentNames = List.copyOf(argumentNames);
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(outcome, "outcome");
    }
}
