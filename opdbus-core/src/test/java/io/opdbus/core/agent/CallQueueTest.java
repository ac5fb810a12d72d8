package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.core.agent.PoolFixture.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallQueueTest {

    private PoolFixture fixture = new PoolFixture("""
            [pool]
            max_concurrent_calls = 2
            max_queued_calls = 3
            """);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("R19: so many calls of an agent run at once; the next take their turn in the order they came")
    void fair() {
        fixture.start("a");
        fixture.start("b");
        fixture.start("c");
        fixture.start("d");
        assertThat(sent()).containsExactly("a", "b");

        fixture.transport.call(1).succeed(1L);
        assertThat(sent()).containsExactly("a", "b", "c");
        fixture.transport.call(0).succeed(1L);
        assertThat(sent()).containsExactly("a", "b", "c", "d");
    }

    @Test
    @DisplayName("R19: what finds the queue full is refused, surely not run")
    void full() {
        startMany(5);

        Started refused = fixture.start();

        assertThat(refused.failure(ErrorCode.LIMIT_EXCEEDED, Ran.NO).error().retryable())
                .isTrue();
        assertThat(fixture.status().inFlight()).isEqualTo(2);
        assertThat(fixture.status().queued()).isEqualTo(3);
    }

    @Test
    @DisplayName("ten at once and a thousand waiting unless told otherwise")
    void defaults() {
        reset("");
        List<Started> all = startMany(1_010);
        assertThat(fixture.transport.calls).hasSize(10);

        fixture.start().failure(ErrorCode.LIMIT_EXCEEDED, Ran.NO);
        for (int i = 0; i < 1_010; i++) {
            fixture.transport.call(i).succeed(1L);
        }

        assertThat(all).allSatisfy(call -> assertThat(call.outcome()).isInstanceOf(Succeeded.class));
        assertThat(fixture.status().inFlight()).isZero();
    }

    @Test
    @DisplayName("an agent's own limit counts before the pool's")
    void ownLimit() {
        reset("""
                [pool]
                max_concurrent_calls = 5
                [agents.remote]
                max_concurrent_calls = 1
                max_queued_calls = 0
                """);
        fixture.start();

        fixture.start().failure(ErrorCode.LIMIT_EXCEEDED, Ran.NO);
    }

    @Test
    @DisplayName("R10: a call that is cancelled while it waits never starts, and makes room")
    void cancelWaiting() {
        List<Started> all = startMany(5);

        all.get(2).cancel();

        assertThat(all.get(2).outcome()).isEqualTo(new Stopped());
        Started taken = fixture.start("taken");
        assertThat(taken.running()).isTrue();
        fixture.transport.call(0).succeed(1L);
        fixture.transport.call(1).succeed(1L);
        assertThat(sent()).hasSize(4);
    }

    @Test
    @DisplayName("R10: a call whose deadline passes while it waits fails as timed out, and surely did not run")
    void deadlineWaiting() {
        startMany(2);
        Started waiting = fixture.start("late", Duration.ofSeconds(3), ChunkSink.NONE);

        fixture.time.advance(Duration.ofSeconds(3));

        assertThat(waiting.failure(ErrorCode.TIMED_OUT, Ran.NO).error().message())
                .contains("remote", "turn");
        assertThat(fixture.status().queued()).isZero();
    }

    @Test
    @DisplayName("R10: a call that was cancelled before never starts")
    void cancelledBefore() {
        Started first = fixture.start();
        first.cancel();
        fixture.transport.call(0).confirmStop();
        List<io.opdbus.api.transport.CallOutcome> outcomes = new ArrayList<>();

        fixture.pool.start(first.call, ChunkSink.NONE, outcomes::add);

        assertThat(outcomes).containsExactly(new Stopped());
        assertThat(fixture.transport.calls).hasSize(1);
    }

    @Test
    @DisplayName("R10: a running call is cancelled at the peer, and ends as the peer says")
    void cancelRunning() {
        Started call = fixture.start();

        call.cancel();
        assertThat(fixture.transport.call(0).cancelled).isTrue();
        assertThat(call.running()).isTrue();
        fixture.transport.call(0).succeed("after all");

        assertThat(call.outcome()).isEqualTo(new Succeeded("after all"));
    }

    @Test
    @DisplayName("however many calls wait, their ends do not pile up on the stack")
    void deep() {
        reset("""
                [pool]
                max_concurrent_calls = 1
                max_queued_calls = 100000
                circuit_breaker_failures = 1
                max_retries = 0
                """);
        List<Started> all = startMany(100_000);

        fixture.transport.call(0).lose();

        assertThat(all.subList(1, all.size())).allSatisfy(call -> call.failure(ErrorCode.CIRCUIT_OPEN, Ran.NO));
    }

    @Test
    @DisplayName("a call started by the receiver of an outcome waits behind those that were there before")
    void restart() {
        List<Started> later = new ArrayList<>();
        Started first = fixture.start("first");
        fixture.pool.start(first.call, ChunkSink.NONE, outcome -> later.add(fixture.start("again")));
        fixture.start("third");
        fixture.transport.call(1).succeed(1L);

        assertThat(sent()).containsExactly("first", "first", "third");
        fixture.transport.call(0).succeed(1L);
        assertThat(sent()).containsExactly("first", "first", "third", "again");
    }

    @Test
    @DisplayName("a receiver of outcomes that throws hurts nobody")
    void throwingReceiver() {
        Started template = fixture.start();
        fixture.pool.start(template.call, ChunkSink.NONE, outcome -> {
            throw new IllegalStateException("as the test wants");
        });
        Started waiting = fixture.start("waiting");

        fixture.transport.call(1).succeed(1L);

        assertThat(sent()).hasSize(3);
        assertThat(waiting.running()).isTrue();
    }

    @Test
    @DisplayName("calls that wait for an answer hold no thread")
    void noThreads() {
        reset("""
                [pool]
                max_concurrent_calls = 10000
                """);
        int before = Thread.activeCount();

        startMany(10_000);

        assertThat(fixture.transport.calls).hasSize(10_000);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 1);
    }

    private List<Started> startMany(int count) {
        List<Started> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(fixture.start("call" + i));
        }
        return started;
    }

    private List<String> sent() {
        return fixture.transport.calls.stream()
                .map(call -> call.call.operation())
                .toList();
    }

    private void reset(String settings) {
        fixture.close();
        fixture = new PoolFixture(settings);
    }
}
