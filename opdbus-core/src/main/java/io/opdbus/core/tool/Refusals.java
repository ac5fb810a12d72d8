package io.opdbus.core.tool;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.skill.ActiveSkill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a call is not made, and what to do about it. */
final class Refusals {

    private Refusals() {}

    static ErrorInfo closed(GuardedTool tool) {
        return ErrorInfo.of(ErrorCode.CLOSED, tool.callee() + " is not called: the executor is closed");
    }

    static ErrorInfo unchecked(GuardedTool tool, Throwable defect) {
        return ErrorInfo.of(
                ErrorCode.INTERNAL, tool.callee() + " is not called: its arguments could not be checked: " + defect);
    }

    /** Null if every skill that restricts tools allows this one. */
    static @Nullable ErrorInfo denied(GuardedTool tool, List<ActiveSkill> skills, SkillRules rules) {
        for (ActiveSkill skill : skills) {
            List<String> allowed = rules.allowedTools(skill.name());
            if (!allowed.isEmpty() && !allowed.contains(tool.name())) {
                return ErrorInfo.of(
                        ErrorCode.ACCESS_DENIED,
                        "skill '" + skill.name() + "' does not allow " + tool.callee() + "; it allows "
                                + String.join(", ", allowed)
                                + "; add the tool to its allowed-tools, or call it without the skill");
            }
        }
        return null;
    }

    static ErrorInfo queueFull(GuardedTool tool) {
        return ErrorInfo.retryable(
                ErrorCode.LIMIT_EXCEEDED,
                tool.callee()
                        + " is not called: too many calls wait for its limits already; start less at once, or raise "
                        + "its maxConcurrent or maxPerSecond");
    }

    static ErrorInfo noThread(GuardedTool tool, ErrorInfo why) {
        return new ErrorInfo(
                why.code(), tool.callee() + " is not called: " + why.message(), why.retryable(), why.details());
    }
}
