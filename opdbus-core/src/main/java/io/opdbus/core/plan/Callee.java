package io.opdbus.core.plan;

import io.opdbus.api.agent.Operation;
import io.opdbus.api.schema.Hints;
import io.opdbus.api.tool.Tool;
import org.jspecify.annotations.Nullable;

/**
 * What a step calls.
 *
 * @param tool the tool; null for an agent
 * @param agent the agent's id; empty for a tool
 * @param operation the agent's operation; empty for a tool
 * @param described what is known of the operation; null where nothing is, or for a tool
 * @param chosenBy which rule of R6 chose the operation; empty for a tool
 * @param signature what it takes
 */
record Callee(
        @Nullable Tool tool,
        String agent,
        String operation,
        @Nullable Operation described,
        String chosenBy,
        Signature signature) {

    static Callee tool(Tool tool, Signature signature) {
        return new Callee(tool, "", "", null, "", signature);
    }

    Hints hints() {
        if (tool != null) {
            return tool.descriptor().hints();
        }
        return described == null ? Hints.NONE : described.hints();
    }

    boolean isStreaming() {
        return described != null && described.streaming();
    }

    /** The tool's name, or {@code agent.operation}. */
    String target() {
        return tool != null ? tool.descriptor().name() : agent + "." + operation;
    }

    /** What is called, to begin a message with. */
    String title() {
        return tool != null ? "tool '" + target() + "'" : "operation '" + target() + "'";
    }
}
