package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static io.opdbus.core.plan.Compiling.plan;
import static io.opdbus.core.plan.Compiling.problems;
import static io.opdbus.core.plan.Compiling.texts;
import static io.opdbus.core.plan.Compiling.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Locator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R1 and R2: names and the order of units. */
class NamesAndGraphTest {

    @Test
    void aWorkstackHasAnIdAndPhases() {
        assertThat(texts(compile(Workstack.builder("my stack").build(), Catalogue.usual())))
                .containsExactly(
                        "/workstack workstack 'my stack' must be named with 1 to 64 letters, digits, '_' and '-'",
                        "/phases the workstack has no phases; give it at least one");
    }

    @Test
    void namesHaveOneForm() {
        assertThat(problems(w -> w.input("Path", Input.REQUIRED)
                        .variable("a-b", 1)
                        .phase("Build", p -> p.tool("noop", t -> t.id("1st").storeAs("x y")))
                        .output("Out", 1)))
                .allSatisfy(problem -> assertThat(problem).contains("must begin with a lower-case letter"))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly(
                        "/inputs/Path",
                        "/variables/a-b",
                        "/phases/0/id",
                        "/phases/0/tools/0/id",
                        "/phases/0/tools/0/store_as",
                        "/outputs/Out");
    }

    @Test
    void aPhaseDoesSomething() {
        assertThat(problems(w -> w.phase("a", p -> p)))
                .containsExactly("/phases/0 phase 'a' does nothing; give it tools or agents");
    }

    @Test
    void idsAreUniqueAcrossPhasesAndFinally() {
        assertThat(problems(w -> w.phase("a", p -> p.tool("noop"))
                        .phase("a", p -> p.tool("noop"))
                        .finallyPhase("a", p -> p.tool("noop"))))
                .containsExactly(
                        "/phases/1/id there is another phase 'a', at /phases/0; rename one",
                        "/finally/0/id there is another phase 'a', at /phases/0; rename one");
    }

    @Test
    void stepIdsAreUniqueAndDefaultsGiveWay() {
        assertThat(problems(w ->
                        w.phase("a", p -> p.tool("noop", t -> t.id("x")).tool("noop", t -> t.id("x")))))
                .containsExactly("/phases/0/tools/1/id phase 'a' has two steps with the id 'x'");
        Plan plan = plan(w -> w.phase(
                "a",
                p -> p.tool("noop")
                        .tool("noop")
                        .tool("noop", t -> t.id("noop_2"))
                        .agent("memory")
                        .agent("memory.recall")));
        assertThat(List.of(0, 1, 2, 3, 4))
                .extracting(i -> plan.step(i).id())
                .containsExactly("noop", "noop_3", "noop_2", "memory", "memory_2");
    }

    @Test
    void r5ANameShadowsNoOther() {
        assertThat(problems(w -> w.input("x", Input.REQUIRED)
                        .variable("x", 1)
                        .variable("y", 1)
                        .phase("a", p -> p.tool("noop", t -> t.storeAs("x")).tool("noop", t -> t.storeAs("y")))))
                .containsExactly(
                        "/variables/x variable 'x' hides the input of that name; choose another name",
                        "/phases/0/tools/0/store_as stored result 'x' hides the input of that name; choose another name",
                        "/phases/0/tools/1/store_as stored result 'y' hides the variable of that name; choose another"
                                + " name");
    }

    @Test
    void r5ANameWithAMeaningOfItsOwnIsNotTaken() {
        for (String name :
                List.of("phases", "run", "inputs", "variables", "previous", "nodes", "null", "true", "size")) {
            assertThat(problems(w -> w.variable(name, 1).phase("a", p -> p.tool("noop"))))
                    .containsExactly("/variables/" + name + " the name of variable '" + name
                            + "' has a meaning of its own in ${…}; choose another name");
        }
    }

    @Test
    void r5AChainStoresANameOnce() {
        assertThat(problems(w -> w.phase("a", p -> p.tool("noop", t -> t.storeAs("x")))
                        .phase("b", p -> p.dependsOn("a").tool("noop"))
                        .phase("c", p -> p.dependsOn("b").tool("noop", t -> t.storeAs("x")))))
                .containsExactly(
                        "/phases/2/tools/0/store_as 'x' cannot be stored here: it would hide what phase 'a' has"
                                + " stored before; choose another name");
    }

