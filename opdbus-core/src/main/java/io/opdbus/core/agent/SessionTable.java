package io.opdbus.core.agent;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.transport.SessionSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions that are open, and those that are still being closed: one that is opened again begins after its end. */
final class SessionTable {

    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Map<String, PoolSession> open = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();
    private final PoolContext context;

    SessionTable(PoolContext context) {
        this.context = context;
    }

    @Nullable PoolSession find(String id) {
        return open.get(id);
    }

    /** The session if it was not open before. */
    Optional<PoolSession> open(String id) {
        if (open.containsKey(id)) {
            return Optional.empty();
        }
        PoolSession[] created = new PoolSession[1];
        open.computeIfAbsent(
                id, absent -> created[0] = new PoolSession(SessionSpec.of(id), ending.getOrDefault(id, NOTHING)));
        return Optional.ofNullable(created[0]);
    }

    /** Completes when nothing of the session is left, never exceptionally. */
    CompletableFuture<Void> close(String id, Deadline deadline) {
        PoolSession[] closed = new PoolSession[1];
        open.computeIfPresent(id, (same, session) -> {
            closed[0] = session;
            ending.put(id, session.ended());
            return null;
        });
        PoolSession session = closed[0];
        if (session == null) {
            return ending.getOrDefault(id, NOTHING);
        }
        session.ended().thenRun(() -> ending.remove(id, session.ended()));
        return session.close(deadline, context);
    }

    /** Every open session, as it changes. */
    Collection<PoolSession> all() {
        return open.values();
    }

    List<String> ids() {
        return open.keySet().stream().sorted().toList();
    }

    /** Takes every session out. */
    List<PoolSession> drain() {
        List<PoolSession> drained = List.copyOf(open.values());
        open.clear();
        return drained;
    }
}
