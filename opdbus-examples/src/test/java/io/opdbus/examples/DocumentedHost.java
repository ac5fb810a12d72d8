package io.opdbus.examples;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentBuilder;
import io.opdbus.api.tool.Tool;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.OrchestratedExecutorBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools and agents that the documentation's definitions call. */
final class DocumentedHost {

    /** The first operation of each is its default. */
    private static final Map<String, List<String>> AGENTS = new LinkedHashMap<>();

    static {
        AGENTS.put("backend_architect", List.of("analyze", "design", "review", "suggest"));
        AGENTS.put("sequential_thinking", List.of("think", "plan", "analyze", "conclude"));
        AGENTS.put("rust_pro", List.of("check", "build", "test", "clippy"));
        AGENTS.put("python_pro", List.of("check", "test"));
        AGENTS.put("security_auditor", List.of("audit"));
        AGENTS.put("memory", List.of("recall", "remember", "forget", "search"));
        AGENTS.put("deployment", List.of("deploy", "rollback"));
    }

    private DocumentedHost() {}

    static Agent agent(String id) {
        List<String> operations = AGENTS.getOrDefault(id, List.of());
        AgentBuilder agent = Agent.builder(id).defaultOperation(operations.get(0));
        operations.forEach(operation -> agent.operation(operation, (call, output) -> id + "." + call.operation()));
        return agent.build();
    }

    static OrchestratedExecutor executor(Path root) {
        OrchestratedExecutorBuilder builder = OrchestratedExecutor.builder()
                .allowRoot(root)
                .allowProgram("cargo")
                .allowProgram("git");
        AGENTS.keySet().forEach(id -> builder.agent(agent(id)));
        return builder.tool(
                        Tool.builder("notify").parameter("text", String.class).handler(call -> true))
                .tool(Tool.builder("reserve")
                        .parameter("version", String.class)
                        .handler(call -> Map.of("ticket", "t1")))
                .tool(Tool.builder("release").parameter("ticket", String.class).handler(call -> true))
                .build();
    }
}
