package io.opdbus.core.config;

import io.opdbus.api.error.Location;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.source.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The environment variables that go before {@code agents.toml}. One that is empty says nothing. */
final class PoolEnvironment {

    static final String ADDRESS = "OP_AGENT_POOL_ADDRESS";
    static final String CONNECT_TIMEOUT = "OP_AGENT_CONNECT_TIMEOUT_MS";
    static final String REQUEST_TIMEOUT = "OP_AGENT_REQUEST_TIMEOUT_MS";
    static final String RUN_ON_CONNECTION = "OP_RUN_ON_CONNECTION_AGENTS";

    private static final Pattern MILLIS = Pattern.compile("0*[1-9][0-9]{0,7}");

    private final Map<String, String> variables;
    private final Problems problems;

    PoolEnvironment(Map<String, String> variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    PoolSettings override(PoolSettings pool) {
        CallLimits limits = pool.limits();
        limits = millis(CONNECT_TIMEOUT).map(limits::withConnectTimeout).orElse(limits);
        limits = millis(REQUEST_TIMEOUT).map(limits::withRequestTimeout).orElse(limits);
        return new PoolSettings(address().orElse(pool.baseAddress()), pool.healthCheckInterval(), limits);
    }

    private Optional<String> address() {
        Optional<String> address = value(ADDRESS);
        Optional<String> wrong = address.flatMap(BaseAddress::problem);
        wrong.ifPresent(message -> problems.error(location(ADDRESS), message));
        return wrong.isPresent() ? Optional.empty() : address;
    }

    private Optional<Duration> millis(String name) {
        Optional<String> value = value(name);
        if (value.isPresent() && !MILLIS.matcher(value.get()).matches()) {
            problems.error(location(name), "must be a number of milliseconds above 0, is '" + value.get() + "'");
            return Optional.empty();
        }
        return value.map(digits -> Duration.ofMillis(Long.parseLong(digits)));
    }

    Optional<List<String>> runOnConnection() {
        return value(RUN_ON_CONNECTION)
                .map(list -> Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList());
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    static Location location(String name) {
        return new Location("environment variable " + name, 0, 0, JsonPointer.ROOT);
    }
}
