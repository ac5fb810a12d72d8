package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.rendered;
import static io.opdbus.core.plan.Compiling.scope;
import static io.opdbus.core.plan.Compiling.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.workstack.Coordination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The execution modes that are no definitions become plans of one unit. */
class CallPlansTest {

    private final CallPlans calls = new CallPlans(Catalogue.usual()
            .skill(Skill.of("architecture-patterns", "", "layers"))
            .agent("writer", "write", o -> o.parameters(p -> p.required("topic", String.class)))
            .agent("call", "run", o -> o));

    private static @Nullable Object output(Plan plan, Map<String, ? extends @Nullable Object> values) {
        return plan.outputs().render(scope(plan, values), secret -> {});
    }

    private static List<String> texts(Compilation compilation) {
        assertThat(compilation.plan()).isEmpty();
        return compilation.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void aToolCallIsAPlanOfOneUnitAndItsArgumentsAreNoTemplates() {
        Map<String, Object> arguments = Map.of("text", "costs $${x} ${requirements} ${", "times", 2);
        Plan plan = calls.tool("say", arguments).orThrow();
        assertThat(plan.kind()).isEqualTo("tool");
        assertThat(plan.id()).isEqualTo("say");
        assertThat(plan.unitCount()).isEqualTo(1);
        assertThat(plan.inputs()).isEmpty();
        assertThat(plan.definition())
                .isEqualTo(Map.of("tool", "say", "arguments", Map.of("text", arguments.get("text"), "times", 2L)));
        assertThat(rendered(plan, plan.step(0), Map.of()))
                .isEqualTo(Map.of("text", "costs $${x} ${requirements} ${", "times", 2L));
        assertThat(plan.step(0).arguments().isConstant()).isTrue();
        assertThat(output(plan, Map.of("result", "said"))).isEqualTo(Map.of("result", "said"));
    }

    @Test
    void r1WhatIsWrongWithAToolCallIsToldAtTheCall() {
        assertThat(texts(calls.tool("sya", Map.of())))
                .containsExactly("tool 'sya'#/tool: error: there is no tool 'sya'; did you mean 'say'?");
        assertThat(texts(calls.tool("say", Map.of("txt", "${x}", "times", "2"))))
                .containsExactlyInAnyOrder(
                        "tool 'say'#/arguments: error: tool 'say' needs argument 'text'; write it in args",
                        "tool 'say'#/arguments/txt: error: tool 'say' takes no argument 'txt'; it takes text, times; did you"
                                + " mean 'text'?",
                        "tool 'say'#/arguments/times: error: tool 'say': argument 'times' must be an integer, is a string");
    }

    @Test
    void r6AnAgentCallHasNoPhaseToChooseByItsName() {
        assertThat(calls.agent("call", Optional.empty(), Map.of())
                        .orThrow()
                        .resolved()
                        .get(0)
                        .chosenBy())
                .isEqualTo("the agent's default");
        Plan plan = calls.agent("rust_pro", Optional.of("test"), Map.of("path", "${p}"))
                .orThrow();
        assertThat(plan.kind()).isEqualTo("agent");
        assertThat(plan.step(0).target()).isEqualTo("rust_pro.test");
        assertThat(plan.step(0).passAll()).isTrue();
        assertThat(rendered(plan, plan.step(0), Map.of())).isEqualTo(Map.of("path", "${p}"));
        assertThat(calls.agent("rust_pro.clippy", Optional.empty(), Map.of())
                        .orThrow()
                        .step(0)
                        .target())
                .isEqualTo("rust_pro.clippy");
        assertThat(texts(calls.agent("rust_pro.tset", Optional.empty(), Map.of())))
                .containsExactly(
                        "agent 'rust_pro.tset'#/operation: error: agent 'rust_pro' has no operation 'tset'; it has"
                                + " check, build, test, clippy; did you mean 'test'?");
    }

    @Test
    void aSkillIsActiveForItsOneToolCall() {
        Plan plan =
                calls.skill("architecture_patterns", "say", Map.of("text", "x")).orThrow();
        assertThat(plan.kind()).isEqualTo("skill");
        assertThat(plan.step(0).skills()).extracting(ActiveSkill::name).containsExactly("architecture-patterns");
        assertThat(texts(calls.skill("nothing", "say", Map.of("text", "x"))))
                .containsExactly("skill 'nothing'#/skill: error: there is no skill 'nothing'");
    }

    @Test
    void coordinatedAgentsGiveTheirResultsByAgent() {
        for (Coordination how : List.of(Coordination.SEQUENTIAL, Coordination.PARALLEL)) {
            Plan plan = calls.coordinate(List.of("memory.recall", "rust_pro", "memory"), how, Map.of("a", 1))
                    .orThrow();
            assertThat(plan.unit(0).coordination()).isEqualTo(how);
            assertThat(step(plan, "call", "memory").operation()).isEqualTo("recall");
            assertThat(step(plan, "call", "memory_2").operation()).isEqualTo("remember");
            Map<String, Object> results = Map.of("memory", 1L, "rust_pro", 2L, "memory_2", 3L);
            assertThat(output(plan, Map.of("phases", Map.of("call", Map.of("results", results)))))
                    .isEqualTo(Map.of("result", results));
        }
    }

    @Test
    void aRaceGivesTheWinnersResultAndAPipelineTheLasts() {
        Plan race = calls.coordinate(List.of("memory", "rust_pro"), Coordination.RACE, Map.of())
                .orThrow();
        assertThat(race.step(0).storeSlot()).isEqualTo(race.step(1).storeSlot());
        assertThat(output(race, Map.of("result", 1L))).isEqualTo(Map.of("result", 1L));
        Plan pipeline = calls.coordinate(List.of("memory", "rust_pro"), Coordination.PIPELINE, Map.of())
                .orThrow();
        assertThat(pipeline.step(0).storeSlot()).isEqualTo(-1);
        assertThat(output(pipeline, Map.of("result", 1L))).isEqualTo(Map.of("result", 1L));
    }

    @Test
    void eachCoordinatedAgentGetsTheArgumentsThatItTakes() {
        Plan plan = calls.coordinate(
                        List.of("memory", "writer"), Coordination.PARALLEL, Map.of("topic", "${t}", "x", 1))
                .orThrow();
        assertThat(rendered(plan, step(plan, "call", "memory"), Map.of())).isEqualTo(Map.of("topic", "${t}", "x", 1L));
        assertThat(rendered(plan, step(plan, "call", "writer"), Map.of())).isEqualTo(Map.of("topic", "${t}"));
        assertThat(texts(calls.coordinate(List.of("writer", "nobody"), Coordination.PARALLEL, Map.of("topic", 1))))
                .containsExactlyInAnyOrder(
                        "coordinate#/agents/1/agent: error: there is no agent 'nobody'",
                        "coordinate#/arguments/topic: error: operation 'writer.write': argument 'topic' must be a string, is"
                                + " an integer");
        assertThat(texts(calls.coordinate(List.of(), Coordination.RACE, Map.of())))
                .containsExactly("coordinate#/agents: error: name at least one agent to coordinate");
    }
}
