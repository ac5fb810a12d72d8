package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.ManualTimers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackedToolExecutorTest {

    private final BlockingExecutor blocking = BlockingExecutor.create();
    private final ManualTimers timers = new ManualTimers();

    @AfterEach
    void close() {
        blocking.close();
    }

    @Test
    void callsABlockingTool() {
        Tool greet = Tool.builder("greet")
                .parameter("name", String.class)
                .handler(call -> "Hello " + call.arguments().string("name"));
        assertThat(run(greet, Map.of("name", "Ada"))).isEqualTo(new CallOutcome.Succeeded("Hello Ada"));
        assertThat(executor(greet).call("greet", Map.of("name", "Bob"), Duration.ofSeconds(20)))
                .isEqualTo("Hello Bob");
    }

    @Test
    void refusesArgumentsBeforeTheHandlerRuns() {
        Tool greet = Tool.builder("greet")
                .parameter("name", String.class)
                .handler(call -> "Hello " + call.arguments().string("name"));
        assertThat(run(greet, Map.of("nmae", 1L))).isInstanceOfSatisfying(CallOutcome.Failed.class, failed -> {
            assertThat(failed.ran()).isEqualTo(CallOutcome.Ran.NO);
            assertThat(failed.error().code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
            assertThat(failed.error().message())
                    .isEqualTo("tool 'greet': argument 'name' is missing; give a string; "
                            + "argument 'nmae' is unknown; did you mean 'name'?");
        });
    }

    private TrackedToolExecutor executor(Tool tool) {
        return TrackedToolExecutor.builder(ToolRegistry.of(tool), blocking, timers)
                .clock(timers.clock())
                .build();
    }

    private CallOutcome run(Tool tool, Map<String, Object> arguments) {
        CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        executor(tool)
                .start(tool, Arguments.of(arguments), CallFacts.standalone("t"), ChunkSink.NONE, outcome::complete);
        return outcome.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
