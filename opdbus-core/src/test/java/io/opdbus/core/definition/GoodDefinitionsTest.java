package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.ToolStep;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.CanonicalJson;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoodDefinitionsTest {

    static List<Path> files() {
        return Corpus.good();
    }

    private static Workstack load(String text, Format format) {
        Problems problems = new Problems();
        var loaded = Corpus.load(text, format, problems);
        assertThat(problems.sorted()).isEmpty();
        return loaded.orElseThrow().workstack();
    }

    private static Workstack load(String name) {
        Path file = Corpus.good().stream()
                .filter(path -> path.endsWith(name))
                .findFirst()
                .orElseThrow();
        return load(Corpus.text(file), Corpus.format(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrittenIsReadBackEqual(Path file) {
        Workstack workstack = load(Corpus.text(file), Corpus.format(file));
        Map<String, Object> written = WorkstackWriter.write(workstack);
        assertThat(load(SourceWriter.yaml(written), Format.YAML)).isEqualTo(workstack);
        assertThat(load(SourceWriter.json(written), Format.JSON)).isEqualTo(workstack);
        assertThat(load(CanonicalJson.write(written), Format.JSON)).isEqualTo(workstack);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theyCanBeCompiled(Path file) {
        assertThat(Corpus.problems(file, new CorpusCatalogue())).isEmpty();
    }

    @Test
    void theExampleOfTheArchitectureLoads() {
        Workstack workstack = load("seed_full_stack_feature.yaml");
        assertThat(workstack)
                .isEqualTo(Workstack.builder("full_stack_feature")
                        .description("Develop a full-stack feature")
                        .phase(
                                "analyze",
                                p -> p.name("Analyze Requirements")
                                        .tool(
                                                "file_read",
                                                t -> t.arg("path", "${requirements_file}")
                                                        .storeAs("requirements"))
                                        .agent("backend_architect"))
                        .phase(
                                "design",
                                p -> p.name("Design Solution")
                                        .dependsOn("analyze")
                                        .agent("sequential_thinking"))
                        .phase(
                                "implement",
                                p -> p.name("Implement Feature")
                                        .dependsOn("design")
                                        .agent("rust_pro"))
                        .phase(
                                "test",
                                p -> p.name("Test Implementation")
                                        .dependsOn("implement")
                                        .agent("rust_pro")
                                        .continueOnFailure())
                        .phase(
                                "review",
                                p -> p.name("Code Review")
                                        .dependsOn("test")
                                        .agent("backend_architect")
                                        .agent("security_auditor"))
                        .build());
    }

    @Test
    void everyKeyIsRead() {
        Workstack all = load("everything.yaml");
        assertThat(all.id()).isEqualTo("release-train");
        assertThat(all.description())
                .isEqualTo("Builds, checks and ships.\nRolls everything back when shipping fails.\n");
        assertThat(all.version()).isEqualTo("2.1");
        assertThat(all.tags()).containsExactly("release", "ci");
        assertThat(all.inputs().orElseThrow())
                .containsExactly(
                        Map.entry(
                                "version",
                                Input.REQUIRED.ofType(InputType.STRING).describedAs("The version to ship")),
                        Map.entry(
                                "targets",
                                Input.OPTIONAL.ofType(InputType.ARRAY).withDefault(List.of("linux", "macos"))),
                        Map.entry(
                                "token", Input.REQUIRED.ofType(InputType.STRING).asSecret()),
                        Map.entry(
                                "dry_run",
                                Input.OPTIONAL.ofType(InputType.BOOLEAN).withDefault(false)),
                        Map.entry("notes", Input.OPTIONAL));
        assertThat(all.variables())
                .containsEntry("image", "ghcr.io/example/app:${version}")
                .containsEntry("limits", Map.of("cpu", 2L, "memory", 1.5, "tags", Arrays.asList("a", null, true)));
        assertThat(all.skills()).containsExactly("security_basics");
        assertThat(all.timeout()).contains(Duration.ofMinutes(90));
        assertThat(all.parallelPhases()).isEqualTo(ParallelPhases.of(List.of("lint", "unit")));
        assertThat(all.rollbackScope()).isEqualTo(RollbackScope.COMPLETED);
        assertThat(all.outputs()).containsOnlyKeys("image", "report");
        assertThat(all.finallyPhases()).extracting(Phase::id).containsExactly("cleanup");
        Phase prepare = all.phases().get(0);
        assertThat(prepare.condition()).contains("${!dry_run}");
        ToolStep tool = prepare.tools().get(0);
        assertThat(tool.retry()).contains(RetryPolicy.attempts(3));
        assertThat(tool.condition()).contains("${version != 'none'}");
        assertThat(tool.rollback())
                .containsExactly(
                        ToolStep.builder("file_write")
                                .arg("path", "undone.txt")
                                .arg("content", "")
                                .build(),
                        AgentStep.builder("memory.forget").build(),
                        AgentStep.builder("memory")
                                .operation("forget")
                                .arg("key", "text")
                                .build());
        Phase unit = all.phases().get(2);
        assertThat(unit.operation()).contains("test");
        assertThat(unit.coordination()).isEqualTo(Coordination.PARALLEL);
        assertThat(unit.timeout()).contains(Duration.ofMillis(1_800_500));
        assertThat(unit.retry()).contains(RetryPolicy.attempts(2).withDelay(Duration.ofMillis(250)));
        assertThat(unit.agents().get(1).retry())
                .contains(new RetryPolicy(5, Duration.ZERO, 1.5, Duration.ofSeconds(10), 0));
    }

    @Test
    void theCallsOwnOperationGoesFirst() {
        Problems problems = new Problems();
        Workstack workstack = Corpus.load(
                        "workstack: w\nphases:\n  - id: a\n    agents: [{agent: x.test, operation: build}]\n",
                        Format.YAML,
                        problems)
                .orElseThrow()
                .workstack();
        assertThat(workstack.phases().get(0).agents().get(0).operation()).contains("build");
        assertThat(problems.sorted())
                .extracting(Corpus::told)
                .containsExactly(
                        "4:41 warning: 'build' is taken, not the 'test' that stands in 'agent'; drop one of the two");
    }

    @Test
    void placesAreKept() {
        Problems problems = new Problems();
        Path file = Corpus.good().stream()
                .filter(path -> path.endsWith("everything.yaml"))
                .findFirst()
                .orElseThrow();
        LoadedWorkstack loaded =
                Corpus.load(Corpus.text(file), Format.YAML, problems).orElseThrow();
        assertThat(loaded.locator().locate("/phases/0/tools/0/args/path", 6)).hasToString("test:40:29");
        assertThat(loaded.locator().locateKey("/phases/2/agents/1/store_as")).hasToString("test:65:9");
        assertThat(LoadedWorkstack.fluent(loaded.workstack()).locator().locate("/phases/0"))
                .hasToString("workstack 'release-train' (fluent)#/phases/0");
    }
}
