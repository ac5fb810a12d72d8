package io.opdbus.core.plan;

import io.opdbus.api.agent.Operation;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.core.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a plan: a tool's or an agent's, forward or undoing.
 *
 * @param index its number in the plan
 * @param unit the unit that it belongs to
 * @param id its id within its unit; for an undoing step the id of the step that it undoes, or {@code rollback}
 * @param undo whether it undoes something
 * @param tool the tool; null for an agent's call
 * @param agent the agent's id; empty for a tool's call
 * @param operation the agent's operation (R6), empty for a tool's call
 * @param described what is known of the operation; null where nothing is, or for a tool's call
 * @param arguments the arguments as written, a template of a map
 * @param bindings arguments that were not written and are taken by name (R7)
 * @param passAll whether the call gets {@code {inputs, variables, previous}} besides what is written (R7)
 * @param storeSlot the slot that takes the result; -1 for none
 * @param condition decides whether it runs; null where it always does
 * @param retry how it is retried (R9)
 * @param timeoutMicros how long an attempt may take; {@link Long#MAX_VALUE} for no limit
 * @param idleMicros how long an attempt may be silent; {@link Long#MAX_VALUE} for no limit
 * @param repeatable whether an attempt whose outcome is not known may be made again (R9)
 * @param readOnly whether it changes nothing, so that undoing it is never needed (R14)
 * @param skills what is active for the call, in priority order
 * @param rollback the steps that undo it, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; not copied for speed
public record PlanStep(
        int index,
        int unit,
        String id,
        boolean undo,
        @Nullable Tool tool,
        String agent,
        String operation,
        @Nullable Operation described,
        Template arguments,
        List<Binding> bindings,
        boolean passAll,
        int storeSlot,
        @Nullable Template condition,
        RetryPolicy retry,
        long timeoutMicros,
        long idleMicros,
        boolean repeatable,
        boolean readOnly,
        List<ActiveSkill> skills,
        int[] rollback) {

    /**
     * An argument that is taken by name (R7). It is left out where the slot has no value when the step starts.
     *
     * @param argument the parameter's name
     * @param slot where its value is found
     */
    public record Binding(String argument, int slot) {}

    /**
     * What is called, for people.
     *
     * @return the tool's name, or {@code agent.operation}
     */
    public String target() {
        return tool != null ? tool.descriptor().name() : agent + "." + operation;
    }
}
