package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.ManualTimers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An executor of tools with manual timers, and the outcomes of its calls. */
final class Calls implements AutoCloseable {

    final BlockingExecutor blocking = BlockingExecutor.create();
    final ManualTimers timers = new ManualTimers();
    final TrackedToolExecutor executor;

    Calls(UnaryOperator<TrackedToolExecutor.Builder> settings, Tool... tools) {
        executor = settings.apply(TrackedToolExecutor.builder(ToolRegistry.of(tools), blocking, timers)
                        .clock(timers.clock()))
                .build();
    }

    Calls(Tool... tools) {
        this(settings -> settings, tools);
    }

    Call start(String tool) {
        return start(tool, Map.of(), context(new CancelToken()));
    }

    Call start(String tool, Map<String, ?> arguments) {
        return start(tool, arguments, context(new CancelToken()));
    }

    Call start(String tool, CancelToken token) {
        return start(tool, Map.of(), context(token));
    }

    Call start(String tool, Map<String, ?> arguments, CallContext context) {
        return start(tool, arguments, context, ChunkSink.NONE);
    }

    @SuppressWarnings("unchecked")
    Call start(String tool, Map<String, ?> arguments, CallContext context, ChunkSink sink) {
        Call call = new Call();
        executor.start(
                executor.registry().get(tool), Arguments.of((Map<String, Object>) arguments), context, sink, call);
        return call;
    }

    CallFacts context(CancelToken token, ActiveSkill... skills) {
        return new CallFacts("run", "unit/step", "run/unit/step", 1, Deadline.none(), token, List.of(skills));
    }

    @Override
    public void close() {
        executor.close();
        blocking.close();
    }

    /** One call; keeps every outcome that it is told. */
    static final class Call implements Consumer<CallOutcome> {

        private final BlockingQueue<CallOutcome> outcomes = new LinkedBlockingQueue<>();

        @Override
        public void accept(CallOutcome outcome) {
            outcomes.add(outcome);
        }

        boolean ended() {
            return !outcomes.isEmpty();
        }

        CallOutcome outcome() throws InterruptedException {
            CallOutcome outcome = outcomes.poll(50, TimeUnit.SECONDS);
            assertThat(outcome).as("the outcome").isNotNull();
            assertThat(outcomes).as("further outcomes").isEmpty();
            return outcome;
        }

        Object value() throws InterruptedException {
            CallOutcome outcome = outcome();
            assertThat(outcome).isInstanceOf(CallOutcome.Succeeded.class);
            return ((CallOutcome.Succeeded) outcome).value();
        }

        ErrorInfo error(CallOutcome.Ran ran) throws InterruptedException {
            CallOutcome outcome = outcome();
            assertThat(outcome).isInstanceOf(CallOutcome.Failed.class);
            assertThat(((CallOutcome.Failed) outcome).ran()).isEqualTo(ran);
            return ((CallOutcome.Failed) outcome).error();
        }

        void assertStopped() throws InterruptedException {
            assertThat(outcome()).isInstanceOf(CallOutcome.Stopped.class);
        }
    }
}
