package io.opdbus.agents.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewAgentsTest {
    @TempDir
    Path root;

    @BeforeEach
    void aSmallTreeWithDefects() throws IOException {
        write("app/run.py", "import os\n\ndef run(x):\n    os.system('ls ' + x)\n");
        write("app/slow.py", "import time\n\nasync def wait():\n    time.sleep(1)\n");
        write("app/a.py", "from app import b\n");
        write("app/b.py", "from app import a\n");
        write("web/index.js", "import './main.js';\n");
        write("web/main.js", "export const x = 1;\n");
    }

    @Test
    void agentsAndToolsAreFoundByServiceLoader() {
        assertThat(ServiceLoader.load(Agent.class).stream()
                        .map(agent -> agent.get().descriptor().id()))
                .contains("security_auditor", "backend_architect", "performance_engineer");
        assertThat(ServiceLoader.load(ToolSource.class).stream()
                        .flatMap(source -> source.get().tools().stream())
                        .map(tool -> tool.descriptor().name()))
                .contains("source_list", "review_report");
        assertThat(new SecurityAuditor().descriptor().defaultOperation()).hasValue("review");
        assertThat(new BackendArchitect().descriptor().defaultOperation()).hasValue("analyze");
        assertThat(new PerformanceEngineer().descriptor().defaultOperation()).hasValue("review");
    }

    @Test
    void eachAgentTellsWhatItFound() throws Exception {
        assertThat(rules(invoke(new SecurityAuditor(), "review", Map.of()))).containsExactly("SEC-EXEC-001");
        assertThat(rules(invoke(new PerformanceEngineer(), "review", Map.of()))).containsExactly("PERF-ASYNC-001");
        Map<String, Object> architecture = invoke(new BackendArchitect(), "review", Map.of());
        assertThat(rules(architecture)).containsExactly("ARCH-CYCLE-001");
        assertThat(architecture.get("cycles")).isEqualTo(List.of(List.of("app/a.py", "app/b.py")));
        assertThat(architecture.get("mermaid").toString()).startsWith("flowchart LR");
        assertThat(invoke(new BackendArchitect(), "analyze", Map.of()))
                .containsEntry("summary", "2 modules, 10 lines of code, 0 lines of tests, 1 circle")
                .doesNotContainKey("findings");
    }

    @Test
    void resultsAreJsonLikeAndSmall() throws Exception {
        for (Agent agent : List.of(new SecurityAuditor(), new BackendArchitect(), new PerformanceEngineer())) {
            Map<String, Object> result = invoke(agent, "review", Map.of());
            assertThat(Values.of(result)).isEqualTo(result);
        }
    }

    @Test
    void aTreeFullOfDefectsGivesAResultWithinTheBoundOfAStep() throws Exception {
        StringBuilder text = new StringBuilder("import os\n");
        for (int i = 0; i < 3_000; i++) {
            text.append("os.system('")
                    .append("x".repeat(150))
                    .append("' + y")
                    .append(i)
                    .append(")\n");
        }
        for (int i = 0; i < 20; i++) {
            write("many/m" + i + ".py", text.toString());
        }
        Map<String, Object> result = invoke(new SecurityAuditor(), "review", Map.of("max_findings", 1_000L));
        assertThat(result.toString().length()).isLessThan(1 << 20);
        assertThat(((Map<?, ?>) result.get("counts")).get("high")).isEqualTo(60_001L);
        long shown = ((List<?>) result.get("findings")).size();
        assertThat(result.get("more")).isEqualTo(60_001L - shown);
    }

    @Test
    void argumentsChooseWhatIsLookedAtAndTold() throws Exception {
        assertThat(rules(invoke(new SecurityAuditor(), "review", Map.of("exclude", List.of("app")))))
                .isEmpty();
        assertThat(rules(invoke(new SecurityAuditor(), "review", Map.of("min_severity", "critical"))))
                .isEmpty();
        assertThat(invoke(new SecurityAuditor(), "review", Map.of("max_findings", 0L)))
                .containsEntry("more", 1L);
        assertThatThrownBy(() -> invoke(new SecurityAuditor(), "review", Map.of("min_severity", "grave")))
                .isInstanceOf(OpdbusException.class)
                .hasMessageContaining("min_severity")
                .hasMessageContaining("grave");
        assertThatThrownBy(() -> invoke(new SecurityAuditor(), "review", Map.of("path", "/no/such/tree")))
                .isInstanceOf(OpdbusException.class)
                .hasMessageContaining("/no/such/tree");
    }

    @Test
    void aCancelledCallStopsAtTheNextFile() {
        CallFacts facts = CallFacts.standalone("test");
        List<Chunk> chunks = new ArrayList<>();
        ChunkSink cancelling = chunk -> {
            chunks.add(chunk);
            facts.cancelToken().cancel("enough");
        };
        AgentCall call =
                new AgentCall("security_auditor", "review", "s", Arguments.of(Map.of("path", root.toString())), facts);
        assertThatThrownBy(() -> new SecurityAuditor().invoke(call, cancelling))
                .isInstanceOf(OpdbusException.class)
                .hasMessageContaining("stopped after 1 files: enough");
        assertThat(chunks).hasSize(1);
    }

    @Test
    void theToolsListATreeAndWriteAReport() throws Exception {
        Map<String, Object> list = call("source_list", Map.of("path", root.toString()));
        assertThat(list).containsEntry("files", 6L);

        Path file = root.resolve("out/report.md");
        Map<String, Object> arguments = Map.of(
                "security", invoke(new SecurityAuditor(), "review", Map.of()),
                "architecture", invoke(new BackendArchitect(), "review", Map.of()),
                "performance", invoke(new PerformanceEngineer(), "review", Map.of()),
                "report", file.toString());
        Map<String, Object> report = call("review_report", arguments);

        assertThat(report).containsEntry("findings", 3L).containsEntry("report", file.toString());
        String markdown = Files.readString(file);
        assertThat(markdown)
                .startsWith("# Code review of")
                .contains("SEC-EXEC-001", "PERF-ASYNC-001", "ARCH-CYCLE-001", "```mermaid", "`app/run.py:4`");
        call("review_report", arguments);
        assertThat(Files.readString(file)).isEqualTo(markdown);
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aReportWithoutResultsSaysSo() throws Exception {
        assertThat(call("review_report", Map.of()).get("summary").toString())
                .contains("The review of security gave no result.");
    }

    private Map<String, Object> invoke(Agent agent, String operation, Map<String, Object> given) throws Exception {
        Map<String, Object> arguments = new java.util.HashMap<>(Map.of("path", root.toString()));
        arguments.putAll(given);
        AgentCall call = new AgentCall(
                agent.descriptor().id(), operation, "s", Arguments.of(arguments), CallFacts.standalone("test"));
        return castMap(agent.invoke(call, ChunkSink.NONE));
    }

    private static Map<String, Object> call(String name, Map<String, Object> arguments) throws Exception {
        Tool tool = new ReviewTools()
                .tools().stream()
                        .filter(each -> each.descriptor().name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return castMap(
                tool.call(new ToolCall(name, Arguments.of(arguments), CallFacts.standalone("test"), ChunkSink.NONE)));
    }

    private static List<String> rules(Map<String, Object> result) {
        return ((List<?>) result.get("findings"))
                .stream()
                        .map(finding -> castMap(finding).get("rule").toString())
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> castMap(Object value) {
        return (Map<String, Object>) value;
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
