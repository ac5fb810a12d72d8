package io.opdbus.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.InputType;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.ToolStep;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Format;
import io.opdbus.core.source.Problems;
import io.opdbus.core.source.SourceWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkstackWriterTest {

    @Test
    void aWorkstackIsWrittenAsAPersonWouldWriteIt() {
        Workstack workstack = Workstack.builder("feature")
                .input("file", Input.REQUIRED.ofType(InputType.STRING))
                .input("level", Input.OPTIONAL.withDefault(3))
                .timeout(Duration.ofMinutes(10))
                .phase(
                        "analyze",
                        p -> p.tool("file_read", t -> t.arg("path", "${file}").storeAs("text"))
                                .agent("backend_architect"))
                .phase(
                        "test",
                        p -> p.dependsOn("analyze")
                                .agent("rust_pro.test")
                                .agent("memory", a -> a.operation("remember").arg("key", "k"))
                                .retry(RetryPolicy.attempts(3))
                                .continueOnFailure())
                .build();
        assertThat(SourceWriter.yaml(WorkstackWriter.write(workstack))).isEqualTo("""
                workstack: feature
                inputs:
                  file:
                    type: string
                  level:
                    default: 3
                timeout: 10m
                phases:
                  - id: analyze
                    tools:
                      - tool: file_read
                        args:
                          path: ${file}
                        store_as: text
                    agents: [backend_architect]
                  - id: test
                    depends_on: [analyze]
                    agents:
                      - rust_pro.test
                      - agent: memory
                        operation: remember
                        args:
                          key: k
                    retry: 3
                    continue_on_failure: true
                """);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyWorkstackIsReadBackEqual(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            Workstack workstack = new Generator(random).workstack();
            for (Format format : Format.values()) {
                String text = SourceWriter.write(WorkstackWriter.write(workstack), format);
                Problems problems = new Problems();
                assertThat(Corpus.load(text, format, problems).map(LoadedWorkstack::workstack))
                        .as(text)
                        .contains(workstack);
                assertThat(problems.sorted()).as(text).isEmpty();
            }
        }
    }

    /** Makes workstacks that have the right shape and no sense. */
    private record Generator(Random random) {

        private static final List<String> TEXTS = List.of(
                "a",
                "yes",
                "1.0",
                "null",
                "${x}",
                "two\nlines\n",
                "a: b",
                "#x",
                "",
                "it's",
                "\"q\"",
                "\u00e9\ud83d\ude00",
                "- x");

        Workstack workstack() {
            return new Workstack(
                    name(),
                    text(),
                    text(),
                    list(this::text),
                    optional(this::inputs),
                    values(2),
                    list(this::name),
                    optional(this::duration),
                    random.nextInt(3) == 0 ? ParallelPhases.ALL : ParallelPhases.of(list(this::name)),
                    pick(RollbackScope.values()),
                    values(1),
                    list(this::phase),
                    list(this::phase));
        }

        private Phase phase() {
            return new Phase(
                    name(),
                    text(),
                    text(),
                    list(this::name),
                    optional(this::text),
                    list(this::name),
                    list(() -> tool(1)),
                    list(() -> agent(1)),
                    optional(this::name),
                    values(2),
                    pick(Coordination.values()),
                    optional(this::duration),
                    optional(this::retry),
                    random.nextBoolean(),
                    list(() -> step(1)));
        }

        private Step step(int depth) {
            return random.nextBoolean() ? tool(depth) : agent(depth);
        }

        private ToolStep tool(int depth) {
            return new ToolStep(
                    name(),
                    optional(this::name),
                    values(1),
                    optional(this::name),
                    optional(this::duration),
                    optional(this::retry),
                    list(this::name),
                    optional(this::text),
                    depth > 0 ? list(() -> step(depth - 1)) : List.of());
        }

        private AgentStep agent(int depth) {
            if (random.nextBoolean()) {
                return AgentStep.builder(random.nextBoolean() ? name() : name() + "." + name())
                        .build();
            }
            return new AgentStep(
                    name(),
                    optional(this::name),
                    optional(this::name),
                    values(1),
                    optional(this::name),
                    optional(this::duration),
                    optional(this::retry),
                    list(this::name),
                    depth > 0 ? list(() -> step(depth - 1)) : List.of());
        }

        private Map<String, Input> inputs() {
            Map<String, Input> inputs = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                Optional<Object> value =
                        optional(() -> Optional.ofNullable(value(1)).orElse("x"));
                inputs.put(
                        name(),
                        new Input(
                                pick(InputType.values()),
                                text(),
                                value,
                                value.isEmpty() && random.nextBoolean(),
                                random.nextBoolean()));
            }
            return inputs;
        }

        private RetryPolicy retry() {
            if (random.nextBoolean()) {
                return RetryPolicy.attempts(1 + random.nextInt(9));
            }
            Duration delay = Duration.ofMillis(random.nextInt(100_000));
            return new RetryPolicy(
                    1 + random.nextInt(1000),
                    delay,
                    1 + random.nextInt(100) / 10.0,
                    delay.plusMillis(random.nextInt(2) * 1234L),
                    random.nextInt(11) / 10.0);
        }

        private Duration duration() {
            return random.nextBoolean()
                    ? Duration.ofMillis(1 + random.nextInt(100_000_000))
                    : Duration.ofNanos(1 + random.nextInt(1_000_000_000));
        }

        private Map<String, Object> values(int depth) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                values.put(random.nextBoolean() ? name() : text(), value(depth));
            }
            return values;
        }

        private Object value(int depth) {
            return switch (random.nextInt(depth > 0 ? 8 : 6)) {
                case 0 -> null;
                case 1 -> random.nextLong();
                case 2 -> random.nextBoolean();
                case 3 -> random.nextInt(1000) / 8.0;
                case 4, 5 -> text();
                case 6 -> Arrays.asList(value(depth - 1), value(depth - 1));
                default -> values(depth - 1);
            };
        }

        private String name() {
            return (char) ('a' + random.nextInt(26)) + (random.nextBoolean() ? "_" + random.nextInt(100) : "");
        }

        private String text() {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }

        private <T> T pick(T[] all) {
            return all[random.nextInt(all.length)];
        }

        private <T> Optional<T> optional(Supplier<T> make) {
            return random.nextBoolean() ? Optional.of(make.get()) : Optional.empty();
        }

        private <T> List<T> list(Supplier<T> make) {
            List<T> list = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                list.add(make.get());
            }
            return list;
        }
    }
}
