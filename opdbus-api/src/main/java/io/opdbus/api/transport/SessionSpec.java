package io.opdbus.api.transport;

import java.util.Map;
import java.util.Objects;

/**
 * The session that a channel is opened for.
 *
 * @param id the session's id, chosen by the pool
 * @param clientName names this host in the agent's logs
 * @param metadata further facts for the agent
 */
public record SessionSpec(String id, String clientName, Map<String, String> metadata) {

    /** Checks for null and copies. */
    public SessionSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(clientName, "clientName");
        metadata = Map.copyOf(metadata);
    }

    /**
     * A session without further facts.
     *
     * @param id the session's id
     * @return the specification, with the client name {@code opdbus}
     */
    public static SessionSpec of(String id) {
        return new SessionSpec(id, "opdbus", Map.of());
    }
}