    @Test
    void r5PhasesThatMayOverlapStoreDifferentNames() {
        assertThat(problems(w -> w.parallelPhases("a", "b")
                        .phase("a", p -> p.condition("${run.id == 'x'}").tool("noop", t -> t.storeAs("x")))
                        .phase("b", p -> p.condition("${run.id != 'x'}").tool("noop", t -> t.storeAs("x")))))
                .containsExactly(
                        "/phases/1/tools/0/store_as 'x' cannot be stored here: phase 'a' stores it too, and may"
                                + " run at the same time; choose another name");
    }

    @Test
    void r5PhasesOfWhichNeitherWaitsForTheOtherStoreOneNameOnlyAsAlternatives() {
        assertThat(problems(w -> w.phase("a", p -> p.tool("noop", t -> t.storeAs("x")))
                        .phase("b", p -> p.tool("noop", t -> t.storeAs("x")))))
                .containsExactly("/phases/1/tools/0/store_as 'x' cannot be stored here: phase 'a' stores it too, and"
                        + " neither waits for the other; choose another name");
        plan(w -> w.phase("a", p -> p.condition("${run.id == 'x'}").tool("noop", t -> t.storeAs("x")))
                .phase("b", p -> p.condition("${run.id != 'x'}").tool("noop", t -> t.storeAs("x"))));
    }

    @Test
    void r5StepsOfAPhaseStoreOneNameOnlyAsAlternatives() {
        assertThat(problems(w ->
                        w.phase("a", p -> p.tool("noop", t -> t.storeAs("x")).tool("noop", t -> t.storeAs("x")))))
                .singleElement()
                .asString()
                .contains("it would hide what step 'noop' of the phase has stored before");
        plan(w -> w.phase(
                "a",
                p -> p.tool("noop", t -> t.condition("${run.id == 'x'}").storeAs("x"))
                        .tool("noop", t -> t.condition("${run.id != 'x'}").storeAs("x"))));
    }

    @Test
    void dependenciesExist() {
        assertThat(problems(w -> w.phase("analyze", p -> p.tool("noop"))
                        .phase("design", p -> p.dependsOn("analyse", "analyze").tool("noop"))))
                .containsExactly("/phases/1/depends_on/0 phase 'design' depends on phase 'analyse', which is not there;"
                        + " did you mean 'analyze'?");
    }

    @Test
    void aPhaseDoesNotDependOnItself() {
        assertThat(problems(w -> w.phase("a", p -> p.dependsOn("a").tool("noop"))))
                .containsExactly("/phases/0/depends_on/0 phase 'a' depends on itself; remove it from depends_on");
    }

    @Test
    void eachCircleIsNamedOnce() {
        assertThat(problems(w -> w.phase("a", p -> p.dependsOn("b").tool("noop"))
                        .phase("b", p -> p.dependsOn("c").tool("noop"))
                        .phase("c", p -> p.dependsOn("a").tool("noop"))
                        .phase("d", p -> p.dependsOn("c", "e").tool("noop"))
                        .phase("e", p -> p.dependsOn("d").tool("noop"))))
                .containsExactly(
                        "/phases/0/depends_on/0 phases depend on each other in a circle: a -> b -> c -> a; remove one of"
                                + " these dependencies",
                        "/phases/3/depends_on/1 phases depend on each other in a circle: d -> e -> d; remove one of these"
                                + " dependencies");
    }

    @Test
    void finallyPhasesAndOthersDoNotWaitForEachOther() {
        assertThat(problems(w -> w.phase("a", p -> p.dependsOn("z").tool("noop"))
                        .finallyPhase("z", p -> p.dependsOn("a").tool("noop"))))
                .containsExactly(
                        "/phases/0/depends_on/0 phase 'a' cannot depend on 'z', which is a finally phase: those run at the"
                                + " very end",
                        "/finally/0/depends_on/0 finally phase 'z' can only depend on finally phases, and 'a' is none; it"
                                + " runs after all of them anyway, so remove it");
        Plan plan = plan(w -> w.phase("a", p -> p.tool("noop"))
                .finallyPhase("y", p -> p.tool("noop"))
                .finallyPhase("z", p -> p.dependsOn("y").tool("noop")));
        assertThat(plan.mainUnits()).isEqualTo(1);
        assertThat(unit(plan, "z").isFinally()).isTrue();
        assertThat(unit(plan, "z").dependsOn()).containsExactly(1);
    }

