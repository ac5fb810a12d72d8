package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunNotice;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the README. */
class ReadmeSnippetsTest {

    private static final class Log {
        final List<RunNotice> notices = new CopyOnWriteArrayList<>();

        void info(RunNotice notice) {
            notices.add(notice);
        }
    }

    private final Agent architect = DocumentedHost.agent("backend_architect");
    private final Agent thinker = DocumentedHost.agent("sequential_thinking");
    private final Agent rust = DocumentedHost.agent("rust_pro");
    private final Agent auditor = DocumentedHost.agent("security_auditor");

    /** The host has no plug-ins on its class path, least of all the agents of opdbus-agents, which bear the same names. */
    @BeforeEach
    void noPlugins() {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void pluginsAgain() {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    @Test
    void host(@TempDir Path project) throws Exception {
        Files.writeString(project.resolve("requirements.md"), "be quick");
        Files.createDirectories(project.resolve("workstacks"));
        Files.createDirectories(project.resolve("config"));
        String yaml = Document.of("README.md").blocks("yaml").get(0).text();
        Files.writeString(project.resolve("workstacks/full_stack_feature.yaml"), yaml);
        // tag::host[]
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .discoverPlugins() // tools and agents of jars on the class path; off unless asked for
                .tool(Tool.builder("greet")
                        .parameter("name", String.class)
                        .handler(call -> "Hello " + call.arguments().string("name")))
                .agent(architect)
                .agent(thinker)
                .agent(rust)
                .agent(auditor)
                .allowRoot(project) // the built-in file tools work below this folder, and nowhere else
                .config(project.resolve("config")) // agents.toml, workstacks.toml
                .definitions(project.resolve("workstacks")) // *.yaml, *.json
                .build()) {
            RunResult result = executor.run(
                            "workstack_full_stack_feature", Map.of("requirements_file", "requirements.md"))
                    .orElseThrow();
        }
        // end::host[]
    }

    @Test
    void fluent(@TempDir Path project) throws Exception {
        Files.writeString(project.resolve("requirements.md"), "be quick");
        Log log = new Log();
        // tag::fluent[]
        Workstack feature = Workstack.builder("full_stack_feature")
                .phase(
                        "analyze",
                        p -> p.tool(
                                        "file_read",
                                        t -> t.arg("path", "${requirements_file}")
                                                .storeAs("requirements"))
                                .agent("backend_architect"))
                .phase("design", p -> p.dependsOn("analyze").agent("sequential_thinking"))
                .phase("implement", p -> p.dependsOn("design").agent("rust_pro"))
                .phase(
                        "test",
                        p -> p.dependsOn("implement").agent("rust_pro.test").continueOnFailure())
                .build();
        // end::fluent[]
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .agent(architect)
                .agent(thinker)
                .agent(rust)
                .allowRoot(project)
                .build()) {
            // tag::start[]
            Run run = executor.start(RunRequest.of(feature)
                    .input("requirements_file", "requirements.md")
                    .timeout(Duration.ofMinutes(10))
                    .listener(notice -> log.info(notice)));
            Optional<RunResult> soon = run.await(Duration.ofSeconds(5)); // empty if it goes on; nothing is cancelled
            // end::start[]
            assertThat(soon.orElseGet(run::await).orElseThrow().units()).hasSize(4);
        }
        assertThat(log.notices).isNotEmpty();
    }
}
