package io.opdbus.core.transport;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.value.Values;
import io.opdbus.core.concurrent.BlockingTask;
import io.opdbus.core.concurrent.Cancellable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of an agent in this JVM. Its token is its own, so that cancelling it stops nothing else of the caller's. */
final class InProcessCall extends BlockingTask implements CallHandle {

    private static final Logger LOG = LoggerFactory.getLogger(InProcessCall.class);
    private static final CallOutcome STOPPED = new Stopped();
    private static final Cancellable NONE = () -> {};

    private final InProcessChannel channel;
    private final AgentCall call;
    private final CancelToken token = new CancelToken();
    private final ChunkGate gate;
    private final OutcomeStage outcome = new OutcomeStage();

    private volatile Cancellable deadline = NONE;
    private volatile boolean leftOut;
    private boolean reached;

    InProcessCall(InProcessChannel channel, AgentCall call, Consumer<Chunk> chunks) {
        this.channel = channel;
        this.gate = new ChunkGate(chunks);
        this.call = new AgentCall(
                call.agent(),
                call.operation(),
                call.session(),
                call.arguments(),
                new CallFacts(
                        call.runId(),
                        call.stepId(),
                        call.idempotencyKey(),
                        call.attempt(),
                        call.deadline(),
                        token,
                        call.skills()));
        token.onCancel(gate::release);
    }

    /** The timer that will cancel the call; taken back when the call ends first. */
    void endBy(Cancellable timer) {
        deadline = timer;
        if (outcome.isDone()) {
            timer.cancel();
        }
    }

    /** The call does not start any more; if it runs already it goes on. */
    void leaveOut() {
        leftOut = true;
    }

    void cancel(String why) {
        token.cancel(why);
    }

    /** Ends a call that was handed to no thread. */
    void refuse(ErrorInfo why) {
        finish(new Failed(why, Ran.NO));
    }

    @Override
    public void request(long chunks) {
        gate.request(chunks);
    }

    @Override
    public CompletionStage<CallOutcome> outcome() {
        return outcome;
    }

    @Override
    public void cancel() {
        cancel("the call was cancelled");
    }

    @Override
    protected CancelToken token() {
        return token;
    }

    @Override
    protected @Nullable Object work() throws Exception {
        if (leftOut) {
            throw new OpdbusException(ErrorCode.CANCELLED, Batches.LEFT_OUT);
        }
        AgentCall checked = channel.hosted().check(call);
        reached = true;
        return channel.hosted().agent().invoke(checked, gate);
    }

    @Override
    protected void returned(@Nullable Object result) {
        CallOutcome end;
        try {
            end = new Succeeded(Values.of(result));
        } catch (OpdbusException invalid) {
            end = new Failed(invalid.error(), Ran.YES);
        }
        finish(end);
    }

    @Override
    protected void threw(Throwable failure) {
        finish(token.isCancelled() ? STOPPED : new Failed(describe(failure), reached ? Ran.YES : Ran.NO));
    }

    @Override
    protected void neverStarted(ErrorInfo why) {
        finish(why.code().equals(ErrorCode.CANCELLED) ? STOPPED : new Failed(why, Ran.NO));
    }

    private void finish(CallOutcome end) {
        gate.end();
        deadline.cancel();
        channel.ended(this);
        outcome.complete(end);
        deadline.cancel(); // one that was set while the call ended
    }

    private ErrorInfo describe(Throwable failure) {
        if (failure instanceof OpdbusException known) {
            return known.error();
        }
        LOG.debug("agent '{}' failed in operation '{}'", call.agent(), call.operation(), failure);
        String message = failure.getMessage();
        String what = failure.getClass().getSimpleName();
        return ErrorInfo.of(
                ErrorCode.AGENT_FAILED,
                "agent '" + call.agent() + "' failed in operation '" + call.operation() + "': "
                        + (message == null || message.isBlank() ? what : what + ": " + message));
    }
}
