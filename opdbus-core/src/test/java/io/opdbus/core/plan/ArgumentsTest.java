package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.plan;
import static io.opdbus.core.plan.Compiling.problems;
import static io.opdbus.core.plan.Compiling.rendered;
import static io.opdbus.core.plan.Compiling.resolved;
import static io.opdbus.core.plan.Compiling.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arguments that are written, and R7: arguments that are not. */
class ArgumentsTest {

    private final Catalogue catalogue = Catalogue.usual()
            .agent(
                    "writer",
                    "write",
                    o -> o.parameters(p -> p.required("topic", String.class)
                            .optional("length", Long.class, "in words", 100L)
                            .optional("style", String.class, "")))
            .agent("painter", "paint", o -> o.parameters(p -> p.optional("topic", String.class, "")))
            .agent(
                    "free",
                    "go",
                    o -> o.parameters(Parameters.ofSchema(
                            Map.of("type", "object", "properties", Map.of("known", Map.of("type", "string"))))));

    @Test
    void r1RequiredArgumentsOfToolsAreWritten() {
        assertThat(problems(w -> w.variable("text", "t").phase("a", p -> p.tool("say"))))
                .containsExactly("/phases/0/tools/0/args tool 'say' needs argument 'text'; write it in args");
    }

    @Test
    void r1UnknownArgumentsAreProblems() {
        assertThat(problems(w -> w.phase(
                        "a",
                        p -> p.tool("say", t -> t.arg("txt", "x").arg("text", "x"))
                                .tool("noop", t -> t.arg("a", 1)))))
                .containsExactly(
                        "/phases/0/tools/0/args/txt tool 'say' takes no argument 'txt'; it takes text, times; did you mean"
                                + " 'text'?",
                        "/phases/0/tools/1/args/a tool 'noop' takes no argument 'a'; it takes nothing");
    }

    @Test
    void r1AnOpenSchemaTakesAnything() {
        Tool open = Tool.builder("open")
                .parameters(Parameters.ofSchema(Map.of("type", "object")))
                .handler(call -> null);
        plan(
                w -> w.phase("a", p -> p.tool("open", t -> t.arg("x", 1)).agent("free", s -> s.arg("y", 1))),
                Catalogue.usual()
                        .tool(open)
                        .agent("free", "go", o -> o.parameters(Parameters.ofSchema(Map.of("type", "object")))));
    }

    @Test
    void r1ConstantArgumentsAreOfTheDeclaredType() {
        assertThat(problems(w -> w.phase(
                        "a",
                        p -> p.tool("say", t -> t.arg("text", 5).arg("times", "often"))
                                .tool("say", t -> t.arg("text", "${run.id}").arg("times", "${1 + 1}")))))
                .containsExactly(
                        "/phases/0/tools/0/args/text tool 'say': argument 'text' must be a string, is an integer",
                        "/phases/0/tools/0/args/times tool 'say': argument 'times' must be an integer, is a string");
    }

    @Test
    void r7TheCallsArgumentsGoBeforeThePhasesAndThoseBeforeBoundOnes() {
        Plan plan = plan(
                w -> w.variable("topic", "v")
                        .variable("style", "v")
                        .phase(
                                "a",
                                p -> p.args(Map.of("topic", "of the phase", "length", 5))
                                        .agent("writer", s -> s.arg("topic", "own"))
                                        .agent("painter")),
                catalogue);
        assertThat(rendered(plan, step(plan, "a", "writer"), Map.of())).isEqualTo(Map.of("topic", "own", "length", 5L));
        assertThat(resolved(plan, "a", "writer").bound()).isEqualTo(Map.of("style", "variable style"));
        assertThat(rendered(plan, step(plan, "a", "painter"), Map.of())).isEqualTo(Map.of("topic", "of the phase"));
    }

    @Test
    void thePhasesArgumentsAreForSomeAgent() {
        assertThat(problems(
                        w -> w.phase("a", p -> p.args(Map.of("topci", 1)).agent("painter"))
                                .phase("b", p -> p.args(Map.of("x", 1)).tool("noop")),
                        catalogue))
                .containsExactly(
                        "/phases/0/args/topci no agent of the phase takes an argument 'topci'",
                        "/phases/1/args/x the args of a phase are for its agents, and it has none; give them to its tools");
    }

    @Test
    void thePhasesArgumentsAreCheckedAndSeenWhereTheyAreWritten() {
        assertThat(problems(
                        w -> w.inputsDeclared()
                                .phase(
                                        "a",
                                        p -> p.args(Map.of("topic", "${nothing}", "length", "long"))
                                                .agent("writer")
                                                .agent("writer")),
                        catalogue))
                .containsExactlyInAnyOrder(
                        "/phases/0/args/topic nothing defines 'nothing'; declare it under inputs or variables, or store a"
                                + " result by that name",
                        "/phases/0/args/length operation 'writer.write': argument 'length' must be an integer, is a string");
    }

    @Test
    void r7BindsStoredResultsThatAreUpstreamVariablesAndInputs() {
        Plan plan = plan(
                w -> w.input("style", Input.REQUIRED)
                        .variable("length", 7)
                        .phase("a", p -> p.tool("noop", t -> t.storeAs("topic")))
                        .phase("b", p -> p.dependsOn("a").agent("writer")),
                catalogue);
        assertThat(resolved(plan, "b", "writer").bound())
                .containsExactly(
                        Map.entry("topic", "store_as topic"),
                        Map.entry("length", "variable length"),
                        Map.entry("style", "input style"));
        assertThat(step(plan, "b", "writer").bindings())
                .extracting(binding -> plan.slots().get(binding.slot()))
                .containsExactly("topic", "length", "style");
    }

