package io.opdbus.examples;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.run.RunResult;
import io.opdbus.core.OrchestratedExecutor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host whose work is described in files: workstacks in one folder, agents.toml and workstacks.toml in another. */
public final class YamlHost {

    private YamlHost() {}

    /**
     * Runs a workstack of a folder.
     *
     * @param args a folder with the folders {@code workstacks} and {@code config}, the name of what is run, and its inputs as
     *     {@code name=value}
     */
    public static void main(String... args) {
        Path home = Path.of(args[0]);
        Map<String, String> inputs = new HashMap<>();
        for (String argument : List.of(args).subList(2, args.length)) {
            inputs.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        // tag::yaml[]
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .config(home.resolve("config"))
                .definitions(home.resolve("workstacks"))
                .allowRoot(home)
                .agent(writer())
                .build()) {
            RunResult result = executor.run(args[1], inputs);
            System.out.println(result.succeeded() ? result.outputs().get("notes") : result.explain());
        } catch (InvalidDefinitionException wrong) { // nothing has run
            wrong.problems().forEach(System.out::println);
        }
        // end::yaml[]
    }

    private static Agent writer() {
        return Agent.builder("writer")
                .operation(
                        "summarize",
                        o -> o.parameters(p -> p.required("text", String.class).required("title", String.class)),
                        (call, output) -> "# " + call.arguments().string("title") + "\n"
                                + call.arguments().string("text").lines().count() + " changes")
                .operation(
                        "sign",
                        o -> o.parameters(p -> p.required("summary", String.class)),
                        (call, output) -> call.arguments().string("summary") + "\nThe team")
                .build();
    }
}
