package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static io.opdbus.core.plan.Compiling.plan;
import static io.opdbus.core.plan.Compiling.problems;
import static io.opdbus.core.plan.Compiling.resolved;
import static io.opdbus.core.plan.Compiling.step;
import static io.opdbus.core.plan.Compiling.texts;
import static io.opdbus.core.plan.Compiling.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.schema.Hints;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.skill.Skill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Locator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R9, R10, R14: what a step of a plan is given besides what it calls. */
class StepsTest {

    private final Catalogue catalogue = Catalogue.usual()
            .tool(Tool.builder("look").hints(Hints.READ_ONLY).handler(call -> null))
            .tool(Tool.builder("set").hints(Hints.IDEMPOTENT).handler(call -> null))
            .agent("streamer", "go", o -> o.streaming().hints(Hints.IDEMPOTENT));

    @Test
    void r10AnAgentsTimeoutIsThePoolsUnlessTheStepHasOne() {
        Plan plan = plan(
                w -> w.phase(
                        "a",
                        p -> p.tool("noop")
                                .tool("noop", t -> t.timeout(Duration.ofSeconds(2)))
                                .agent("memory")
                                .agent("memory", s -> s.timeout(Duration.ofSeconds(3)))
                                .agent("streamer")
                                .agent("streamer", s -> s.timeout(Duration.ofSeconds(4)))),
                catalogue);
        assertThat(List.of("noop", "noop_2", "memory", "memory_2", "streamer", "streamer_2"))
                .extracting(id -> step(plan, "a", id).timeoutMicros())
                .containsExactly(Long.MAX_VALUE, 2_000_000L, 30_000_000L, 3_000_000L, Long.MAX_VALUE, 4_000_000L);
        assertThat(List.of("noop", "memory", "streamer", "streamer_2"))
                .extracting(id -> step(plan, "a", id).idleMicros())
                .containsExactly(Long.MAX_VALUE, Long.MAX_VALUE, 30_000_000L, Long.MAX_VALUE);
    }

