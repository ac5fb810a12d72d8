package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.ManualTimers;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.source.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pool with a scripted transport and a manual clock. */
final class PoolFixture implements AutoCloseable {

    final ManualTimers time = new ManualTimers();
    final ScriptedTransport transport = new ScriptedTransport();
    final BlockingExecutor executor = BlockingExecutor.pooled(2, 100);
    final AgentCatalog catalog;
    final AgentPool pool;

    PoolFixture() {
        this("");
    }

    /** With the agent {@code remote} at {@code scripted:remote}, unless the TOML says otherwise. */
    PoolFixture(String toml) {
        catalog = AgentCatalog.of(List.of(), config(toml));
        pool = AgentPool.builder(catalog, executor, time)
                .clock(time.clock())
                .transport(transport)
                .build();
        pool.openSession("s");
    }

    static AgentsConfig config(String toml) {
        String complete = toml.contains("[agents.remote]") ? toml : toml + "\n[agents.remote]\n";
        Problems problems = new Problems();
        AgentsConfig config = AgentsConfig.parse(
                "agents.toml",
                complete.replace("[agents.remote]\n", "[agents.remote]\naddress = 'scripted:remote'\n"),
                Map.of(),
                problems);
        assertThat(problems.sorted()).isEmpty();
        return config;
    }

    Started start() {
        return start("work");
    }

    Started start(String operation) {
        return start(operation, Duration.ofMinutes(10), ChunkSink.NONE);
    }

    Started start(String operation, Duration timeout, ChunkSink chunks) {
        return start("s", operation, timeout, chunks);
    }

    Started start(String session, String operation, Duration timeout, ChunkSink chunks) {
        AgentCall call = new AgentCall(
                "remote",
                operation,
                session,
                Arguments.of(Map.of()),
                CallFacts.standalone(operation).withDeadline(Deadline.after(timeout, time.clock())));
        Started started = new Started(call);
        pool.start(call, chunks, started.outcomes::add);
        return started;
    }

    AgentStatus status() {
        return pool.status().agents().stream()
                .filter(agent -> agent.id().equals("remote"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        pool.close(Duration.ofMillis(1));
        executor.close();
    }

    /** A call that was started, and what the pool told of its end. */
    static final class Started {

        final AgentCall call;
        final List<CallOutcome> outcomes = new ArrayList<>();

        Started(AgentCall call) {
            this.call = call;
        }

        void cancel() {
            call.cancelToken().cancel("the test wants it");
        }

        boolean running() {
            return outcomes.isEmpty();
        }

        CallOutcome outcome() {
            assertThat(outcomes).hasSize(1);
            return outcomes.get(0);
        }

        Failed failure(ErrorCode code, Ran ran) {
            assertThat(outcome()).isInstanceOf(Failed.class);
            Failed failed = (Failed) outcome();
            assertThat(failed.error().code()).isEqualTo(code);
            assertThat(failed.ran()).isEqualTo(ran);
            return failed;
        }
    }
}
