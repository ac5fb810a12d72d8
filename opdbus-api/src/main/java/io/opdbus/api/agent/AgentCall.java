package io.opdbus.api.agent;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.value.Arguments;
import java.util.List;
import java.util.Objects;

/**
 * One call of an agent's operation: what a transport carries, and what the agent at its other end gets.
 *
 * @param agent the agent's id
 * @param operation the operation's name
 * @param session the session whose state the call sees
 * @param arguments the arguments; checked against the declared parameters where the operation declares any
 * @param context ids, deadline, cancel token and skills of the call
 */
public record AgentCall(String agent, String operation, String session, Arguments arguments, CallContext context)
        implements CallContext {

    /** Checks for null. */
    public AgentCall {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(context, "context");
    }

    @Override
    public String runId() {
        return context.runId();
    }

    @Override
    public String stepId() {
        return context.stepId();
    }

    @Override
    public String idempotencyKey() {
        return context.idempotencyKey();
    }

    @Override
    public int attempt() {
        return context.attempt();
    }

    @Override
    public Deadline deadline() {
        return context.deadline();
    }

    @Override
    public CancelToken cancelToken() {
        return context.cancelToken();
    }

    @Override
    public List<ActiveSkill> skills() {
        return context.skills();
    }
}
