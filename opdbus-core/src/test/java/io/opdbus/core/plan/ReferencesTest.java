package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static io.opdbus.core.plan.Compiling.plan;
import static io.opdbus.core.plan.Compiling.problems;
import static io.opdbus.core.plan.Compiling.rendered;
import static io.opdbus.core.plan.Compiling.step;
import static io.opdbus.core.plan.Compiling.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Workstack;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** R5: what can be referenced, from where. */
class ReferencesTest {

    private static UnaryOperator<Phase.Builder> says(String text, String... dependsOn) {
        return p -> p.dependsOn(dependsOn).tool("say", t -> t.arg("text", text));
    }

    private static UnaryOperator<Phase.Builder> stores(String name) {
        return p -> p.tool("noop", t -> t.storeAs(name));
    }

    @Nested
    class Names {

        @Test
        void inputsVariablesAndStoredResultsGoByTheirBareNames() {
            Plan plan = plan(w -> w.input("who", Input.REQUIRED)
                    .variable("greeting", "hello ${who}")
                    .phase("a", stores("x"))
                    .phase("b", says("${greeting} ${who} ${x}", "a")));
            assertThat(rendered(plan, step(plan, "b", "say"), Map.of("greeting", "hello you", "who", "you", "x", 1L)))
                    .isEqualTo(Map.of("text", "hello you you 1"));
            assertThat(plan.slots()).contains("who", "greeting", "x", "phases", "run");
        }

        @Test
        void withAnInputsBlockANameThatNothingDefinesIsAProblem() {
            assertThat(problems(w -> w.input("requirements", Input.REQUIRED).phase("a", says("${requirments}"))))
                    .containsExactly(
                            "/phases/0/tools/0/args/text nothing defines 'requirments'; declare it under inputs or"
                                    + " variables, or store a result by that name; did you mean 'requirements'?");
            assertThat(problems(w -> w.inputsDeclared().phase("a", says("${x ?? 'none'}"))))
                    .hasSize(1);
        }

        @Test
        void withoutAnInputsBlockItIsARequiredInputAndAnOptionalOneWhereItIsGuardedEverywhere() {
            Plan plan = plan(w ->
                    w.phase("a", says("${needed} ${maybe ?? ''} ${both ?? ''}")).phase("b", says("${both}")));
            assertThat(plan.inputs()).extracting(PlanInput::name).containsExactly("needed", "maybe", "both");
            assertThat(plan.inputs())
                    .extracting(PlanInput::input)
                    .containsExactly(Input.REQUIRED, Input.OPTIONAL, Input.REQUIRED);
        }

        @Test
        void aFoundInputThatIsNearToADefinedNameIsOdd() {
            Compilation compilation =
                    compile(w -> w.phase("a", stores("requirements")).phase("b", says("${requirments}", "a")));
            assertThat(texts(compilation))
                    .containsExactly(
                            "/phases/1/tools/0/args/text warning: nothing defines 'requirments', so it is taken for"
                                    + " an input; did you mean 'requirements'?");
            assertThat(compilation.plan()).isPresent();
        }

        @Test
        void aPhaseThatIsReferencedLikeANameIsTold() {
            assertThat(problems(w -> w.phase("a", stores("x")).phase("b", says("${a.status}", "a"))))
                    .containsExactly("/phases/1/tools/0/args/text phase 'a' is referenced as phases.a.status");
        }

        @Test
        void anInputThatMayBeLeftOutIsGuarded() {
            assertThat(problems(w -> w.input("x", Input.OPTIONAL).phase("a", says("${x}"))))
                    .containsExactly(
                            "/phases/0/tools/0/args/text input 'x' may be left out and has no default; say what"
                                    + " stands in for it, as in ${x ?? 'none'}");
            plan(w -> w.input("x", Input.OPTIONAL)
                    .input("y", Input.OPTIONAL.withDefault("d"))
                    .phase("a", says("${x ?? y}")));
        }

