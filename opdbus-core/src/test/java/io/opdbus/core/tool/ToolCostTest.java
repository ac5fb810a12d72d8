package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ToolCostTest {

    @Test
    @DisplayName("a call that ends at once allocates less than 150 bytes besides its ToolCall")
    void allocatesLittle() {
        assumeThat(ManagementFactory.getThreadMXBean()).isInstanceOf(ThreadMXBean.class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CompletableFuture<Object> done = CompletableFuture.completedFuture("done");
        Tool tool = Tool.builder("quick").asyncHandler(call -> done);
        try (Calls calls = new Calls(tool)) {
            CallContext context = calls.context(new CancelToken());
            int[] outcomes = new int[1];
            Consumer<CallOutcome> count = outcome -> outcomes[0]++;
            int rounds = 20_000;
            for (int warm = 0; warm < rounds; warm++) {
                calls.executor.start(tool, Arguments.none(), context, ChunkSink.NONE, count);
            }
            long id = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < rounds; i++) {
                calls.executor.start(tool, Arguments.none(), context, ChunkSink.NONE, count);
            }
            long each = (threads.getThreadAllocatedBytes(id) - before) / rounds;
            int toolCall = 32;
            assertThat(outcomes[0]).isEqualTo(2 * rounds);
            assertThat(each).isLessThan(150L + toolCall);
        }
    }
}
