package io.opdbus.core;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.agent.AgentPool;
import io.opdbus.core.engine.SessionLifecycle;
import io.opdbus.core.engine.StepInvoker;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.tool.TrackedToolExecutor;
import java.util.function.Consumer;

/** Sends a step's call where it belongs: a tool's to the tool executor, an agent's to the pool. */
final class HostInvoker implements StepInvoker, SessionLifecycle {

    private final TrackedToolExecutor tools;
    private final AgentPool agents;

    HostInvoker(TrackedToolExecutor tools, AgentPool agents) {
        this.tools = tools;
        this.agents = agents;
    }

    @Override
    public void invoke(
            PlanStep step,
            String session,
            Arguments arguments,
            CallContext context,
            ChunkSink output,
            Consumer<CallOutcome> done) {
        Tool tool = step.tool();
        if (tool != null) {
            tools.start(tool, arguments, context, output, done);
        } else {
            agents.start(new AgentCall(step.agent(), step.operation(), session, arguments, context), output, done);
        }
    }

    @Override
    public void opened(String session) {
        agents.openSession(session);
    }

    @Override
    public void closed(String session) {
        agents.closeSession(session);
    }
}
