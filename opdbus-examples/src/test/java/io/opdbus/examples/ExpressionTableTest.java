package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what expressions give. */
class ExpressionTableTest {

    static Stream<List<String>> expressions() {
        return Document.of("docs/definition-language.md").table("expressions").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void gives(List<String> row) {
        Workstack workstack = Workstack.builder("expression")
                .phase("nothing_to_do", p -> p.tool("nothing_to_do"))
                .output("value", "${[" + row.get(0) + ", name, count, tags, facts, nothing]}")
                .build();
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .tool(Tool.builder("nothing_to_do").handler(call -> null))
                .build()) {
            RunResult result = executor.run(RunRequest.of(workstack)
                    .inputs(Map.of("name", "opdbus", "count", 7, "tags", List.of("a", "b"), "facts", Map.of("size", 3)))
                    .input("nothing", null));
            if (row.get(1).startsWith("error: ")) {
                assertThat(result.error().orElseThrow().message())
                        .contains(": " + row.get(1).substring("error: ".length()));
            } else {
                assertThat(((List<?>) result.orElseThrow().outputs().get("value")).get(0))
                        .hasToString(row.get(1));
            }
        }
    }
}