        @Test
        void wordsWithAMeaningAreExplained() {
            assertThat(problems(w -> w.phase(
                            "a", says("${inputs.x} ${variables['y']} ${nodes.a} ${run.name} ${previous} ${Upper}"))))
                    .map(problem -> problem.substring(problem.indexOf(' ') + 1))
                    .containsExactly(
                            "inputs and variables are referenced by their bare names: ${x}",
                            "inputs and variables are referenced by their bare names: ${y}",
                            "nodes belong to workflows; in a workstack write phases.<id>",
                            "of the run there is only run.id",
                            "there is a 'previous' only for the agents of a phase with coordination: pipeline",
                            "nothing defines 'Upper', and it cannot be an input: 'Upper' must begin with a lower-case"
                                    + " letter and hold only lower-case letters, digits and '_'");
        }
    }

    @Nested
    class Upstream {

        @Test
        void whatIsUpstreamAtAnyDistanceIsSeen() {
            plan(w -> w.phase("a", stores("x"))
                    .phase("b", p -> p.dependsOn("a").tool("noop"))
                    .phase("c", says("${x} ${phases.a.status} ${phases.a.results.noop}", "b")));
        }

        @Test
        void whatIsNotUpstreamIsAProblem() {
            assertThat(problems(w -> w.phase("a", stores("x")).phase("b", says("${x} ${phases.a.status ?? ''}"))))
                    .containsExactly(
                            "/phases/1/tools/0/args/text 'x' cannot be referenced here: phase 'b' does not depend on phase"
                                    + " 'a'; add 'a' to its depends_on",
                            "/phases/1/tools/0/args/text 'phases.a.status' cannot be referenced here: phase 'b' does not"
                                    + " depend on phase 'a'; add 'a' to its depends_on");
            assertThat(problems(w -> w.phase("b", says("${x}"))
                            .phase("a", p -> p.dependsOn("b").tool("noop", t -> t.storeAs("x")))))
                    .containsExactly(
                            "/phases/0/tools/0/args/text 'x' cannot be referenced here: phase 'b' does not depend"
                                    + " on phase 'a'; it runs later");
        }

        @Test
        void nothingIsToldThatOnlyFollowsFromABrokenDependency() {
            assertThat(problems(w -> w.phase("analyze", stores("x"))
                            .phase("b", p -> p.dependsOn("analyse").tool("noop"))
                            .phase("c", says("${x}", "b"))))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("depends on phase 'analyse', which is not there");
            assertThat(problems(w -> w.phase("a", stores("x"))
                            .phase("b", says("${x}", "c"))
                            .phase("c", says("${x}", "b"))))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("b -> c -> b");
        }

        @Test
        void unknownPhasesAndStepsAreToldWithTheNearest() {
            assertThat(problems(w -> w.phase("analyze", stores("x"))
                            .phase(
                                    "b",
                                    says(
                                            "${phases.analyse.status} ${phases.analyze.results.nop} ${phases.analyze.state}"
                                                    + " ${phases.analyze} ${phases['a' + 'b'].status}"
                                                    + " ${phases.analyze.status.code}",
                                            "analyze"))))
                    .map(problem -> problem.substring(problem.indexOf(' ') + 1))
                    .containsExactlyInAnyOrder(
                            "there is no phase 'analyse'; did you mean 'analyze'?",
                            "phase 'analyze' has no step 'nop'; it has noop; did you mean 'noop'?",
                            "a phase has .status and .results, not 'state'; did you mean 'status'?",
                            "say what of the phase is meant: phases.analyze.status or phases.analyze.results.<step>",
                            "write out which phase is meant, as in phases.<id>.status",
                            "the status of a phase is a text; nothing can follow it");
        }

        @Test
        void withinAPhaseEarlierStepsAreSeen() {
            plan(w -> w.phase(
                    "a",
                    p -> p.tool("noop", t -> t.storeAs("x"))
                            .tool("say", t -> t.arg("text", "${x}").storeAs("y"))
                            .agent(
                                    "memory",
                                    s -> s.arg("a", "${x} ${y} ${phases.a.results.say}")
                                            .storeAs("z"))
                            .agent("rust_pro", s -> s.arg("a", "${z}"))));
        }

