package io.opdbus.core.agent;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.SessionSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way to one agent for one session. Its channels come and go; however many calls need one, a single attempt to open it
 * is under way. Once a channel broke through which calls had gone, the next must confirm that the agent still holds the
 * session, else the session is lost for good: it never goes on silently without its state.
 */
final class Connection {

    private final Object lock = new Object();
    private final PooledAgent agent;
    private final SessionSpec session;
    private final CompletableFuture<Void> predecessor;
    private final AtomicInteger underWay = new AtomicInteger();

    private volatile @Nullable AgentChannel channel;
    private volatile boolean used;
    private @Nullable CompletableFuture<AgentChannel> opening;
    private @Nullable ErrorInfo lost;
    private boolean closed;
    /** The end of a channel that was opened and then not wanted. */
    private CompletionStage<Void> ending = CompletableFuture.completedStage(null);

    Connection(PooledAgent agent, SessionSpec session, CompletableFuture<Void> predecessor) {
        this.agent = agent;
        this.session = session;
        this.predecessor = predecessor;
    }

    /** The channel, if there is one that can be used. */
    @Nullable AgentChannel ready() {
        AgentChannel current = channel;
        return current != null && current.isOpen() ? current : null;
    }

    /** The channel, opened if need be. Completes exceptionally with an {@link OpdbusException}. */
    CompletableFuture<AgentChannel> acquire() {
        AgentChannel current = channel;
        if (current != null && current.isOpen()) {
            return CompletableFuture.completedFuture(current);
        }
        if (current != null) {
            broken(current);
        }
        CompletableFuture<AgentChannel> attempt;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(
                        new OpdbusException(ErrorCode.CLOSED, "session '" + session.id() + "' was closed"));
            }
            if (lost != null) {
                return CompletableFuture.failedFuture(new OpdbusException(lost));
            }
            if (opening != null) {
                return opening;
            }
            AgentChannel newer = channel;
            if (newer != null) {
                return CompletableFuture.completedFuture(newer);
            }
            attempt = new CompletableFuture<>();
            opening = attempt;
        }
        predecessor.thenRun(() -> open(attempt));
        return attempt;
    }

    private void open(CompletableFuture<AgentChannel> attempt) {
        boolean late;
        synchronized (lock) {
            late = closed;
        }
        if (late) {
            failed(attempt, ErrorInfo.of(ErrorCode.CLOSED, "session '" + session.id() + "' was closed"));
            return;
        }
        agent.open(session).whenComplete((opened, failure) -> {
            if (failure == null) {
                opened(attempt, opened);
            } else {
                failed(attempt, Failures.describe(agent.id(), failure));
            }
        });
    }

    /** A call is about to go through the channel. */
    void callStarts() {
        underWay.incrementAndGet();
    }

    /** Whether the call reached the agent, so that the session may have state there. */
    void callEnded(AgentChannel through, Ran ran) {
        if (ran != Ran.NO) {
            used = true;
        }
        underWay.decrementAndGet();
        if (!through.isOpen()) {
            broken(through);
        }
    }

    /** Closes the channel, if there is one; one that is being opened is closed when it arrives. */
    CompletionStage<Void> close(Deadline deadline) {
        AgentChannel last;
        CompletionStage<Void> unwanted;
        synchronized (lock) {
            closed = true;
            last = channel;
            channel = null;
            unwanted = ending;
        }
        if (last == null) {
            return unwanted;
        }
        agent.channelGone();
        return last.close(deadline);
    }

    /** Counts once against the circuit, however many calls the channel took with it. */
    private void broken(AgentChannel which) {
        synchronized (lock) {
            if (channel != which) {
                return;
            }
            channel = null;
        }
        agent.channelGone();
        agent.connectionFailed(
                ErrorInfo.retryable(ErrorCode.CONNECTION_LOST, "the connection to " + agent.address() + " broke"));
        which.close(agent.context().deadline(agent.limits().connectTimeout()));
    }

    private void opened(CompletableFuture<AgentChannel> attempt, AgentChannel opened) {
        if ((used || underWay.get() > 0) && agent.settings().sessionState() && !opened.resumed()) {
            end(opened);
            failed(
                    attempt,
                    ErrorInfo.of(
                            ErrorCode.SESSION_LOST,
                            "agent '" + agent.id() + "' came back without the state of session '" + session.id()
                                    + "'; what it knew of earlier calls is gone: start a new session, or set session_state"
                                    + " = false under [agents." + agent.id() + "] if it keeps none"));
            return;
        }
        boolean late;
        synchronized (lock) {
            opening = null;
            late = closed;
            if (!late) {
                channel = opened;
            }
        }
        if (late) {
            end(opened);
            attempt.completeExceptionally(
                    new OpdbusException(ErrorCode.CLOSED, "session '" + session.id() + "' was closed"));
        } else {
            agent.channelOpened();
            attempt.complete(opened);
        }
    }

    private void end(AgentChannel unwanted) {
        CompletionStage<Void> end =
                unwanted.close(agent.context().deadline(agent.limits().connectTimeout()));
        synchronized (lock) {
            ending = end;
        }
    }

    private void failed(CompletableFuture<AgentChannel> attempt, ErrorInfo error) {
        synchronized (lock) {
            opening = null;
            if (error.code().equals(ErrorCode.SESSION_LOST)) {
                lost = error;
            }
        }
        if (Failures.isTransports(error)) {
            agent.connectionFailed(error);
        }
        attempt.completeExceptionally(new OpdbusException(error));
    }
}