    @Test
    void aDependencyThatIsListedTwiceIsOdd() {
        Compilation compilation = compile(w -> w.phase("a", p -> p.tool("noop"))
                .phase("b", p -> p.dependsOn("a", "a").tool("noop")));
        assertThat(texts(compilation))
                .containsExactly("/phases/1/depends_on/1 warning: phase 'a' is listed twice; remove one");
        assertThat(compilation.orThrow().unit(1).dependsOn()).containsExactly(0);
    }

    @Test
    void r2OnlyParallelPhasesMayOverlap() {
        Plan plan = plan(w -> w.parallelPhases("a", "b")
                .phase("a", p -> p.tool("noop"))
                .phase("b", p -> p.tool("noop"))
                .phase("c", p -> p.tool("noop"))
                .finallyPhase("z", p -> p.tool("noop")));
        assertThat(List.of("a", "b", "c", "z"))
                .extracting(id -> unit(plan, id).exclusive())
                .containsExactly(false, false, true, true);
        Plan all = plan(w -> w.parallelPhases(ParallelPhases.ALL)
                .phase("a", p -> p.tool("noop"))
                .finallyPhase("z", p -> p.tool("noop")));
        assertThat(unit(all, "a").exclusive()).isFalse();
        assertThat(unit(all, "z").exclusive()).isTrue();
    }

    @Test
    void r2ParallelPhasesExist() {
        assertThat(problems(w -> w.parallelPhases("biuld", "z")
                        .phase("build", p -> p.tool("noop"))
                        .finallyPhase("z", p -> p.tool("noop"))))
                .containsExactly(
                        "/parallel_phases/0 parallel_phases names phase 'biuld', which workstack 'test' does not have; did"
                                + " you mean 'build'?",
                        "/parallel_phases/1 finally phases run one at a time; remove 'z' from parallel_phases");
    }

    @Test
    void theOperatorsParallelPhasesGoBeforeTheDefinitions() {
        Workstack workstack = Workstack.builder("test")
                .parallelPhases("a")
                .phase("a", p -> p.tool("noop"))
                .phase("b", p -> p.tool("noop"))
                .build();
        Location toml = new Location("workstacks.toml", 3, 1, "");
        Compilation compilation = PlanCompiler.compile(
                workstack,
                Locator.withoutText("test"),
                Catalogue.usual(),
                new PlanSettings(Optional.of(ParallelPhases.of(List.of("b"))), Optional.of(toml), Optional.empty()));
        assertThat(compilation.orThrow().unit(0).exclusive()).isTrue();
        assertThat(compilation.orThrow().unit(1).exclusive()).isFalse();
        Compilation wrong = PlanCompiler.compile(
                workstack,
                Locator.withoutText("test"),
                Catalogue.usual(),
                new PlanSettings(Optional.of(ParallelPhases.of(List.of("x"))), Optional.of(toml), Optional.empty()));
        assertThat(wrong.problems()).extracting(Problem::location).containsExactly(toml);
        assertThatThrownBy(wrong::orThrow)
                .isInstanceOfSatisfying(
                        InvalidDefinitionException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DEFINITION));
    }

    @Test
    void r1AllProblemsAreToldTogetherInTheOrderOfTheDefinition() {
        assertThat(problems(w -> w.output("o", "${phases.x.status}")
                        .variable("v", "${v}")
                        .phase("a", p -> p.agent("nobody").tool("nothing").dependsOn("b"))))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly(
                        "/variables/v",
                        "/phases/0/depends_on/0",
                        "/phases/0/tools/0/tool",
                        "/phases/0/agents/0/agent",
                        "/outputs/o");
    }
}
