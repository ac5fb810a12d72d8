package io.opdbus.examples;

import io.opdbus.api.run.RunResult;
import io.opdbus.api.tool.Tool;
import io.opdbus.core.OrchestratedExecutor;
import java.util.Map;

/** The smallest host: one tool, called by its name. */
public final class HelloTool {

    private HelloTool() {}

    /**
     * Greets.
     *
     * @param args whom to greet; the world if nobody is named
     */
    public static void main(String... args) {
        String name = args.length > 0 ? args[0] : "world";
        // tag::hello[]
        Tool greet = Tool.builder("greet")
                .description("Greets somebody.")
                .parameter("name", String.class)
                .handler(call -> "Hello " + call.arguments().string("name"));
        try (OrchestratedExecutor executor =
                OrchestratedExecutor.builder().tool(greet).build()) {
            RunResult result = executor.run("greet", Map.of("name", name)).orElseThrow();
            System.out.println(result.outputs().get("result"));
        }
        // end::hello[]
    }
}
