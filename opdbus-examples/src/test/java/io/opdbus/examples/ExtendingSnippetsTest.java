package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunFailedException;
import io.opdbus.api.run.RunListener;
import io.opdbus.api.run.RunNotice;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.api.value.Secret;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.Validation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The snippets of docs/extending.md and docs/embedding.md that are no example of their own. */
class ExtendingSnippetsTest {

    private static final class Registry {
        final Map<String, String> packages = new ConcurrentHashMap<>(Map.of("opdbus", "0.1"));

        CompletableFuture<String> ask(String name) {
            return CompletableFuture.completedFuture(packages.get(name));
        }

        void close() {
            packages.clear();
        }
    }

    // tag::source[]
    /** Tools that share a resource. It is closed with the executor. */
    public static final class RegistryTools implements ToolSource, AutoCloseable {

        private final Registry registry = new Registry();

        @Override
        public Collection<Tool> tools() {
            return List.of(
                    Tool.builder("package_version")
                            .parameter("name", String.class)
                            .maxConcurrent(4)
                            .handler(call -> version(call.arguments().string("name"))),
                    Tool.builder("package_lookup")
                            .parameter("name", String.class)
                            // Holds no thread while it waits.
                            .asyncHandler(call -> registry.ask(call.arguments().string("name"))));
        }

        private String version(String name) {
            String version = registry.packages.get(name);
            if (version == null) {
                // The code is what hosts look at; retryable errors are what retry is for.
                throw new OpdbusException(ErrorInfo.of(new ErrorCode("NO_SUCH_PACKAGE"), "no package '" + name + "'"));
            }
            return version;
        }

        @Override
        public void close() {
            registry.close();
        }
    }
    // end::source[]

    @Test
    void toolSource() {
        RegistryTools tools = new RegistryTools();
        try (OrchestratedExecutor executor =
                OrchestratedExecutor.builder().tools(tools).build()) {
            assertThat(executor.run("package_version", Map.of("name", "opdbus")).outputs())
                    .isEqualTo(Map.of("result", "0.1"));
            assertThat(executor.run("package_lookup", Map.of("name", "opdbus")).outputs())
                    .isEqualTo(Map.of("result", "0.1"));
            assertThat(executor.run("package_version", Map.of("name", "x"))
                            .error()
                            .orElseThrow()
                            .code())
                    .isEqualTo(new ErrorCode("NO_SUCH_PACKAGE"));
        }
        assertThat(tools.registry.packages).isEmpty();
    }

    @Test
    void agentWithSkillsAndSession() {
        // tag::agent[]
        Map<String, List<String>> notes = new ConcurrentHashMap<>(); // state, by session
        Agent scribe = Agent.builder("scribe")
                .description("Takes notes.")
                .operation(
                        "note",
                        o -> o.parameters(p -> p.required("text", String.class)).streaming(),
                        (call, output) -> {
                            List<String> mine =
                                    notes.computeIfAbsent(call.session(), s -> new CopyOnWriteArrayList<>());
                            output.progress("noting"); // a chunk
                            call.throwIfCancelled();
                            call.skills().forEach(skill -> mine.add("as told by " + skill.name()));
                            mine.add(call.arguments().string("text"));
                            return mine.size();
                        })
                .operation("read", (call, output) -> notes.getOrDefault(call.session(), List.of()))
                .defaultOperation("note")
                .build();
        // end::agent[]
        Skill style = Skill.of("house-style", "How notes are written", "Write short sentences.");
        Workstack workstack = Workstack.builder("w")
                .phase("note", p -> p.agent("scribe", a -> a.arg("text", "one").skills("house-style")))
                .build();
        try (OrchestratedExecutor executor =
                OrchestratedExecutor.builder().agent(scribe).skill(style).build()) {
            // tag::session[]
            executor.openSession("monday");
            executor.run(RunRequest.of(workstack).session("monday")).orElseThrow();
            RunResult read = executor.run(RunRequest.of("agent_scribe.read").session("monday"));
            executor.closeSession("monday");
            // end::session[]
            assertThat(read.outputs()).isEqualTo(Map.of("result", List.of("as told by house-style", "one")));
        }
    }

    @Test
    void errorsAndValidation() {
        Workstack workstack = Workstack.builder("w")
                .phase("p", p -> p.tool("broken", t -> t.arg("text", "x")))
                .build();
        List<String> told = new CopyOnWriteArrayList<>();
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .tool(Tool.builder("broken").parameter("text", String.class).handler(call -> {
                    throw new OpdbusException(ErrorCode.TOOL_FAILED, "the disk is full");
                }))
                .build()) {
            // tag::errors[]
            RunResult result = executor.run(RunRequest.of(workstack)); // returns, however the run ends
            if (result.status() == RunStatus.FAILED) {
                told.add(result.explain());
            }
            try {
                executor.run(RunRequest.of(workstack)).orElseThrow(); // insists on success
            } catch (RunFailedException failed) {
                told.add(failed.code() + " " + failed.result().unit("p").reason());
            }
            // end::errors[]
            // tag::validate[]
            Validation validation = executor.validate(workstack);
            validation.problems().forEach(problem -> told.add(problem.toString()));
            validation.steps().forEach(step -> told.add(step.toString())); // operations and bound arguments
            // end::validate[]
            assertThat(validation.valid()).isTrue();
            assertThat(told).anyMatch(text -> text.contains("the disk is full"));
            assertThatThrownBy(() -> executor.run(RunRequest.of(workstack).input("no", 1)))
                    .isInstanceOf(InvalidDefinitionException.class);
        }
    }

    @Test
    void secrets() throws InterruptedException {
        StringBuilder header = new StringBuilder();
        Tool login = Tool.builder("login").parameter("header", String.class).handler(call -> {
            header.append(call.arguments().string("header"));
            call.progress("sent " + header);
            return null;
        });
        // tag::secrets[]
        Workstack workstack = Workstack.builder("sign_in")
                .input("token", Input.REQUIRED.asSecret())
                .phase("login", p -> p.tool("login", t -> t.arg("header", "Bearer ${token}")))
                .build();
        RunRequest request = RunRequest.of(workstack).input("token", Secret.of("s3cr3t"));
        // end::secrets[]
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch chunk = new CountDownLatch(1);
        try (OrchestratedExecutor executor =
                OrchestratedExecutor.builder().tool(login).build()) {
            Run run = executor.start(request.listener(new RunListener() {
                @Override
                public void onNotice(RunNotice notice) {
                    seen.add(notice.toString());
                }

                @Override
                public void onChunk(String unit, String step, Chunk output) {
                    seen.add(output.content());
                    chunk.countDown();
                }
            }));
            run.await().orElseThrow();
            assertThat(chunk.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(header).hasToString("Bearer s3cr3t");
        assertThat(seen).contains("sent Bearer ***").noneMatch(text -> text.contains("s3cr3t"));
    }
}
