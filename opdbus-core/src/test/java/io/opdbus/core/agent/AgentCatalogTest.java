package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.source.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgentCatalogTest {

    @Test
    @DisplayName("without a configuration there are the registered agents and the well-known ones at their ports")
    void defaults() {
        AgentCatalog catalog = AgentCatalog.of(List.of(agent("reviewer"), agent("rust_pro")), config(""));

        assertThat(catalog.ids())
                .contains("reviewer", "rust_pro", "memory", "deployment")
                .hasSize(11);
        assertThat(catalog.address("reviewer").uri()).isEqualTo("in-process");
        assertThat(catalog.address("rust_pro").uri()).isEqualTo("in-process");
        assertThat(catalog.address("memory").uri()).isEqualTo("http://127.0.0.1:50054");
        assertThat(catalog.get("reviewer").operations()).hasSize(1);
        assertThat(catalog.get("memory").operations()).isEmpty();
        assertThat(catalog.hosted()).hasSize(2);
        assertThat(catalog.requestTimeout("reviewer")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    @DisplayName(
            "a registered agent goes before a port of its id, and keeps the limits that the configuration gives it")
    void registeredBeforePort() {
        AgentCatalog catalog = AgentCatalog.of(List.of(agent("rust_pro")), config("""
                        [ports]
                        rust_pro = 6000
                        [agents.rust_pro]
                        request_timeout_ms = 7000
                        default_operation = "work"
                        """));

        assertThat(catalog.address("rust_pro").uri()).isEqualTo("in-process");
        assertThat(catalog.requestTimeout("rust_pro")).isEqualTo(Duration.ofSeconds(7));
        assertThat(catalog.get("rust_pro").defaultOperation()).contains("work");
    }

    @Test
    @DisplayName("an agent that is registered here and configured elsewhere is an error that names both")
    void registeredAndElsewhere() {
        assertThatThrownBy(() -> AgentCatalog.of(
                        List.of(agent("rust_pro")), config("[agents.rust_pro]\naddress = 'grpc://far:1'\n")))
                .isInstanceOfSatisfying(OpdbusException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.DUPLICATE_NAME);
                    assertThat(failure).hasMessageContaining("grpc://far:1").hasMessageContaining("agents.toml:2:11");
                });
    }

    @Test
    @DisplayName("two agents of one id are an error that names both classes")
    void duplicate() {
        assertThatThrownBy(() -> AgentCatalog.of(List.of(agent("twin"), new Twin()), config("")))
                .isInstanceOfSatisfying(OpdbusException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.DUPLICATE_NAME);
                    assertThat(failure)
                            .hasMessageContaining(Twin.class.getName())
                            .hasMessageContaining(agent("twin").getClass().getName());
                });
    }

    @Test
    @DisplayName("R1: a default operation that the registered agent does not have is told with its place")
    void wrongDefault() {
        assertThatThrownBy(() -> AgentCatalog.of(
                        List.of(agent("local")),
                        config("[agents.local]\naddress = 'in-process'\ndefault_operation = 'wrok'\n")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("agents.toml:2:11")
                .hasMessageContaining("wrok")
                .hasMessageContaining("work");
    }

    @Test
    @DisplayName("R1: an agent that is to be in-process but is not registered is told with its place")
    void notRegistered() {
        assertThatThrownBy(() -> AgentCatalog.of(List.of(), config("[agents.local]\naddress = 'in-process'\n")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("agents.toml:2:11")
                .hasMessageContaining("register it");
    }

    @Test
    @DisplayName("an unknown name fails with the nearest ones, or with what to do")
    void unknown() {
        AgentCatalog catalog = AgentCatalog.of(List.of(agent("reviewer")), config(""));

        assertThat(catalog.find("revewer")).isEmpty();
        assertThatThrownBy(() -> catalog.get("revewer")).isInstanceOfSatisfying(UnknownNameException.class, failure -> {
            assertThat(failure.candidates()).containsExactly("reviewer");
            assertThat(failure).hasMessageContaining("did you mean reviewer");
        });
        assertThatThrownBy(() -> catalog.get("qqqq")).hasMessageContaining("[agents.qqqq]");
    }

    @Test
    @DisplayName("the operations of an agent may be configured")
    void operations() {
        AgentCatalog catalog =
                AgentCatalog.of(List.of(), config("[agents.memory]\noperations = ['remember', 'recall']\n"));

        assertThat(catalog.get("memory").operations())
                .extracting(Operation::name)
                .containsExactly("remember", "recall");
    }

    private static Agent agent(String id) {
        return Agent.builder(id).operation("work", (call, output) -> null).build();
    }

    private static AgentsConfig config(String toml) {
        Problems problems = new Problems();
        AgentsConfig config = AgentsConfig.parse("agents.toml", toml, Map.of(), problems);
        assertThat(problems.sorted()).isEmpty();
        return config;
    }

    private static final class Twin implements Agent {
        @Override
        public io.opdbus.api.agent.AgentDescriptor descriptor() {
            return agent("twin").descriptor();
        }

        @Override
        public Object invoke(io.opdbus.api.agent.AgentCall call, io.opdbus.api.call.ChunkSink output) {
            return 1L;
        }
    }
}
