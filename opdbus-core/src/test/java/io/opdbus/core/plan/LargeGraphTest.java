package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.opdbus.api.workstack.Workstack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Costs are those of the graph's size, and nothing recurses over it. */
class LargeGraphTest {

    private static final int PHASES = 100_000;
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    @Test
    void aChainOfManyPhasesCompiles() {
        Workstack.Builder chain = Workstack.builder("chain");
        for (int i = 0; i < PHASES; i++) {
            int phase = i;
            chain.phase("p" + i, p -> (phase == 0 ? p : p.dependsOn("p" + (phase - 1))).tool("noop"));
        }
        Plan plan = compiled(chain.build());
        assertThat(plan.unitCount()).isEqualTo(PHASES);
        assertThat(plan.unit(PHASES - 1).dependsOn()).containsExactly(PHASES - 2);
    }

    @Test
    void aFanOfManyPhasesCompiles() {
        Workstack.Builder fan = Workstack.builder("fan").phase("first", p -> p.tool("noop"));
        String[] all = new String[PHASES - 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = "p" + i;
            fan.phase(all[i], p -> p.dependsOn("first").tool("noop"));
        }
        fan.phase("last", p -> p.dependsOn(all).tool("noop"));
        Plan plan = compiled(fan.build());
        assertThat(plan.unit(0).dependents()).hasSize(PHASES - 2);
        assertThat(plan.unit(PHASES - 1).dependsOn()).hasSize(PHASES - 2);
    }

    @Test
    void aChainInWhichEachPhaseReferencesTheFirstAndTheOneBeforeCompiles() {
        Workstack.Builder chain = Workstack.builder("chain");
        for (int i = 0; i < PHASES; i++) {
            int phase = i;
            chain.phase("p" + i, p -> {
                if (phase > 0) {
                    p.dependsOn("p" + (phase - 1));
                }
                String text = phase == 0 ? "x" : "${r0} ${r" + (phase - 1) + "} ${phases.p0.status}";
                return p.tool("say", t -> t.arg("text", text).storeAs("r" + phase));
            });
        }
        Plan plan = compiled(chain.build());
        assertThat(plan.inputs()).isEmpty();
    }

    @Test
    void oneCircleOfManyPhasesIsTold() {
        Workstack.Builder circle = Workstack.builder("circle");
        for (int i = 0; i < PHASES; i++) {
            String before = "p" + (i == 0 ? PHASES - 1 : i - 1);
            circle.phase("p" + i, p -> p.dependsOn(before).tool("noop"));
        }
        Workstack workstack = circle.build();
        Compilation compilation = assertTimeout(GENEROUS, () -> compile(workstack, Catalogue.usual()));
        assertThat(compilation.problems()).hasSize(1);
        assertThat(compilation.problems().get(0).message()).contains("p0 -> p99999 -> p99998", "more … -> p0");
    }

    private static Plan compiled(Workstack workstack) {
        long begun = System.nanoTime();
        Compilation compilation = assertTimeout(GENEROUS, () -> compile(workstack, Catalogue.usual()));
        assertThat(compilation.problems()).isEmpty();
        System.out.println(workstack.id() + " " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        return compilation.orThrow();
    }
}