    @Test
    void r7RequiredArgumentsThatNothingFillsAreProblems() {
        assertThat(problems(w -> w.phase("a", p -> p.agent("writer")), catalogue))
                .containsExactly(
                        "/phases/0/agents/0/args operation 'writer.write' needs argument 'topic'; write it in args,"
                                + " or declare an input or variable of that name");
        assertThat(problems(
                        w -> w.phase("a", p -> p.tool("noop", t -> t.storeAs("topic")))
                                .phase("b", p -> p.agent("writer")),
                        catalogue))
                .containsExactly(
                        "/phases/1/agents/0/args operation 'writer.write' needs argument 'topic'; the stored result"
                                + " 'topic' cannot be bound: phase 'b' does not depend on phase 'a'; add 'a' to its depends_on");
    }

    @Test
    void r7ARequiredArgumentIsNotLeftToChance() {
        assertThat(problems(
                        w -> w.phase("a", p -> p.continueOnFailure().tool("noop", t -> t.storeAs("topic")))
                                .phase("b", p -> p.dependsOn("a").agent("writer")),
                        catalogue))
                .containsExactly(
                        "/phases/1/agents/0 operation 'writer.write' needs argument 'topic', and what is bound to it"
                                + " may have no value: phase 'a' may fail (continue_on_failure); write it in args with a fallback,"
                                + " as in ${topic ?? 'none'}");
        plan(
                w -> w.phase("a", p -> p.continueOnFailure().tool("noop", t -> t.storeAs("topic")))
                        .phase("b", p -> p.dependsOn("a").agent("painter")),
                catalogue);
    }

    @Test
    void r7SecretsAreNotBoundByNameAlone() {
        assertThat(problems(
                        w -> w.input("topic", Input.REQUIRED.asSecret()).phase("a", p -> p.agent("writer")), catalogue))
                .containsExactly(
                        "/phases/0/agents/0/args operation 'writer.write' needs argument 'topic'; secret inputs are"
                                + " not bound by name, so write it out: ${topic}");
        Plan plan = plan(
                w -> w.input("key", Input.REQUIRED.asSecret())
                        .variable("between", "${key}")
                        .variable("topic", "x ${between}")
                        .phase("a", p -> p.agent("painter")),
                catalogue);
        assertThat(step(plan, "a", "painter").bindings()).isEmpty();
    }

    @Test
    void r7TypesOfInputsAndParametersAgree() {
        assertThat(problems(
                        w -> w.input("topic", Input.REQUIRED.ofType(InputType.ARRAY))
                                .phase("a", p -> p.agent("writer")),
                        catalogue))
                .singleElement()
                .asString()
                .contains(
                        "takes 'topic' as string, and the input of that name, which is bound to it, is declared as array");
        plan(
                w -> w.input("topic", Input.REQUIRED.ofType(InputType.STRING))
                        .input("length", Input.REQUIRED.ofType(InputType.NUMBER))
                        .phase("a", p -> p.agent("writer")),
                catalogue);
    }

    @Test
    void r7AFoundInputIsBoundAndBecomesRequiredWhereItIsNeeded() {
        Plan plan = plan(
                w -> w.phase("a", p -> p.tool("say", t -> t.arg("text", "${topic ?? ''}")))
                        .phase("b", p -> p.agent("writer")),
                catalogue);
        assertThat(plan.inputs()).extracting(PlanInput::input).containsExactly(Input.REQUIRED);
        assertThat(resolved(plan, "b", "writer").bound()).containsEntry("topic", "input topic");
    }

    @Test
    void r7APipelineBindsPreviousToAParameterOfThatName() {
        Plan plan = plan(
                w -> w.phase(
                        "a",
                        p -> p.coordination(Coordination.PIPELINE)
                                .agent("memory")
                                .agent("piped")),
                catalogue.agent("piped", "go", o -> o.parameters(p -> p.required("previous", Object.class))));
        assertThat(resolved(plan, "a", "piped").bound()).isEqualTo(Map.of("previous", "result of memory"));
        assertThat(step(plan, "a", "piped").bindings())
                .containsExactly(new PlanStep.Binding(
                        "previous", step(plan, "a", "memory").storeSlot()));
        assertThat(problems(w -> w.phase("a", p -> p.agent("piped")), catalogue))
                .hasSize(1);
    }

    @Test
    void r7AppliesToWhatUndoesAndNotToTools() {
        Plan plan = plan(
                w -> w.variable("topic", "v")
                        .variable("times", 2)
                        .phase("a", p -> p.tool("say", t -> t.arg("text", "x")).rollbackAgent("writer", u -> u)),
                catalogue);
        assertThat(step(plan, "a", "say").bindings()).isEmpty();
        PlanStep undo = plan.step(plan.unit(0).rollback()[0]);
        assertThat(undo.bindings()).extracting(PlanStep.Binding::argument).containsExactly("topic");
        assertThat(plan.resolved()).extracting(ResolvedStep::step).isEqualTo(List.of("say", "rollback"));
    }
}
