package io.opdbus.core.config;

import io.opdbus.api.error.Location;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import io.opdbus.core.source.Problems;
import io.opdbus.core.text.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code agents.toml}. */
final class AgentsReader {

    private static final Pattern AGENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LARGEST_PORT = 65_535;
    private static final List<String> TABLES = List.of("pool", "run_on_connection", "ports", "agents");
    private static final List<String> POOL_KEYS = Stream.concat(
                    Stream.of("base_address", "health_check_interval_ms"), CallLimits.KEYS.stream())
            .toList();
    private static final List<String> AGENT_KEYS = Stream.concat(
                    Stream.of(
                            "address",
                            "operations",
                            "default_operation",
                            "command",
                            "restart",
                            "start_timeout_ms",
                            "session_state"),
                    CallLimits.KEYS.stream())
            .toList();
    /** The ports at which the agents of op-dbus listen. */
    private static final List<String> WELL_KNOWN = List.of(
            "rust_pro",
            "backend_architect",
            "sequential_thinking",
            "memory",
            "context_manager",
            "python_pro",
            "debugger",
            "mem0",
            "search_specialist",
            "deployment");

    private static final int FIRST_WELL_KNOWN_PORT = 50_051;
    private static final Location WELL_KNOWN_PORTS = new Location("the well-known ports", 0, 0, JsonPointer.ROOT);

    private final PoolEnvironment environment;
    private final Problems problems;
    private final Map<String, AgentSettings> agents = new LinkedHashMap<>();