        @Test
        void withinAPhaseLaterStepsTheStepItselfAndThePhaseAreNot() {
            assertThat(problems(w -> w.phase(
                            "a",
                            p -> p.condition("${x == 1}")
                                    .tool(
                                            "say",
                                            t -> t.arg("text", "${x} ${y} ${phases.a.status} ${phases.a.results}")
                                                    .storeAs("x"))
                                    .tool("noop", t -> t.storeAs("y")))))
                    .map(problem -> problem.substring(problem.indexOf(' ') + 1))
                    .containsExactly(
                            "'x' cannot be referenced here: the phase's condition is looked at before its steps run",
                            "'x' cannot be referenced here: it is the step's own result",
                            "'y' cannot be referenced here: step 'noop' of the phase runs later",
                            "'phases.a.status' cannot be referenced here: the phase has not ended yet",
                            "'phases.a.results' cannot be referenced here: within its phase a result is referenced by"
                                    + " itself: phases.a.results.<step>");
        }

        @Test
        void agentsThatRunAtTheSameTimeDoNotSeeEachOther() {
            for (Coordination how : List.of(Coordination.PARALLEL, Coordination.RACE)) {
                assertThat(problems(w -> w.phase(
                                "a",
                                p -> p.coordination(how)
                                        .agent("memory", s -> s.storeAs("x"))
                                        .agent("rust_pro", s -> s.arg("a", "${x}")))))
                        .containsExactly(
                                "/phases/0/agents/1/args/a 'x' cannot be referenced here: step 'memory' runs at the"
                                        + " same time");
            }
        }
    }

    @Nested
    class Guards {

        @Test
        void aUnitThatMayBeSkippedIsGuarded() {
            assertThat(problems(w -> w.phase(
                                    "a", p -> p.condition("${run.id == 'x'}").tool("noop", t -> t.storeAs("x")))
                            .phase("b", says("${x} ${phases.a.results.noop} ${phases.a.status}", "a"))))
                    .containsExactly(
                            "/phases/1/tools/0/args/text 'x' may have no value: phase 'a' is skipped where its condition is"
                                    + " false; say what stands in for it, as in ${x ?? 'none'}",
                            "/phases/1/tools/0/args/text 'phases.a.results.noop' may have no value: phase 'a' is skipped"
                                    + " where its condition is false; say what stands in for it, as in"
                                    + " ${phases.a.results.noop ?? 'none'}");
            plan(w -> w.phase("a", p -> p.condition("${run.id == 'x'}").tool("noop", t -> t.storeAs("x")))
                    .phase("b", says("${x ?? ''} ${phases.a.results.noop ?? ''}", "a")));
        }

        @Test
        void aUnitThatMayFailIsGuarded() {
            assertThat(problems(w -> w.phase("a", p -> p.continueOnFailure().tool("noop", t -> t.storeAs("x")))
                            .phase("b", says("${x}", "a"))))
                    .singleElement()
                    .asString()
                    .contains("'x' may have no value: phase 'a' may fail (continue_on_failure)");
        }

        @Test
        void aConditionalToolIsGuardedWithinItsPhaseToo() {
            assertThat(problems(w -> w.phase(
                            "a",
                            p -> p.tool(
                                            "noop",
                                            t -> t.condition("${run.id == 'x'}").storeAs("x"))
                                    .tool("say", t -> t.arg("text", "${x}")))))
                    .singleElement()
                    .asString()
                    .contains("'x' may have no value: step 'noop' is skipped where its condition is false");
        }

        @Test
        void alternativesAreGuardedTogether() {
            UnaryOperator<Workstack.Builder> alternatives =
                    w -> w.phase("a", p -> p.condition("${run.id == 'x'}").tool("noop", t -> t.storeAs("x")))
                            .phase("b", p -> p.condition("${run.id != 'x'}").tool("noop", t -> t.storeAs("x")));
            plan(w -> alternatives.apply(w).phase("c", says("${x ?? ''}", "a", "b")));
            assertThat(problems(w -> alternatives.apply(w).phase("c", says("${x}", "a", "b"))))
                    .singleElement()
                    .asString()
                    .contains("may have no value");
            assertThat(problems(w -> alternatives.apply(w).phase("c", says("${x ?? ''}", "a"))))
                    .singleElement()
                    .asString()
                    .contains("phase 'c' does not depend on phase 'b'");
        }

