package io.opdbus.api.transport;

import java.util.Map;
import java.util.Objects;

/**
 * How an agent says it is.
 *
 * @param healthy whether it takes calls
 * @param status a word for people, such as {@code running}
 * @param facts further facts; may be empty
 */
public record AgentHealth(boolean healthy, String status, Map<String, String> facts) {

    /** Checks for null and copies. */
    public AgentHealth {
        Objects.requireNonNull(status, "status");
        facts = Map.copyOf(facts);
    }
}
