package io.opdbus.core.transport;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.schema.ArgumentCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent of this JVM with its operations made ready, and the sessions that are open with it. */
final class HostedAgent {

    private static final Logger LOG = LoggerFactory.getLogger(HostedAgent.class);

    private final Agent agent;
    private final AgentDescriptor descriptor;
    private final Map<String, Optional<ArgumentCheck>> operations = new HashMap<>();
    private final Map<String, Integer> sessions = new ConcurrentHashMap<>();

    HostedAgent(Agent agent) {
        this.agent = agent;
        this.descriptor = agent.descriptor();
        for (Operation operation : descriptor.operations()) {
            operations.put(operation.name(), operation.parameters().map(ArgumentCheck::of));
        }
    }

    Agent agent() {
        return agent;
    }

    AgentDescriptor descriptor() {
        return descriptor;
    }

    /**
     * The call as the agent shall see it.
     *
     * @throws io.opdbus.api.error.OpdbusException if the operation is unknown or the arguments do not fit
     */
    @SuppressWarnings("ReferenceEquality") // the check gives the very same arguments back where it added nothing
    AgentCall check(AgentCall call) {
        Optional<ArgumentCheck> check = operations.get(call.operation());
        if (check == null) {
            List<String> known =
                    descriptor.operations().stream().map(Operation::name).toList();
            throw new UnknownNameException(
                    ErrorCode.UNKNOWN_OPERATION,
                    call.operation(),
                    "agent '" + descriptor.id() + "' has no operation '" + call.operation() + "'; it has " + known,
                    known);
        }
        if (check.isEmpty()) {
            return call;
        }
        Arguments complete = check.get()
                .apply("operation '" + call.operation() + "' of agent '" + descriptor.id() + "'", call.arguments());
        return complete == call.arguments()
                ? call
                : new AgentCall(call.agent(), call.operation(), call.session(), complete, call.context());
    }

    /** Returns whether the session was open already. */
    boolean enter(String session) {
        return sessions.merge(session, 1, Integer::sum) > 1;
    }

    /** Tells the agent once the last channel of a session has gone. */
    void leave(String session) {
        if (sessions.computeIfPresent(session, (id, count) -> count > 1 ? count - 1 : null) == null) {
            try {
                agent.sessionEnded(session);
            } catch (RuntimeException failure) {
                LOG.warn("agent '{}' failed when session '{}' ended", descriptor.id(), session, failure);
            }
        }
    }

    /** Lets go of the agent's resources. */
    void close() {
        if (agent instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Exception failure) {
                LOG.warn("agent '{}' failed to close", descriptor.id(), failure);
            }
        }
    }
}
