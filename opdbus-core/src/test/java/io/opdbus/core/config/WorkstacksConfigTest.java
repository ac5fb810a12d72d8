package io.opdbus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.core.source.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkstacksConfigTest {

    private static final Path SEED = Path.of("src/test/resources/config/workstacks.toml");

    private final Problems problems = new Problems();

    private List<String> told() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void theExampleOfTheArchitectureIsRead() {
        WorkstacksConfig config = WorkstacksConfig.read(SEED, problems);
        assertThat(told()).isEmpty();
        assertThat(config.workstacks()).containsOnlyKeys("full_stack_feature", "code_review");
        WorkstackSettings feature = config.workstacks().get("full_stack_feature");
        assertThat(feature.enabled()).isTrue();
        assertThat(feature.defaultTimeout()).contains(Duration.ofMinutes(10));
        assertThat(feature.parallelPhases()).isEmpty();
        WorkstackSettings review = config.workstacks().get("code_review");
        assertThat(review.parallelPhases())
                .contains(ParallelPhases.of(List.of("security_review", "arch_review", "performance_review")));
        assertThat(review.parallelPhasesLocation()).hasToString(SEED + ":9:19");
        assertThat(review.location()).hasToString(SEED + ":7:1");
    }

    @Test
    void durationsAndAllPhasesMayBeWritten() {
        WorkstacksConfig config = WorkstacksConfig.parse(
                "w.toml",
                "[workstacks.a]\nenabled = false\ndefault_timeout = \"1h\"\nparallel_phases = \"all\"\n[workstacks.b]\n",
                problems);
        assertThat(told()).isEmpty();
        assertThat(config.workstacks().get("a").enabled()).isFalse();
        assertThat(config.workstacks().get("a").defaultTimeout()).contains(Duration.ofHours(1));
        assertThat(config.workstacks().get("a").parallelPhases()).contains(ParallelPhases.ALL);
        assertThat(config.workstacks().get("b").enabled()).isTrue();
    }

    @Test
    void whatIsWrongIsToldAtItsPlace() {
        WorkstacksConfig.parse(
                "w.toml",
                "[workstack.a]\n[workstacks.b]\nenabeld = true\ndefault_timeout = -1\nparallel_phases = \"none\"\ntimeout = 3\n"
                        + "[workstacks]\nc = 3\n",
                problems);
        assertThat(told())
                .containsExactly(
                        "w.toml:1:1: error: unknown key 'workstack'; use 'workstacks'",
                        "w.toml:3:1: error: unknown key 'enabeld'; did you mean 'enabled'?",
                        "w.toml:4:19: error: 'default_timeout' must be a duration: -1 is negative",
                        "w.toml:5:19: error: 'parallel_phases' must be a list of strings, is a string; write [none]",
                        "w.toml:6:1: error: unknown key 'timeout'; use 'default_timeout'",
                        "w.toml:8:5: error: 'c' must be a map, is a number");
    }

    @Test
    void damagedTextIsRefusedWithoutAnException() {
        String good =
                "[workstacks.full]\nenabled = true # yes\ndefault_timeout = 600\nparallel_phases = [\"a\", \"b\"]\n";
        String marks = "[]{}=\"'#.,\n\t\\0a-:\u0000\u00e9";
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, marks.charAt(random.nextInt(marks.length())));
                }
            }
            Problems found = new Problems();
            WorkstacksConfig.parse("w.toml", text.toString(), found);
            assertThat(found.sorted())
                    .allSatisfy(problem -> assertThat(problem.location().line()).isPositive());
        }
    }
}
