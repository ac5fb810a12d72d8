package io.opdbus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentBuilder;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.core.plan.ResolvedStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed's full_stack_feature, as it is written, against agents of this process. */
class SeedRunTest {

    private static final String SEED = "definitions/good/seed_full_stack_feature.yaml";

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @TempDir
    Path project;

    private Agent agent(String id, String defaultOperation, String... operations) {
        AgentBuilder builder = Agent.builder(id);
        for (String operation : operations) {
            builder.operation(
                    operation,
                    o -> o.parameters(p -> p.optional("requirements", String.class, "what is wanted")
                            .optional("requirements_file", String.class, "where that stands")),
                    (call, output) -> {
                        calls.add(id + "." + operation + " "
                                + call.arguments()
                                        .optionalString("requirements")
                                        .orElse("-"));
                        if (operation.equals("test")) {
                            throw new IllegalStateException("one test failed");
                        }
                        return id + " did " + operation;
                    });
        }
        return builder.defaultOperation(defaultOperation).build();
    }

    @Test
    @DisplayName("R6, R7, R11: operations are chosen, arguments are bound, a failing test phase is tolerated")
    void fullStackFeature() throws Exception {
        Files.writeString(project.resolve("requirements.md"), "a button");
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .allowRoot(project)
                .agent(agent("backend_architect", "analyze", "analyze", "design", "review"))
                .agent(agent("sequential_thinking", "think", "think", "plan"))
                .agent(agent("rust_pro", "build", "check", "build", "test"))
                .agent(agent("security_auditor", "review", "review", "audit"))
                .definition(SeedRunTest.class.getClassLoader(), SEED)
                .build()) {
            Validation validation = executor.validate(executor.workstacks().get(0));
            assertThat(validation.problems()).isEmpty();
            assertThat(validation.steps())
                    .extracting(ResolvedStep::unit, ResolvedStep::target)
                    .extracting(Object::toString)
                    .containsExactly(
                            "(\"analyze\", \"file_read\")",
                            "(\"analyze\", \"backend_architect.analyze\")",
                            "(\"design\", \"sequential_thinking.think\")",
                            "(\"implement\", \"rust_pro.build\")",
                            "(\"test\", \"rust_pro.test\")",
                            "(\"review\", \"backend_architect.review\")",
                            "(\"review\", \"security_auditor.review\")");
            RunResult result = executor.run(
                    RunRequest.of("workstack_full_stack_feature").input("requirements_file", "requirements.md"));
            assertThat(result.status()).as(result.explain()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(calls)
                    .containsExactly(
                            "backend_architect.analyze a button",
                            "sequential_thinking.think a button",
                            "rust_pro.build a button",
                            "rust_pro.test a button",
                            "backend_architect.review a button",
                            "security_auditor.review a button");
            assertThat(result.unit("test").status()).isEqualTo(UnitStatus.FAILED);
            assertThat(result.unit("review").results())
                    .containsExactly(
                            entry("backend_architect", "backend_architect did review"),
                            entry("security_auditor", "security_auditor did review"));
            assertThat(result.explain()).contains("tolerated by continue_on_failure", "one test failed");
        }
    }

    @Test
    @DisplayName("R6: an agent that owns an operation named like the phase runs that one")
    void operationNamedLikeThePhase() throws Exception {
        Files.writeString(project.resolve("requirements.md"), "a button");
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .allowRoot(project)
                .agent(agent("backend_architect", "suggest", "analyze", "suggest"))
                .agent(agent("sequential_thinking", "plan", "design", "plan"))
                .agent(agent("rust_pro", "build", "build", "implement"))
                .agent(agent("security_auditor", "audit", "audit"))
                .definition(SeedRunTest.class.getClassLoader(), SEED)
                .build()) {
            executor.run("full_stack_feature", Map.of("requirements_file", "requirements.md"))
                    .orElseThrow();
            assertThat(calls)
                    .containsExactly(
                            "backend_architect.analyze a button",
                            "sequential_thinking.design a button",
                            "rust_pro.implement a button",
                            "rust_pro.build a button",
                            "backend_architect.suggest a button",
                            "security_auditor.audit a button");
        }
    }
}