    @Test
    void r10TheRunsTimeoutIsTheDefinitionsUnlessItHasNone() {
        Workstack own = Workstack.builder("test")
                .timeout(Duration.ofMinutes(1))
                .phase("a", p -> p.timeout(Duration.ofSeconds(1)).tool("noop"))
                .build();
        Workstack none =
                Workstack.builder("test").phase("a", p -> p.tool("noop")).build();
        PlanSettings settings =
                new PlanSettings(Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(600)));
        Locator locator = Locator.withoutText("test");
        Plan plan = PlanCompiler.compile(own, locator, catalogue, settings).orThrow();
        assertThat(plan.timeoutMicros()).isEqualTo(60_000_000);
        assertThat(plan.unit(0).timeoutMicros()).isEqualTo(1_000_000);
        plan = PlanCompiler.compile(none, locator, catalogue, settings).orThrow();
        assertThat(plan.timeoutMicros()).isEqualTo(600_000_000);
        assertThat(plan.unit(0).timeoutMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void r10AnInnerTimeoutThatIsLongerThanTheOuterIsOdd() {
        Compilation compilation = compile(w -> w.timeout(Duration.ofSeconds(10))
                .phase(
                        "a",
                        p -> p.timeout(Duration.ofSeconds(20))
                                .tool("noop", t -> t.timeout(Duration.ofMinutes(1)))
                                .tool(
                                        "noop",
                                        t -> t.retry(RetryPolicy.attempts(2).withDelay(Duration.ofSeconds(30))))));
        assertThat(texts(compilation))
                .containsExactly(
                        "/phases/0/timeout warning: the phase may take 20s, but the workstack's timeout of 10s ends it"
                                + " before",
                        "/phases/0/tools/0/timeout warning: the attempt may take 1m, but the phase's timeout of 20s ends it"
                                + " before",
                        "/phases/0/tools/1/retry warning: the pause before the second attempt may take 30s, but the phase's"
                                + " timeout of 20s ends it before");
        assertThat(compilation.plan()).isPresent();
    }

    @Test
    void r9ThePhasesRetryIsTheDefaultOfItsSteps() {
        Plan plan = plan(w -> w.phase(
                        "a",
                        p -> p.retry(RetryPolicy.attempts(3)).tool("noop").tool("noop", t -> t.retry(RetryPolicy.NONE)))
                .phase("b", p -> p.tool("noop")));
        assertThat(step(plan, "a", "noop").retry()).isEqualTo(RetryPolicy.attempts(3));
        assertThat(step(plan, "a", "noop_2").retry()).isEqualTo(RetryPolicy.NONE);
        assertThat(step(plan, "b", "noop").retry()).isEqualTo(RetryPolicy.NONE);
    }

    @Test
    void r9HintsSayWhatMayBeRepeatedAndWhatNeedsNoUndoing() {
        Plan plan = plan(
                w -> w.phase(
                        "a",
                        p -> p.tool("noop")
                                .tool("look")
                                .tool("set")
                                .agent("streamer")
                                .agent("memory")),
                catalogue);
        assertThat(List.of("noop", "look", "set", "streamer", "memory"))
                .extracting(id -> step(plan, "a", id).repeatable())
                .containsExactly(false, true, true, true, false);
        assertThat(List.of("noop", "look", "set", "streamer", "memory"))
                .extracting(id -> step(plan, "a", id).readOnly())
                .containsExactly(false, true, false, false, false);
    }

    @Test
    void r14WhatUndoesIsNumberedAfterAllForwardSteps() {
        Plan plan = plan(w -> w.rollbackScope(RollbackScope.COMPLETED)
                .phase(
                        "a",
                        p -> p.tool(
                                        "noop",
                                        t -> t.rollbackTool("say", u -> u.arg("text", "1"))
                                                .rollbackTool("say", u -> u.arg("text", "2")))
                                .rollbackTool("say", u -> u.arg("text", "3")))
                .phase("b", p -> p.tool("noop", t -> t.id("c").rollbackAgent("memory.forget", u -> u))));
        assertThat(plan.rollbackScope()).isEqualTo(RollbackScope.COMPLETED);
        assertThat(plan.forwardSteps()).isEqualTo(2);
        assertThat(plan.stepCount()).isEqualTo(6);
        assertThat(step(plan, "a", "noop").rollback()).containsExactly(2, 3);
        assertThat(unit(plan, "a").rollback()).containsExactly(4);
        assertThat(step(plan, "b", "c").rollback()).containsExactly(5);
        assertThat(List.of(2, 3, 4, 5))
                .extracting(i -> plan.step(i).id())
                .containsExactly("noop", "noop", "rollback", "c");
        for (int i = 0; i < plan.stepCount(); i++) {
            assertThat(plan.step(i).index()).isEqualTo(i);
            assertThat(plan.step(i).undo()).isEqualTo(i >= 2);
        }
    }

    @Test
    void r14WhatUndoesIsPlain() {
        assertThat(problems(w -> w.phase(
                        "a",
                        p -> p.tool("noop")
                                .rollbackTool(
                                        "noop",
                                        u -> u.id("x")
                                                .condition("${true}")
                                                .storeAs("y")
                                                .rollbackTool("noop", v -> v)))))
                .containsExactlyInAnyOrder(
                        "/phases/0/rollback/0/id warning: a call that undoes is told by what it undoes; remove its id",
                        "/phases/0/rollback/0/condition a call that undoes has no condition: it is made where what it undoes"
                                + " was done; remove it",
                        "/phases/0/rollback/0/store_as the result of a call that undoes cannot be stored; remove store_as",
                        "/phases/0/rollback/0/rollback a call that undoes has no rollback of its own; remove it");
    }

    @Test
    void skillsOfWorkstackPhaseAndStepAreActiveByPriority() {
        Catalogue withSkills = catalogue
                .skill(Skill.of("wide", "", "w"))
                .skill(Skill.of("narrow-one", "", "n"))
                .skill(new Skill("first", "", "1.2", "", "", Map.of(), List.of(), 5, "f", Optional.empty()));
        Plan plan = plan(
                w -> w.skills("wide")
                        .phase(
                                "a",
                                p -> p.skills("narrow_one")
                                        .tool("noop", t -> t.skills("first", "wide"))
                                        .agent("memory"))
                        .phase("b", p -> p.tool("noop")),
                withSkills);
        assertThat(step(plan, "a", "noop").skills())
                .extracting(ActiveSkill::name)
                .containsExactly("first", "narrow-one", "wide");
        assertThat(resolved(plan, "a", "noop").skills()).containsExactly("first@1.2", "narrow-one", "wide");
        assertThat(step(plan, "a", "memory").skills())
                .extracting(ActiveSkill::name)
                .containsExactly("narrow-one", "wide");
        assertThat(step(plan, "b", "noop").skills())
                .extracting(ActiveSkill::name)
                .containsExactly("wide");
    }

    @Test
    void skillsExistAndTogetherAreNotTooLarge() {
        Catalogue large = Catalogue.usual()
                .skill(Skill.of("half", "", "x".repeat(40_000)))
                .skill(Skill.of("other", "", "x".repeat(40_000)));
        assertThat(problems(
                        w -> w.skills("halv")
                                .phase("a", p -> p.skills("nix").tool("noop").tool("noop")),
                        large))
                .containsExactly(
                        "/skills/0 there is no skill 'halv'; did you mean 'half'?",
                        "/phases/0/skills/0 there is no skill 'nix'");
        Compilation compilation = compile(
                Workstack.builder("test")
                        .skills("half")
                        .phase("a", p -> p.skills("other").tool("noop"))
                        .build(),
                large);
        assertThat(texts(compilation))
                .containsExactly(
                        "/phases/0/tools/0 the skills of this call have 80000 bytes together, and 65536 are allowed;"
                                + " activate fewer of half, other");
        assertThat(compilation.problems().get(0).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void thePhasesOperationIsForAgents() {
        assertThat(texts(compile(w -> w.phase("a", p -> p.operation("x").tool("noop")))))
                .containsExactly(
                        "/phases/0/operation warning: the operation of a phase is what its agents do, and it has"
                                + " none; remove it");
    }
}
