package io.opdbus.api.transport;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * An open way to one agent, for one session. Safe for use by several threads; no method blocks. Callbacks come on threads
 * of the transport, for one call one after the other.
 */
public interface AgentChannel {

    /**
     * Starts a call. Chunks come one after the other, as many as were requested, and all of them before the outcome.
     *
     * @param call what is called; its deadline binds. Its cancel token is the caller's own affair: whoever cancels it
     *     cancels the handle too
     * @param chunks takes the call's output; must not block
     * @return the call under way
     */
    CallHandle invoke(AgentCall call, Consumer<Chunk> chunks);

    /**
     * Starts several calls at once. Transports that can, send them as one message; the others one by one. Chunks are
     * delivered to nobody.
     *
     * @param calls what is called; each call's deadline binds
     * @param options how they go together
     * @return a handle for each call, in the same order
     */
    List<CallHandle> batch(List<AgentCall> calls, BatchOptions options);

    /**
     * Asks the agent how it is.
     *
     * @param deadline when to give up
     * @return completes with its answer, or exceptionally with an {@link io.opdbus.api.error.OpdbusException} if it
     *     gives none
     */
    CompletionStage<AgentHealth> health(Deadline deadline);

    /**
     * Asks the agent what it can do (R6).
     *
     * @param deadline when to give up
     * @return completes with its descriptor, with empty where the protocol cannot tell, or exceptionally with an
     *     {@link io.opdbus.api.error.OpdbusException}
     */
    CompletionStage<Optional<AgentDescriptor>> describe(Deadline deadline);

    /**
     * Whether the channel can be used. One that is closed or broken for good stays so: open another. One that broke has
     * let go of everything on this side and need not be closed; its session is not ended, so that it can be taken up again.
     *
     * @return false once it is closed or broken
     */
    boolean isOpen();

    /**
     * Whether the session went on where it was left, with whatever state the agent holds for it. The pool asks when it
     * opens a session again whose earlier channel broke: without a yes the state counts as lost.
     *
     * @return true if the other side confirmed that it still held the session, or if the protocol has no session state
     *     that could be lost; false, unless overridden, where the session is new or nobody can tell
     */
    default boolean resumed() {
        return false;
    }

    /**
     * Ends the session and closes the channel. Calls under way are cancelled. May be called more than once.
     *
     * @param deadline when to stop waiting for the other side
     * @return completes when nothing of the channel is left, never exceptionally
     */
    CompletionStage<Void> close(Deadline deadline);
}
