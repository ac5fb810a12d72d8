package io.opdbus.core.engine;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.plan.PlanStep;
import java.util.function.Consumer;

/** Makes the call of a step. */
@FunctionalInterface
public interface StepInvoker {

    /**
     * Makes a call. Never blocks and throws nothing; the context's token stops it.
     *
     * @param step what is called
     * @param session the agents' session
     * @param arguments rendered arguments
     * @param context ids, deadline, cancel token and skills of the call
     * @param output takes the call's output while it runs
     * @param done takes the outcome, exactly once, on any thread, perhaps before this method returns
     */
    void invoke(
            PlanStep step,
            String session,
            Arguments arguments,
            CallContext context,
            ChunkSink output,
            Consumer<CallOutcome> done);
}
