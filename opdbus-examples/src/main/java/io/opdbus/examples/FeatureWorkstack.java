package io.opdbus.examples;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A workstack in fluent Java with agents of this process. When its test phase fails, what was written is taken back. */
public final class FeatureWorkstack {

    private FeatureWorkstack() {}

    /**
     * Runs the workstack twice: once with code that passes its test, once with code that does not.
     *
     * @param args the folder to work in; a temporary one unless given
     * @throws IOException if the folder cannot be used
     */
    public static void main(String... args) throws IOException {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("feature");
        Files.writeString(folder.resolve("good.md"), "add two numbers");
        Files.writeString(folder.resolve("bad.md"), "divide by zero");
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .agent(architect())
                .agent(programmer())
                .allowRoot(folder) // file_read and file_write work below this folder, and nowhere else
                .build()) {
            for (String requirements : new String[] {"good.md", "bad.md"}) {
                RunResult result = executor.run(RunRequest.of(feature()).input("requirements_file", requirements));
                System.out.println(requirements + ": " + result.status());
                System.out.println(result.explain());
                System.out.println(
                        "feature.txt is " + (Files.exists(folder.resolve("feature.txt")) ? "there" : "gone"));
                Files.deleteIfExists(folder.resolve("feature.txt"));
            }
        }
    }

    static Workstack feature() {
        // tag::feature[]
        Workstack feature = Workstack.builder("feature")
                .rollbackScope(RollbackScope.COMPLETED)
                .phase(
                        "analyze",
                        p -> p.tool(
                                        "file_read",
                                        t -> t.arg("path", "${requirements_file}")
                                                .storeAs("requirements"))
                                .agent("architect", a -> a.storeAs("analysis")))
                .phase("implement", p -> p.dependsOn("analyze").agent("programmer", a -> a.storeAs("code")))
                .phase(
                        "write",
                        p -> p.dependsOn("implement")
                                .tool(
                                        "file_write",
                                        t -> t.arg("path", "feature.txt")
                                                .arg("content", "${code}")
                                                .storeAs("written")
                                                .rollbackTool("file_restore", r -> r.arg("written", "${written}"))))
                .phase("test", p -> p.dependsOn("write").agent("programmer"))
                .output("verdict", "${phases.test.results.programmer}")
                .build();
        // end::feature[]
        return feature;
    }

    private static Agent architect() {
        return Agent.builder("architect")
                .operation(
                        "analyze", o -> o.parameters(p -> p.required("requirements", String.class)), (call, output) -> {
                            output.progress("reading");
                            return "We are to " + call.arguments().string("requirements") + ".";
                        })
                .build();
    }

    /** Has an operation for each of the two phases that call it, so that neither needs to say which (R6). */
    private static Agent programmer() {
        return Agent.builder("programmer")
                .operation(
                        "implement",
                        o -> o.parameters(p -> p.required("analysis", String.class)),
                        (call, output) -> "// " + call.arguments().string("analysis"))
                .operation(
                        "test",
                        o -> o.parameters(p -> p.required("written", Map.class).required("code", String.class)),
                        (call, output) -> {
                            if (call.arguments().string("code").contains("zero")) {
                                throw new OpdbusException(
                                        ErrorCode.AGENT_FAILED, "1 test of 1 failed: division by zero");
                            }
                            return "1 test passed";
                        })
                .build();
    }
}