        @Test
        void aRaceIsSureOnlyAsAWhole() {
            plan(w -> w.phase(
                            "a",
                            p -> p.coordination(Coordination.RACE)
                                    .agent("memory", s -> s.storeAs("x"))
                                    .agent("rust_pro", s -> s.storeAs("x")))
                    .phase("b", says("${x}", "a")));
            assertThat(problems(w -> w.phase(
                                    "a",
                                    p -> p.coordination(Coordination.RACE)
                                            .agent("memory", s -> s.storeAs("x"))
                                            .agent("rust_pro"))
                            .phase("b", says("${x}", "a"))))
                    .singleElement()
                    .asString()
                    .contains("'memory' runs in a race that another may win");
        }
    }

    @Nested
    class OtherPlaces {

        @Test
        void finallyPhasesSeeEverythingGuarded() {
            plan(w -> w.phase("a", stores("x"))
                    .finallyPhase("z", says("${phases.a.status} ${x ?? ''} ${phases.a.results.noop ?? ''}")));
            assertThat(problems(w -> w.phase("a", stores("x")).finallyPhase("z", says("${x}"))))
                    .containsExactly(
                            "/finally/0/tools/0/args/text 'x' may have no value: finally phases run however the"
                                    + " others ended; say what stands in for it, as in ${x ?? 'none'}");
            assertThat(problems(w -> w.phase("a", says("${phases.z.status}")).finallyPhase("z", p -> p.tool("noop"))))
                    .singleElement()
                    .asString()
                    .contains("'z' is a finally phase, which runs at the very end");
        }

        @Test
        void finallyPhasesSeeEachOtherByDependency() {
            plan(w -> w.phase("a", p -> p.tool("noop"))
                    .finallyPhase("y", stores("x"))
                    .finallyPhase("z", says("${x}", "y")));
            assertThat(problems(w -> w.phase("a", p -> p.tool("noop"))
                            .finallyPhase("y", stores("x"))
                            .finallyPhase("z", says("${x ?? ''}"))))
                    .singleElement()
                    .asString()
                    .contains("phase 'z' does not depend on phase 'y'");
        }

        @Test
        void outputsSeeAllPhasesButFinallyOnes() {
            Plan plan = plan(w -> w.phase("a", stores("x"))
                    .phase("b", p -> p.condition("${run.id == ''}").tool("noop", t -> t.storeAs("y")))
                    .output("all", List.of("${x}", "${phases.a.results.noop}", "${y ?? 0}", "${run.id}")));
            assertThat(plan.outputs().isConstant()).isFalse();
            assertThat(problems(w -> w.phase("a", p -> p.tool("noop"))
                            .finallyPhase("z", stores("x"))
                            .output("o", Map.of("deep", List.of("${x}")))))
                    .containsExactly(
                            "/outputs/o/deep/0 'x' cannot be referenced here: 'z' is a finally phase, and outputs"
                                    + " are made of the others");
        }

        @Test
        void variablesSeeInputsAndEachOtherOnly() {
            Plan plan = plan(w -> w.variable("c", "${b} ${run.id}")
                    .variable("b", "${a}")
                    .variable("a", "${in}")
                    .phase("p", says("${c}")));
            assertThat(plan.variables()).extracting(PlanVariable::name).containsExactly("a", "b", "c");
            assertThat(problems(w -> w.variable("v", "${x}").phase("a", stores("x"))))
                    .containsExactly(
                            "/variables/v 'x' cannot be referenced here: variables are set before the first phase"
                                    + " starts");
        }

        @Test
        void variablesDoNotReferToEachOtherInACircle() {
            assertThat(problems(w -> w.variable("a", "${b}")
                            .variable("b", "${a}")
                            .variable("c", "${c}")
                            .variable("d", "${a}")
                            .phase("p", p -> p.tool("noop"))))
                    .containsExactly(
                            "/variables/a variables refer to each other in a circle: a -> b -> a",
                            "/variables/c variables refer to each other in a circle: c -> c");
        }

        @Test
        void whatUndoesAStepSeesItsResultAndWhatWasThereBefore() {
            plan(w -> w.phase("a", stores("x"))
                    .phase(
                            "b",
                            p -> p.dependsOn("a")
                                    .tool("noop", t -> t.storeAs("first"))
                                    .tool(
                                            "say",
                                            t -> t.arg("text", "t")
                                                    .storeAs("y")
                                                    .rollbackTool(
                                                            "say",
                                                            u -> u.arg(
                                                                    "text",
                                                                    "${x} ${first} ${y} ${phases.b.results.say}"
                                                                            + " ${phases.b.results}")))));
        }