    AgentsReader(PoolEnvironment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    AgentsConfig read(Optional<ObjectReader> file) {
        file.ifPresent(top -> top.rejectUnknownKeys(TABLES, Map.of("pools", "use 'pool'")));
        PoolSettings pool = environment.override(
                file.flatMap(top -> top.object("pool")).map(AgentsReader::pool).orElse(PoolSettings.DEFAULT));
        for (int i = 0; i < WELL_KNOWN.size(); i++) {
            add(pool, WELL_KNOWN.get(i), FIRST_WELL_KNOWN_PORT + i, WELL_KNOWN_PORTS);
        }
        file.flatMap(top -> top.object("ports")).ifPresent(ports -> ports(pool, ports));
        file.flatMap(top -> top.object("agents"))
                .ifPresent(tables ->
                        checkedIds(tables).forEach(id -> tables.object(id).ifPresent(table -> agent(pool, id, table))));
        return new AgentsConfig(pool, runOnConnection(file), agents);
    }

    private static PoolSettings pool(ObjectReader table) {
        table.rejectUnknownKeys(
                POOL_KEYS,
                Map.of("connect_timeout", "use 'connect_timeout_ms'", "request_timeout", "use 'request_timeout_ms'"));
        Optional<String> address = table.optionalString("base_address").filter(written -> {
            Optional<String> wrong = BaseAddress.problem(written);
            table.node("base_address")
                    .ifPresent(node -> wrong.ifPresent(message -> node.error("'base_address' " + message)));
            return wrong.isEmpty();
        });
        return new PoolSettings(
                address.orElse(PoolSettings.DEFAULT.baseAddress()),
                CallLimits.millis(table, "health_check_interval_ms", 1, PoolSettings.DEFAULT.healthCheckInterval()),
                CallLimits.DEFAULT.overriddenBy(table));
    }

    private void ports(PoolSettings pool, ObjectReader table) {
        for (String id : checkedIds(table)) {
            Optional<Node> given = table.given(id);
            given.flatMap(port -> port.integer(1, LARGEST_PORT))
                    .ifPresent(
                            port -> add(pool, id, port.intValue(), given.get().location()));
        }
    }

    private void add(PoolSettings pool, String id, int port, Location location) {
        AgentAddress address = new AgentAddress(id, pool.baseAddress() + ":" + port);
        agents.put(id, AgentSettings.at(address, pool.limits(), location));
    }

    private static List<String> checkedIds(ObjectReader table) {
        List<String> ids = new ArrayList<>(table.keys());
        ids.removeIf(id -> {
            boolean wrong = !AGENT_ID.matcher(id).matches();
            if (wrong) {
                table.node(id)
                        .ifPresent(node -> node.keyError(
                                "agent id '" + id + "' must be 1 to 64 letters, digits, '_' or '-'", Optional.empty()));
            }
            return wrong;
        });
        return ids;
    }

    private void agent(PoolSettings pool, String id, ObjectReader table) {
        table.rejectUnknownKeys(
                AGENT_KEYS, Map.of("port", "ports stand in [ports], or in 'address'", "url", "use 'address'"));
        List<String> operations = table.stringList("operations");
        Optional<String> defaultOperation = table.optionalString("default_operation");
        if (defaultOperation.isPresent() && !operations.isEmpty() && !operations.contains(defaultOperation.get())) {
            table.node("default_operation")
                    .ifPresent(node -> node.error(
                            "'default_operation' is '" + defaultOperation.get() + "', which 'operations' does not list",
                            Suggestions.nearest(defaultOperation.get(), operations)));
        }
        List<String> command = table.stringList("command");
        if (table.has("command") && command.isEmpty()) {
            table.node("command").ifPresent(node -> node.error("'command' must name a program"));
        }
        RestartPolicy restart = restart(table);
        CallLimits limits = pool.limits().overriddenBy(table);
        @Nullable AgentSettings known = agents.get(id);
        Optional<AgentAddress> own = address(id, table);
        if (own.isEmpty() && known == null) {
            if (!table.has("address")) {
                table.self().keyError("agent '" + id + "' has no 'address', and no port in [ports]", Optional.empty());
            }
            return;
        }
        Location place = table.node("address").map(Node::location).orElseGet(table::location);
        agents.put(
                id,
                new AgentSettings(
                        own.orElseGet(() -> known == null ? new AgentAddress(id, "in-process") : known.address()),
                        own.isPresent(),
                        operations,
                        defaultOperation,
                        command,
                        restart,
                        CallLimits.millis(table, "start_timeout_ms", 1, AgentSettings.START_TIMEOUT),
                        table.bool("session_state").orElse(true),
                        limits,
                        place));
    }

    private static Optional<AgentAddress> address(String id, ObjectReader table) {
        return table.optionalString("address").flatMap(uri -> {
            try {
                return Optional.of(new AgentAddress(id, uri));
            } catch (IllegalArgumentException e) {
                table.node("address").ifPresent(node -> node.error(String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        });
    }

    private static RestartPolicy restart(ObjectReader table) {
        return table.oneOf("restart", List.of("never", "on_failure", "always"))
                .map(word -> RestartPolicy.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(RestartPolicy.ON_FAILURE);
    }

    private List<String> runOnConnection(Optional<ObjectReader> file) {
        Set<String> seen = new HashSet<>();
        List<String> ids = new ArrayList<>();
        Optional<ObjectReader> table = file.flatMap(top -> top.object("run_on_connection"));
        table.ifPresent(reader -> reader.rejectUnknownKeys(List.of("agents"), Map.of()));
        Optional<List<String>> overriding = environment.runOnConnection();
        for (Node node : table.map(reader -> reader.strings("agents")).orElse(List.of())) {
            String id = String.valueOf(node.value());
            if (overriding.isEmpty() && isKnown(id, node.location(), seen)) {
                ids.add(id);
            }
        }
        for (String id : overriding.orElse(List.of())) {
            if (isKnown(id, PoolEnvironment.location(PoolEnvironment.RUN_ON_CONNECTION), seen)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private boolean isKnown(String id, Location location, Set<String> seen) {
        if (!agents.containsKey(id)) {
            problems.error(
                    location,
                    "agent '" + id + "' has no port in [ports] and no 'address' in [agents." + id + "]",
                    Suggestions.nearest(id, agents.keySet()));
            return false;
        }
        if (!seen.add(id)) {
            problems.error(location, "agent '" + id + "' is listed twice");
            return false;
        }
        return true;
    }
}
