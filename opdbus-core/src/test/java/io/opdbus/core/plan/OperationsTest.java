package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static io.opdbus.core.plan.Compiling.plan;
import static io.opdbus.core.plan.Compiling.problems;
import static io.opdbus.core.plan.Compiling.resolved;
import static io.opdbus.core.plan.Compiling.step;
import static io.opdbus.core.plan.Compiling.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Workstack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** R6: which operation an agent runs; and names of tools and agents that fit nothing. */
class OperationsTest {

    private static String chosen(UnaryOperator<Phase.Builder> phase) {
        Plan plan = plan(w -> w.phase("test", phase));
        ResolvedStep step = resolved(plan, "test", "rust_pro");
        return step.target() + " by " + step.chosenBy();
    }

    private static AgentStep whole(String agent, Optional<String> operation) {
        return new AgentStep(
                agent,
                operation,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    @Test
    void r6TheCallsOwnOperationGoesBeforeEverything() {
        assertThat(chosen(p -> p.operation("build").agent("rust_pro", s -> s.operation("clippy"))))
                .isEqualTo("rust_pro.clippy by the call's own");
        assertThat(chosen(p -> p.agent(whole("rust_pro.build", Optional.of("clippy")))))
                .isEqualTo("rust_pro.clippy by the call's own");
    }

    @Test
    void r6ThenTheOneInTheAgentsName() {
        assertThat(chosen(p -> p.operation("build").agent(whole("rust_pro.clippy", Optional.empty()))))
                .isEqualTo("rust_pro.clippy by agent.operation");
    }

    @Test
    void r6ThenThePhasesOperation() {
        assertThat(chosen(p -> p.operation("build").agent("rust_pro")))
                .isEqualTo("rust_pro.build by the phase's operation");
    }

    @Test
    void r6ThenTheOperationNamedLikeThePhase() {
        assertThat(chosen(p -> p.agent("rust_pro"))).isEqualTo("rust_pro.test by named like the phase");
    }

    @Test
    void r6ThenTheAgentsDefault() {
        Plan plan = plan(w -> w.phase("other", p -> p.agent("rust_pro")));
        assertThat(resolved(plan, "other", "rust_pro").target()).isEqualTo("rust_pro.check");
        assertThat(resolved(plan, "other", "rust_pro").chosenBy()).isEqualTo("the agent's default");
    }

    @Test
    void r6AnOperationThatIsAskedForIsThere() {
        assertThat(problems(w -> w.phase(
                        "a",
                        p -> p.operation("test")
                                .agent("rust_pro.tset")
                                .agent("memory")
                                .agent(whole("memory.remind", Optional.empty())))))
                .containsExactly(
                        "/phases/0/operation agent 'memory' has no operation 'test'; it has remember, recall, forget,"
                                + " search",
                        "/phases/0/agents/0/operation agent 'rust_pro' has no operation 'tset'; it has check, build, test,"
                                + " clippy; did you mean 'test'?",
                        "/phases/0/agents/2/agent agent 'memory' has no operation 'remind'; it has remember, recall,"
                                + " forget, search");
    }

    @Test
    void r6WithoutADefaultSomethingMustSayWhichOperation() {
        Catalogue catalogue = Catalogue.usual()
                .agent(Agent.builder("plain")
                        .operation("one", (call, output) -> 1)
                        .operation("two", (call, output) -> 2)
                        .build());
        assertThat(problems(w -> w.phase("a", p -> p.agent("plain")), catalogue))
                .containsExactly("/phases/0/agents/0/agent nothing says what agent 'plain' is to do; write"
                        + " plain.<operation>, one of one, two");
        assertThat(resolved(plan(w -> w.phase("two", p -> p.agent("plain")), catalogue), "two", "plain")
                        .target())
                .isEqualTo("plain.two");
    }

    @Test
    void r6AnAgentThatDoesNotTellItsOperationsIsBelieved() {
        Catalogue catalogue =
                new Catalogue().agent(new AgentDescriptor("far", "", List.of(), List.of(), Optional.empty()));
        Plan plan = plan(w -> w.phase("a", p -> p.operation("x").agent("far").agent("far.y")), catalogue);
        assertThat(resolved(plan, "a", "far").target()).isEqualTo("far.x");
        assertThat(resolved(plan, "a", "far_2").target()).isEqualTo("far.y");
        assertThat(step(plan, "a", "far").described()).isNull();
        assertThat(step(plan, "a", "far").passAll()).isTrue();
        assertThat(problems(w -> w.phase("a", p -> p.agent("far").agent("far.no good")), catalogue))
                .containsExactly(
                        "/phases/0/agents/0/agent nothing says what agent 'far' is to do; write far.<operation>",
                        "/phases/0/agents/1/operation 'no good' cannot be an operation: letters, digits, '_' and '-', at"
                                + " most 64");
    }

    @Test
    void r6WhatUndoesIsNotChosenByWhatThePhaseDoes() {
        Plan plan = plan(w -> w.phase(
                "test",
                p -> p.operation("build")
                        .agent(
                                "rust_pro",
                                s -> s.rollbackAgent("rust_pro", u -> u).rollbackAgent("rust_pro.clippy", u -> u))));
        int[] rollback = step(plan, "test", "rust_pro").rollback();
        assertThat(plan.step(rollback[0]).operation()).isEqualTo("check");
        assertThat(plan.step(rollback[1]).operation()).isEqualTo("clippy");
    }

    @Test
    void r1ToolsAndAgentsExist() {
        assertThat(problems(w -> w.phase(
                        "a",
                        p -> p.tool("file_raed")
                                .tool("rust_pro")
                                .agent("rustpro")
                                .agent("file_read.x")
                                .rollbackTool("sya", u -> u))))
                .containsExactly(
                        "/phases/0/tools/0/tool there is no tool 'file_raed'; did you mean 'file_read'?",
                        "/phases/0/tools/1/tool there is no tool 'rust_pro'; it is an agent, so list it under agents",
                        "/phases/0/agents/0/agent there is no agent 'rustpro'; did you mean 'rust_pro'?",
                        "/phases/0/agents/1/agent there is no agent 'file_read'; it is a tool, so list it under tools",
                        "/phases/0/rollback/0/tool there is no tool 'sya'; did you mean 'say'?");
    }

    @Test
    void r1AnAgentThatNoTransportReachesIsAProblem() {
        ErrorInfo why = ErrorInfo.of(ErrorCode.NO_TRANSPORT, "add opdbus-dbus to reach dbus:session");
        Compilation compilation = compile(
                Workstack.builder("test").phase("a", p -> p.agent("memory")).build(),
                Catalogue.usual().unreachable("memory", why));
        assertThat(texts(compilation))
                .containsExactly("/phases/0/agents/0/agent add opdbus-dbus to reach dbus:session");
        assertThat(compilation.problems().get(0).code()).isEqualTo(ErrorCode.NO_TRANSPORT);
    }
}
