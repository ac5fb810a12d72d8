package io.opdbus.core.agent;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.core.concurrent.Cancellable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session of the pool: its connections, one an agent, and its calls under way. */
final class PoolSession {

    private final SessionSpec spec;
    /** The end of an earlier session of the same id: the agents must have let go of its state before this one begins. */
    private final CompletableFuture<Void> predecessor;

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Set<PooledCall> calls = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean disconnected;

    PoolSession(SessionSpec spec, CompletionStage<Void> predecessor) {
        this.spec = spec;
        this.predecessor = predecessor.toCompletableFuture();
    }

    /** Completes when nothing of the session is left. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    Connection connection(PooledAgent agent) {
        Connection known = connections.get(agent.id());
        return known != null
                ? known
                : connections.computeIfAbsent(agent.id(), id -> new Connection(agent, spec, predecessor));
    }

    /** Takes a call in; false if the session has been closed. */
    boolean add(PooledCall call) {
        calls.add(call);
        return !closing.get();
    }

    void remove(PooledCall call) {
        calls.remove(call);
        if (disconnected) {
            endIfEmpty();
        }
    }

    /** Gives up calls of which nothing is heard long after they should have ended. */
    void sweep() {
        calls.forEach(PooledCall::giveUpIfOverdue);
    }

    /**
     * Cancels the calls and closes the connections. Ends when both are gone; calls that still have not ended by then are
     * given up.
     */
    CompletableFuture<Void> close(Deadline deadline, PoolContext context) {
        if (!closing.compareAndSet(false, true)) {
            return ended;
        }
        calls.forEach(PooledCall::stop);
        CompletableFuture<?>[] connectionsClosed = connections.values().stream()
                .map(connection -> connection.close(deadline).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        Cancellable limit = context.after(deadline.remaining(context.clock()), this::end);
        ended.whenComplete((done, failure) -> limit.cancel());
        CompletableFuture.allOf(connectionsClosed).whenComplete((done, failure) -> {
            disconnected = true;
            endIfEmpty();
        });
        return ended;
    }

    /** Gives up what is left. */
    void end() {
        calls.forEach(call -> call.giveUp("its session was closed, and it did not end in time"));
        ended.complete(null);
    }

    private void endIfEmpty() {
        if (calls.isEmpty()) {
            ended.complete(null);
        }
    }
}