        @Test
        void whatUndoesGuardsWhatMayNotHaveRun() {
            assertThat(problems(w -> w.phase(
                            "a",
                            p -> p.tool("noop", t -> t.rollbackTool("say", u -> u.arg("text", "${later}")))
                                    .tool("noop", t -> t.storeAs("later"))
                                    .rollbackTool("say", u -> u.arg("text", "${later} ${phases.a.status}")))))
                    .containsExactly(
                            "/phases/0/tools/0/rollback/0/args/text 'later' may have no value: the phase may have failed"
                                    + " before step 'noop_2' ended; say what stands in for it, as in ${later ?? 'none'}",
                            "/phases/0/rollback/0/args/text 'later' may have no value: the phase may have failed before"
                                    + " step 'noop_2' ended; say what stands in for it, as in ${later ?? 'none'}",
                            "/phases/0/rollback/0/args/text 'phases.a.status' cannot be referenced here: the phase has not"
                                    + " ended yet");
        }

        @Test
        void inAPipelineEachAgentButTheFirstSeesThePrevious() {
            Plan plan = plan(w -> w.phase(
                    "a",
                    p -> p.coordination(Coordination.PIPELINE)
                            .agent("memory")
                            .agent("rust_pro", s -> s.arg("a", "${previous}").storeAs("x"))
                            .agent("backend_architect", s -> s.arg("a", "${previous}"))));
            PlanStep first = step(plan, "a", "memory");
            assertThat(plan.slots().get(first.storeSlot())).isEqualTo("phases.a.results.memory");
            assertThat(rendered(plan, step(plan, "a", "rust_pro"), Map.of("phases.a.results.memory", 7L)))
                    .isEqualTo(Map.of("a", 7L));
            assertThat(rendered(plan, step(plan, "a", "backend_architect"), Map.of("x", 8L)))
                    .isEqualTo(Map.of("a", 8L));
            assertThat(problems(w -> w.phase(
                            "a",
                            p -> p.coordination(Coordination.PIPELINE)
                                    .agent("memory", s -> s.arg("a", "${previous}")))))
                    .singleElement()
                    .asString()
                    .contains("the first agent of a pipeline has no 'previous'");
        }
    }

    @Nested
    class Conditions {

        @Test
        void aConditionIsOneWholeExpression() {
            assertThat(problems(w ->
                            w.phase("a", p -> p.condition("phases.b.status").tool("noop"))))
                    .containsExactly("/phases/0/condition a condition is one whole ${…} that gives true or false");
        }

        @Test
        void aConditionThatSurelyGivesNoBooleanIsAProblem() {
            assertThat(problems(w -> w.phase(
                            "a",
                            p -> p.tool("noop", t -> t.condition("${'yes'}")).condition("${1 + 'a'}"))))
                    .hasSize(2);
            plan(w -> w.phase(
                    "a", p -> p.tool("noop", t -> t.condition("${false}")).condition("${1 < 2}")));
        }

        @Test
        void whatIsNotUnderstoodIsToldWithItsPlace() {
            assertThat(problems(w -> w.phase("a", says("${1 +}")).output("o", "${open")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("/phases/0/tools/0/args/text ");
        }
    }

    @Test
    void declaredDefaultsAreOfTheDeclaredType() {
        assertThat(problems(w -> w.input(
                                "n", Input.REQUIRED.ofType(InputType.INTEGER).withDefault("5"))
                        .phase("a", p -> p.tool("noop"))))
                .containsExactly("/inputs/n/default the default of input 'n' must be of type integer, is a string");
        assertThat(problems(w -> w.input(
                                "n", Input.REQUIRED.ofType(InputType.INTEGER).asSecret())
                        .input("s", Input.REQUIRED.asSecret().withDefault("open"))
                        .phase("a", p -> p.tool("noop"))))
                .containsExactly(
                        "/inputs/n/secret secret input 'n' is of type integer, and only texts can be kept secret; declare it"
                                + " as a string",
                        "/inputs/s/default warning: everybody who reads the definition reads the default of secret input 's';"
                                + " remove it");
    }
}
