package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.transport.InProcessTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class PoolStressTest {

    private static final int CALLERS = 4;
    private static final int CALLS = 2_000;
    private static final int SESSIONS = 3;

    @RepeatedTest(3)
    @DisplayName("however calls, cancels and closing sessions race, each call ends once and none overtakes the limit")
    void races(RepetitionInfo repetition) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Agent agent = Agent.builder("busy")
                .operation("work", (call, output) -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    try {
                        output.stdout("working");
                        if (call.attempt() == 2) {
                            new CountDownLatch(1).await();
                        }
                        return call.idempotencyKey();
                    } finally {
                        inside.decrementAndGet();
                    }
                })
                .build();
        BlockingExecutor executor = BlockingExecutor.pooled(16, 10_000);
        DaemonTimers timers = new DaemonTimers();
        AgentCatalog catalog = AgentCatalog.of(
                List.of(agent), PoolFixture.config("[pool]\nmax_concurrent_calls = 5\nmax_queued_calls = 100000\n"));
        AgentPool pool = AgentPool.builder(catalog, executor, timers)
                .transport(new InProcessTransport(catalog.hosted(), executor, timers))
                .build();
        for (int i = 0; i < SESSIONS; i++) {
            pool.openSession("s" + i);
        }
        AtomicIntegerArray ends = new AtomicIntegerArray(CALLERS * CALLS);
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(CALLERS * CALLS);
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int first = caller * CALLS;
            Random random = new Random(repetition.getCurrentRepetition() * 1_000L + caller);
            Thread thread = new Thread(() -> {
                for (int i = first; i < first + CALLS; i++) {
                    int index = i;
                    int kind = random.nextInt(10);
                    CancelToken token = new CancelToken();
                    String key = "call" + i;
                    AgentCall call = new AgentCall(
                            "busy",
                            "work",
                            "s" + random.nextInt(SESSIONS),
                            Arguments.of(Map.of()),
                            new CallFacts(
                                    "run",
                                    "step",
                                    key,
                                    kind < 2 ? 2 : 1,
                                    kind == 0 ? Deadline.after(Duration.ofMillis(5)) : Deadline.none(),
                                    token,
                                    List.of()));
                    pool.start(call, chunk -> {}, outcome -> {
                        ends.incrementAndGet(index);
                        if (outcome instanceof Succeeded succeeded && !key.equals(succeeded.value())) {
                            wrong.incrementAndGet();
                        }
                        all.countDown();
                    });
                    if (kind == 1 || kind == 3) {
                        token.cancel("as the test wants");
                    }
                    if (random.nextInt(500) == 0) {
                        String session = "s" + random.nextInt(SESSIONS);
                        pool.closeSession(session);
                        pool.openSession(session);
                    }
                }
            });
            thread.start();
            callers.add(thread);
        }
        for (Thread thread : callers) {
            thread.join();
        }

        assertThat(all.await(60, TimeUnit.SECONDS)).as("all calls end").isTrue();
        for (int i = 0; i < ends.length(); i++) {
            assertThat(ends.get(i)).isEqualTo(1);
        }
        assertThat(wrong).hasValue(0);
        assertThat(most.get()).isLessThanOrEqualTo(5);
        AgentStatus status = pool.status().agents().stream()
                .filter(one -> one.id().equals("busy"))
                .findFirst()
                .orElseThrow();
        assertThat(status.queued()).isZero();
        assertThat(status.inFlight()).isZero();
        pool.close();
        executor.close();
        timers.close();
    }
}
