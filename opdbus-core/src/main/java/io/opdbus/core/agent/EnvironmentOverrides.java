package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** The environment variables that override agents.toml. */
final class EnvironmentOverrides {

    static final String ADDRESS = "OP_AGENT_POOL_ADDRESS";
    static final String CONNECT_TIMEOUT = "OP_AGENT_CONNECT_TIMEOUT_MS";
    static final String REQUEST_TIMEOUT = "OP_AGENT_REQUEST_TIMEOUT_MS";
    static final String RUN_ON_CONNECTION = "OP_RUN_ON_CONNECTION_AGENTS";

    private EnvironmentOverrides() {}

    static PoolSettings apply(PoolSettings settings, Map<String, String> environment) {
        PoolSettings.Builder builder = settings.toBuilder();
        String address = environment.get(ADDRESS);
        if (address != null && !address.isBlank()) {
            builder.baseAddress(address.strip());
        }
        String connect = environment.get(CONNECT_TIMEOUT);
        if (connect != null && !connect.isBlank()) {
            builder.connectTimeout(millis(CONNECT_TIMEOUT, connect));
        }
        String request = environment.get(REQUEST_TIMEOUT);
        if (request != null && !request.isBlank()) {
            builder.requestTimeout(millis(REQUEST_TIMEOUT, request));
        }
        String agents = environment.get(RUN_ON_CONNECTION);
        if (agents != null) {
            builder.runOnConnection(Arrays.stream(agents.split(","))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .toList());
        }
        return builder.build();
    }

    private static Duration millis(String name, String text) {
        long millis;
        try {
            millis = Long.parseLong(text.strip());
        } catch (NumberFormatException notANumber) {
            millis = 0;
        }
        if (millis < 1) {
            throw new OpdbusException(
                    ErrorCode.INVALID_DEFINITION,
                    "the environment variable " + name + " must be a whole number of milliseconds above 0, is '" + text
                            + "'");
        }
        return Duration.ofMillis(millis);
    }
}
