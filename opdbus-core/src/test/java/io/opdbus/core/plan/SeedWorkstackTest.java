package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.plan;
import static io.opdbus.core.plan.Compiling.rendered;
import static io.opdbus.core.plan.Compiling.resolved;
import static io.opdbus.core.plan.Compiling.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.definition.DefinitionLoader;
import io.opdbus.core.definition.LoadedWorkstack;
import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The workstack of the architecture: every operation that R6 chooses and every argument that R7 binds. */
class SeedWorkstackTest {

    static Workstack.Builder fullStackFeature(Workstack.Builder workstack) {
        return workstack
                .description("Develop a full-stack feature")
                .phase(
                        "analyze",
                        p -> p.name("Analyze Requirements")
                                .agent("backend_architect")
                                .tool(
                                        "file_read",
                                        t -> t.arg("path", "${requirements_file}")
                                                .storeAs("requirements")))
                .phase(
                        "design",
                        p -> p.name("Design Solution")
                                .agent("sequential_thinking")
                                .dependsOn("analyze"))
                .phase(
                        "implement",
                        p -> p.name("Implement Feature").agent("rust_pro").dependsOn("design"))
                .phase(
                        "test",
                        p -> p.name("Test Implementation")
                                .agent("rust_pro")
                                .dependsOn("implement")
                                .continueOnFailure())
                .phase(
                        "review",
                        p -> p.name("Code Review")
                                .agent("backend_architect")
                                .agent("security_auditor")
                                .dependsOn("test"));
    }

    private final Catalogue catalogue = Catalogue.usual()
            .agent(Agent.builder("security_auditor")
                    .operation(
                            "audit",
                            o -> o.parameters(p -> p.required("requirements", Object.class)
                                    .optional("requirements_file", String.class, "")
                                    .optional("depth", Long.class, "")),
                            (call, output) -> "fine")
                    .defaultOperation("audit")
                    .build());
    private final Plan plan = plan(SeedWorkstackTest::fullStackFeature, catalogue);

    @Test
    void r6ChoosesTheOperationNamedLikeThePhaseWhereTheAgentHasIt() {
        assertThat(resolved(plan, "analyze", "backend_architect").target()).isEqualTo("backend_architect.analyze");
        assertThat(resolved(plan, "analyze", "backend_architect").chosenBy()).isEqualTo("named like the phase");
        assertThat(resolved(plan, "test", "rust_pro").target()).isEqualTo("rust_pro.test");
        assertThat(resolved(plan, "review", "backend_architect").target()).isEqualTo("backend_architect.review");
    }

    @Test
    void r6ChoosesTheDefaultWhereNothingElseApplies() {
        assertThat(resolved(plan, "design", "sequential_thinking").target()).isEqualTo("sequential_thinking.think");
        assertThat(resolved(plan, "implement", "rust_pro").target()).isEqualTo("rust_pro.check");
        assertThat(resolved(plan, "implement", "rust_pro").chosenBy()).isEqualTo("the agent's default");
        assertThat(resolved(plan, "review", "security_auditor").target()).isEqualTo("security_auditor.audit");
    }

    @Test
    void r6ChoosesImplementOfAnAgentThatOwnsIt() {
        Plan other =
                plan(SeedWorkstackTest::fullStackFeature, catalogue.agent("rust_pro", "check", "implement", "test"));
        assertThat(resolved(other, "implement", "rust_pro").target()).isEqualTo("rust_pro.implement");
    }

    @Test
    void r7BindsByNameWhatIsDeclaredAndNotWritten() {
        assertThat(resolved(plan, "review", "security_auditor").bound())
                .isEqualTo(Map.of(
                        "requirements", "store_as requirements", "requirements_file", "input requirements_file"));
        assertThat(step(plan, "review", "security_auditor").bindings())
                .extracting(PlanStep.Binding::argument)
                .containsExactly("requirements", "requirements_file");
        assertThat(step(plan, "review", "security_auditor").passAll()).isFalse();
    }

    @Test
    void r7PassesEverythingToAnOperationWithoutASchema() {
        assertThat(step(plan, "review", "backend_architect").passAll()).isTrue();
        assertThat(step(plan, "analyze", "file_read").passAll()).isFalse();
    }

    @Test
    void r5TakesANameThatNothingDefinesForARequiredInput() {
        assertThat(plan.inputs()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("requirements_file");
            assertThat(input.input()).isEqualTo(Input.REQUIRED);
        });
        assertThat(rendered(plan, step(plan, "analyze", "file_read"), Map.of("requirements_file", "r.md")))
                .isEqualTo(Map.of("path", "r.md"));
    }

    @Test
    void unitsAreThePhasesInFileOrderEachAlone() {
        assertThat(plan.kind()).isEqualTo("workstack");
        assertThat(plan.definition()).containsEntry("workstack", "test").containsKey("phases");
        assertThat(plan.unitCount()).isEqualTo(5);
        assertThat(plan.unit(3).continueOnFailure()).isTrue();
        assertThat(plan.unit(3).dependsOn()).containsExactly(2);
        assertThat(plan.unit(3).dependents()).containsExactly(4);
        assertThat(plan.unit(0).firstAgent()).isEqualTo(1);
        assertThat(plan.unit(0).exclusive()).isTrue();
        assertThat(plan.stepCount()).isEqualTo(7);
    }

    @Test
    void theFileOfTheArchitectureCompilesToTheSame() {
        Problems problems = new Problems();
        LoadedWorkstack loaded = new DefinitionLoader(problems)
                .load(Path.of("src/test/resources/definitions/good/seed_full_stack_feature.yaml"))
                .workstacks()
                .get(0);
        Compilation compilation =
                PlanCompiler.compile(loaded.workstack(), loaded.locator(), catalogue, PlanSettings.NONE);
        assertThat(problems.isEmpty()).isTrue();
        assertThat(compilation.problems()).isEmpty();
        assertThat(compilation.orThrow().id()).isEqualTo("full_stack_feature");
        assertThat(compilation.orThrow().resolved()).isEqualTo(plan.resolved());
        assertThat(compilation.orThrow().inputs()).isEqualTo(plan.inputs());
    }
}
