package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.core.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random plans under random engines. A seed is everything: {@code -Dopdbus.seed=…} runs that one alone, in the test that names
 * it.
 */
class RunMachinePropertyTest {

    private static final int EACH = 60;
    private static final MachineSettings SETTINGS =
            new MachineSettings(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(longs = {1, 1001, 2001, 3001, 4001, 5001})
    @DisplayName("R2, R3, R8 to R16: small plans, with a crash and a replay at every fact")
    void smallPlans(long first) {
        for (long seed = first; seed < first + EACH; seed++) {
            withSeed(seed, this::smallPlan);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 700, 2000})
    @DisplayName("R2, R3, R8 to R16: large plans, with a crash and a replay at some facts")
    void largePlans(int phases) {
        for (int again = 0; again < 4; again++) {
            withSeed(phases * 10L + again, seed -> largePlan(seed, phases));
        }
    }

    private interface Seeded {
        void run(long seed);
    }

    private static void withSeed(long seed, Seeded test) {
        Long only = Long.getLong("opdbus.seed");
        if (only != null && only != seed) {
            return;
        }
        try {
            test.run(seed);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + " (again with -Dopdbus.seed=" + seed + ")", failure);
        }
    }

    private void smallPlan(long seed) {
        Random chance = new Random(seed);
        Plan plan = RandomPlans.plan(chance, 1 + chance.nextInt(7));
        SimulatedEngine original = new SimulatedEngine(plan, SETTINGS, chance, true).run();
        checkReplay(original);
        int step = Math.max(1, original.size() / 150);
        for (int crash = 1; crash <= original.size(); crash += step) {
            checkCrash(original, crash);
            new SimulatedEngine(plan, SETTINGS, new Random(seed * 31 + crash), crash % 8 == 0)
                    .resume(original.events.subList(0, crash));
        }
    }

    private void largePlan(long seed, int phases) {
        Random chance = new Random(seed);
        Plan plan = RandomPlans.plan(chance, phases);
        SimulatedEngine original = new SimulatedEngine(plan, SETTINGS, chance, false).run();
        checkReplay(original);
        for (int again = 0; again < 3; again++) {
            int crash = 1 + chance.nextInt(original.size());
            checkCrash(original, crash);
            new SimulatedEngine(plan, SETTINGS, new Random(seed + again), false)
                    .resume(original.events.subList(0, crash));
        }
    }

    /** The same facts give the same commands, one by one (R20). */
    private static void checkReplay(SimulatedEngine original) {
        RunMachine fresh = original.replayed(0);
        for (int i = 0; i < original.size(); i++) {
            assertThat(fresh.apply(original.events.get(i))).isEqualTo(original.applied.get(i));
            assertThat(drain(fresh)).as("R20: commands for fact %s", i).isEqualTo(original.answers.get(i));
        }
        assertThat(Snapshot.of(original.plan, fresh)).isEqualTo(Snapshot.of(original.plan, original.machine));
    }

    /** A machine that was rebuilt goes on as the one that crashed would have. */
    private static void checkCrash(SimulatedEngine original, int crash) {
        RunMachine fresh = original.replayed(crash);
        if (original.snapshots.size() >= crash) {
            assertThat(Snapshot.of(original.plan, fresh)).isEqualTo(original.snapshots.get(crash - 1));
        }
        for (int i = crash; i < original.size(); i++) {
            assertThat(fresh.apply(original.events.get(i))).isEqualTo(original.applied.get(i));
            assertThat(drain(fresh)).as("R20: commands after the crash").isEqualTo(original.answers.get(i));
        }
        assertThat(Snapshot.of(original.plan, fresh)).isEqualTo(Snapshot.of(original.plan, original.machine));
    }

    private static List<Command> drain(RunMachine machine) {
        List<Command> list = new ArrayList<>();
        while (machine.commands().next()) {
            list.add(machine.commands().command());
        }
        return list;
    }
}
