package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.core.plan.Plan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same facts give the same commands, everywhere (R20). */
class DeterminismTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(1000, Duration.ofMillis(100), 2, Duration.ofSeconds(30), 0.2);

    @Test
    @DisplayName("R20: two machines that see the same facts command the same, in the same order")
    void sameFactsSameCommands() {
        for (int seed = 0; seed < 40; seed++) {
            SimulatedEngine one = engine(seed).run();
            SimulatedEngine other = engine(seed).run();
            assertThat(other.events).isEqualTo(one.events);
            assertThat(other.answers).isEqualTo(one.answers);
            assertThat(Snapshot.of(other.plan, other.machine)).isEqualTo(Snapshot.of(one.plan, one.machine));
        }
    }

    private static SimulatedEngine engine(long seed) {
        Random chance = new Random(seed);
        Plan plan = RandomPlans.plan(chance, 12);
        return new SimulatedEngine(plan, Played.SETTINGS, chance, false);
    }

    @Test
    @DisplayName("R9: without jitter the pauses grow by the factor, up to the longest")
    void growth() {
        RetryPolicy plain = POLICY.withJitter(0);
        assertThat(IntStream.rangeClosed(1, 11).mapToLong(attempt -> RetryDelays.micros(plain, 7, 3, attempt)))
                .containsExactly(
                        100_000L,
                        200_000L,
                        400_000L,
                        800_000L,
                        1_600_000L,
                        3_200_000L,
                        6_400_000L,
                        12_800_000L,
                        25_600_000L,
                        30_000_000L,
                        30_000_000L);
        assertThat(RetryDelays.micros(plain, 7, 3, 999)).isEqualTo(30_000_000L);
        assertThat(RetryDelays.micros(plain.withBackoff(1), 7, 3, 999)).isEqualTo(100_000L);
        assertThat(RetryDelays.micros(plain.withDelay(Duration.ZERO), 7, 3, 5)).isZero();
    }

    @Test
    @DisplayName("R9: jitter takes off at most its share, evenly, and otherwise for each run, step and attempt")
    void jitter() {
        RetryPolicy flat = POLICY.withBackoff(1);
        Set<Long> different = new HashSet<>();
        double sum = 0;
        int count = 0;
        for (long seed = 0; seed < 20; seed++) {
            for (int step = 0; step < 20; step++) {
                for (int attempt = 1; attempt <= 20; attempt++) {
                    long pause = RetryDelays.micros(flat, seed * 0x9e3779b97f4a7c15L, step, attempt);
                    assertThat(pause).isBetween(80_000L, 100_000L);
                    different.add(pause);
                    sum += pause;
                    count++;
                }
            }
        }
        assertThat(sum / count).isCloseTo(90_000, within(300.0));
        assertThat(different).hasSizeGreaterThan(6_000);
        assertThat(RetryDelays.micros(flat.withJitter(1), 1, 1, 1)).isBetween(0L, 100_000L);
    }

    @Test
    @DisplayName("R20: the pauses of a known seed are these, on every JVM and in every version")
    void golden() {
        assertThat(pauses(42, 0)).containsExactly(96433L, 163547L, 369950L, 794606L, 1401968L, 2569821L);
        assertThat(pauses(-1, 100_000)).containsExactly(91324L, 176890L, 395669L, 785809L, 1346435L, 3135206L);
    }

    private static List<Long> pauses(long seed, int step) {
        return IntStream.rangeClosed(1, 6)
                .mapToObj(attempt -> RetryDelays.micros(POLICY, seed, step, attempt))
                .toList();
    }

    @Test
    @DisplayName("R9: pauses and limits without end do not overflow")
    void endless() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        RetryPolicy policy = new RetryPolicy(9, endless, 100, endless, 0);
        assertThat(RetryDelays.micros(policy, 1, 1, 8)).isEqualTo(Long.MAX_VALUE);
        assertThat(MachineSettings.after(5, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(MachineSettings.after(5, 7)).isEqualTo(12);
        MachineSettings settings = new MachineSettings(endless, endless, endless);
        assertThat(settings.graceMicros()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.rollbackMicros()).isEqualTo(Long.MAX_VALUE);
        assertThat(MachineSettings.DEFAULT.graceMicros()).isEqualTo(5_000_000);
    }
}
