package io.opdbus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsConfigTest {

    private static final Path SEED = Path.of("src/test/resources/config/agents.toml");

    private final Problems problems = new Problems();

    private AgentsConfig parse(String toml) {
        return AgentsConfig.parse("agents.toml", toml, Map.of(), problems);
    }

    private List<String> told() {
        return problems.sorted().stream()
                .map(Problem::toString)
                .map(line -> line.replace("agents.toml:", "").replace(" error:", ""))
                .toList();
    }

    @Test
    void theExampleOfTheArchitectureIsRead() {
        AgentsConfig config = AgentsConfig.read(SEED, Map.of(), problems);
        assertThat(told()).isEmpty();
        assertThat(config.pool()).isEqualTo(PoolSettings.DEFAULT);
        assertThat(config.runOnConnection())
                .containsExactly("rust_pro", "backend_architect", "sequential_thinking", "memory", "context_manager");
        assertThat(config.agents().get("debugger").address()).hasToString("debugger at http://127.0.0.1:50057");
        assertThat(config.agents().get("debugger").location()).hasToString(SEED + ":24:12");
    }

    @Test
    void theDefaultsAreThoseOfOpDbus() {
        AgentsConfig config = AgentsConfig.defaults(Map.of(), problems);
        assertThat(config.runOnConnection()).isEmpty();
        assertThat(config.agents().values())
                .extracting(agent -> agent.address().toString())
                .containsExactly(
                        "rust_pro at http://127.0.0.1:50051",
                        "backend_architect at http://127.0.0.1:50052",
                        "sequential_thinking at http://127.0.0.1:50053",
                        "memory at http://127.0.0.1:50054",
                        "context_manager at http://127.0.0.1:50055",
                        "python_pro at http://127.0.0.1:50056",
                        "debugger at http://127.0.0.1:50057",
                        "mem0 at http://127.0.0.1:50058",
                        "search_specialist at http://127.0.0.1:50059",
                        "deployment at http://127.0.0.1:50060");
        assertThat(config.pool().healthCheckInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.pool().limits())
                .isEqualTo(new CallLimits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        3,
                        Duration.ofMillis(100),
                        10,
                        1_000,
                        5,
                        Duration.ofSeconds(60)));
    }

    @Test
    void anAgentHasItsOwnAddressAndLimits() {
        AgentsConfig config = parse("""
                [pool]
                base_address = "grpcs://agents.example"
                request_timeout_ms = 1000
                max_concurrent_calls = 2
                [ports]
                memory = 6000
                [agents.memory]
                request_timeout_ms = 2000
                max_queued_calls = 7
                session_state = false
                start_timeout_ms = 4000
                [agents.reviewer]
                address = "unix:/run/reviewer.sock"
                operations = ["review", "suggest"]
                default_operation = "review"
                command = ["reviewer", "--socket", "/run/reviewer.sock"]
                restart = "always"
                [agents.py]
                address = "dbus:session"
                [agents.local]
                address = "in-process"
                """);
        assertThat(told()).isEmpty();
        AgentSettings memory = config.agents().get("memory");
        assertThat(memory.address().uri()).isEqualTo("grpcs://agents.example:6000");
        assertThat(memory.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(memory.limits().maxConcurrentCalls()).isEqualTo(2);
        assertThat(memory.limits().maxQueuedCalls()).isEqualTo(7);
        assertThat(memory.ownAddress()).isFalse();
        assertThat(memory.sessionState()).isFalse();
        assertThat(memory.startTimeout()).isEqualTo(Duration.ofSeconds(4));
        AgentSettings reviewer = config.agents().get("reviewer");
        assertThat(reviewer.address().uri()).isEqualTo("unix:/run/reviewer.sock");
        assertThat(reviewer.ownAddress()).isTrue();
        assertThat(reviewer.sessionState()).isTrue();
        assertThat(reviewer.startTimeout()).isEqualTo(AgentSettings.START_TIMEOUT);
        assertThat(reviewer.operations()).containsExactly("review", "suggest");
        assertThat(reviewer.defaultOperation()).contains("review");
        assertThat(reviewer.command()).containsExactly("reviewer", "--socket", "/run/reviewer.sock");
        assertThat(reviewer.restart()).isEqualTo(RestartPolicy.ALWAYS);
        assertThat(reviewer.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(reviewer.location()).hasToString("agents.toml:13:11");
        assertThat(config.agents().get("py").restart()).isEqualTo(RestartPolicy.ON_FAILURE);
        assertThat(config.agents().get("rust_pro").address().uri()).isEqualTo("grpcs://agents.example:50051");
    }

    @Test
    void theEnvironmentGoesFirst() {
        AgentsConfig config = AgentsConfig.parse(
                "agents.toml",
                "[pool]\nconnect_timeout_ms = 7\n[run_on_connection]\nagents = [\"memory\"]\n",
                Map.of(
                        "OP_AGENT_POOL_ADDRESS", "grpc://[::1]",
                        "OP_AGENT_CONNECT_TIMEOUT_MS", "250",
                        "OP_AGENT_REQUEST_TIMEOUT_MS", "",
                        "OP_RUN_ON_CONNECTION_AGENTS", "rust_pro, mem0"),
                problems);
        assertThat(told()).isEmpty();
        assertThat(config.pool().limits().connectTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.pool().limits().requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.runOnConnection()).containsExactly("rust_pro", "mem0");
        assertThat(config.agents().get("mem0").address().uri()).isEqualTo("grpc://[::1]:50058");
    }

    @Test
    void wrongVariablesAreToldByName() {
        AgentsConfig config = AgentsConfig.defaults(
                Map.of(
                        "OP_AGENT_POOL_ADDRESS", "localhost",
                        "OP_AGENT_CONNECT_TIMEOUT_MS", "5s",
                        "OP_AGENT_REQUEST_TIMEOUT_MS", "0",
                        "OP_RUN_ON_CONNECTION_AGENTS", "rust_por"),
                problems);
        assertThat(config.pool()).isEqualTo(PoolSettings.DEFAULT);
        assertThat(told())
                .containsExactly(
                        "environment variable OP_AGENT_CONNECT_TIMEOUT_MS: must be a number of milliseconds above 0, is '5s'",
                        "environment variable OP_AGENT_REQUEST_TIMEOUT_MS: must be a number of milliseconds above 0, is '0'",
                        "environment variable OP_AGENT_POOL_ADDRESS: must be scheme and host, such as http://127.0.0.1"
                                + " or grpcs://agents.example, is 'localhost'",
                        "environment variable OP_RUN_ON_CONNECTION_AGENTS: agent 'rust_por' has no port in [ports] and no"
                                + " 'address' in [agents.rust_por]; did you mean 'rust_pro'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pol = 1 | 1:1: unknown key 'pol'; did you mean 'pool'?",
                "[pool]\\nbase_adress = \"x\" | 2:1: unknown key 'base_adress'; did you mean 'base_address'?",
                "[pool]\\nbase_address = \"http://a:1\" | 2:16: 'base_address' must have no port; the ports of the agents stand in [ports]",
                "[pool]\\nbase_address = \"http://a/\" | 2:16: 'base_address' must not end with '/'",
                "[pool]\\nconnect_timeout = 5 | 2:1: unknown key 'connect_timeout'; use 'connect_timeout_ms'",
                "[pool]\\nconnect_timeout_ms = \"5s\" | 2:22: 'connect_timeout_ms' must be a whole number, is a string",
                "[pool]\\nconnect_timeout_ms = 0 | 2:22: 'connect_timeout_ms' must be from 1 to 86400000, is 0",
                "pool = 3 | 1:8: 'pool' must be a map, is a number",
                "[ports]\\nmemory = 70000 | 2:10: 'memory' must be from 1 to 65535, is 70000",
                "[ports]\\nmemory = \"x\" | 2:10: 'memory' must be a whole number, is a string",
                "[ports]\\n\"a b\" = 1 | 2:1: agent id 'a b' must be 1 to 64 letters, digits, '_' or '-'",
                "[run_on_connection]\\nagents = [\"memroy\"] | 2:11: agent 'memroy' has no port in [ports] and no 'address' in [agents.memroy]; did you mean 'memory'?",
                "[run_on_connection]\\nagents = [\"memory\", \"memory\"] | 2:21: agent 'memory' is listed twice",
                "[run_on_connection]\\nagents = \"memory\" | 2:10: 'agents' must be a list of strings, is a string; write [memory]",
                "[run_on_connection]\\nagent = [] | 2:1: unknown key 'agent'; did you mean 'agents'?",
                "[agents.memory]\\nurl = \"http://a:1\" | 2:1: unknown key 'url'; use 'address'",
                "[agents.x]\\noperations = [] | 1:1: agent 'x' has no 'address', and no port in [ports]",
                "[agents.x]\\naddress = \"127.0.0.1:5\" | 2:11: address '127.0.0.1:5' of agent 'x' has no scheme; write for example grpc://127.0.0.1:50051 or in-process",
                "[agents.x]\\naddress = \"in-process\"\\noperations = [\"test\"]\\ndefault_operation = \"tset\" | 4:21: 'default_operation' is 'tset', which 'operations' does not list; did you mean 'test'?",
                "[agents.x]\\naddress = \"in-process\"\\ncommand = [] | 3:11: 'command' must name a program",
                "[agents.x]\\naddress = \"in-process\"\\nrestart = \"allways\" | 3:11: 'restart' must be 'never', 'on_failure' or 'always', is 'allways'; did you mean 'always'?",
                "[pool]\\n[pool] | 2:1: duplicate key 'pool', first on line 1",
                "a = | 1:4: unexpected end of input, expected a value"
            })
    void whatIsWrongIsToldAtItsPlace(String toml, String expected) {
        parse(toml.replace("\\n", "\n"));
        assertThat(told().get(0)).isEqualTo(expected);
    }

    @Test
    void aMissingFileIsAProblem() {
        AgentsConfig config = AgentsConfig.read(Path.of("none/agents.toml"), Map.of(), problems);
        assertThat(told()).containsExactly("none/ there is no such file");
        assertThat(config.agents()).hasSize(10);
    }
}
