package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.core.agent.PoolFixture.Started;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private final PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("R9: a call that surely never left is repeated after 100, 200 and 400 ms, and then given up")
    void repeated() {
        Started call = fixture.start();

        fixture.transport.call(0).end(ScriptedTransport.unavailable());
        fixture.time.advance(Duration.ofMillis(99));
        assertThat(fixture.transport.calls).hasSize(1);
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(fixture.transport.calls).hasSize(2);

        fixture.transport.call(1).end(ScriptedTransport.unavailable());
        fixture.time.advance(Duration.ofMillis(200));
        fixture.transport.call(2).end(ScriptedTransport.unavailable());
        fixture.time.advance(Duration.ofMillis(399));
        assertThat(fixture.transport.calls).hasSize(3);
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(call.running()).isTrue();
        fixture.transport.call(3).end(ScriptedTransport.unavailable());

        call.failure(ErrorCode.AGENT_UNAVAILABLE, Ran.NO);
        assertThat(fixture.transport.calls).hasSize(4);
    }

    @Test
    @DisplayName("R9: a repetition that succeeds is a success, with the same idempotency key")
    void recovered() {
        Started call = fixture.start();
        fixture.transport.call(0).end(ScriptedTransport.unavailable());
        fixture.time.advance(Duration.ofMillis(100));
        fixture.transport.call(1).succeed("there");

        assertThat(call.outcome()).isEqualTo(new Succeeded("there"));
        assertThat(fixture.transport.call(1).call.idempotencyKey())
                .isEqualTo(fixture.transport.call(0).call.idempotencyKey());
    }

    @Test
    @DisplayName("R9: what may have run is never repeated by the pool")
    void notRepeated() {
        List<CallOutcome> ends = List.of(
                ScriptedTransport.lost(),
                new Failed(ErrorInfo.retryable(ErrorCode.AGENT_UNAVAILABLE, "gone"), Ran.UNKNOWN),
                new Failed(ErrorInfo.retryable(ErrorCode.AGENT_FAILED, "busy"), Ran.YES),
                new Failed(ErrorInfo.of(ErrorCode.INVALID_ARGUMENTS, "no"), Ran.NO));
        for (CallOutcome end : ends) {
            Started call = fixture.start();
            fixture.transport.calls.get(fixture.transport.calls.size() - 1).end(end);
            assertThat(call.outcome()).isSameAs(end);
        }

        fixture.time.advance(Duration.ofSeconds(10));
        assertThat(fixture.transport.calls).hasSize(ends.size());
    }

    @Test
    @DisplayName("R9: nothing is repeated beyond the deadline")
    void withinTheDeadline() {
        Started call = fixture.start("work", Duration.ofMillis(250), ChunkSink.NONE);
        fixture.transport.call(0).end(ScriptedTransport.unavailable());
        fixture.time.advance(Duration.ofMillis(100));
        fixture.transport.call(1).end(ScriptedTransport.unavailable());

        call.failure(ErrorCode.AGENT_UNAVAILABLE, Ran.NO);
    }

    @Test
    @DisplayName("R10: a cancel during the pause before a repetition ends the call at once")
    void cancelInPause() {
        Started call = fixture.start();
        fixture.transport.call(0).end(ScriptedTransport.unavailable());

        call.cancel();

        assertThat(call.outcome()).isEqualTo(new Stopped());
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(fixture.transport.calls).hasSize(1);
    }

    @Test
    @DisplayName("R9: a connection that cannot be opened is tried again within the call")
    void reconnect() {
        fixture.transport.refusing = true;
        Started call = fixture.start();
        assertThat(fixture.transport.openings).hasSize(1);

        fixture.transport.refusing = false;
        fixture.time.advance(Duration.ofMillis(100));
        fixture.transport.call(0).succeed(1L);

        assertThat(call.outcome()).isInstanceOf(Succeeded.class);
    }

    @Test
    @DisplayName("callers at the same time share one attempt to connect")
    void sharedAttempt() {
        fixture.transport.answering = false;
        for (int i = 0; i < 5; i++) {
            fixture.start();
        }
        assertThat(fixture.transport.openings).hasSize(1);

        fixture.transport.answer(fixture.transport.openings.get(0));

        assertThat(fixture.transport.calls).hasSize(5);
        assertThat(fixture.status().channels()).isEqualTo(1);
    }

    @Test
    @DisplayName("R10: a cancel while the connection is opened ends the call, and it never starts")
    void cancelWhileConnecting() {
        fixture.transport.answering = false;
        Started cancelled = fixture.start();
        Started other = fixture.start();

        cancelled.cancel();
        assertThat(cancelled.outcome()).isEqualTo(new Stopped());
        fixture.transport.answer(fixture.transport.openings.get(0));

        assertThat(fixture.transport.calls).hasSize(1);
        fixture.transport.call(0).succeed(1L);
        assertThat(other.outcome()).isInstanceOf(Succeeded.class);
        assertThat(fixture.status().inFlight()).isZero();
    }

    @Test
    @DisplayName("R10: the deadline binds while the connection is opened")
    void deadlineWhileConnecting() {
        fixture.transport.answering = false;
        Started call = fixture.start("work", Duration.ofSeconds(2), ChunkSink.NONE);

        fixture.time.advance(Duration.ofSeconds(2));

        assertThat(call.failure(ErrorCode.TIMED_OUT, Ran.NO).error().message()).contains("connection");
    }

    @Test
    @DisplayName("a transport that never answers is given up after the connect timeout, and its late channel closed")
    void silentTransport() {
        fixture.transport.answering = false;
        Started call = fixture.start();
        assertThat(fixture.transport.openings.get(0).deadline().remaining(fixture.time.clock()))
                .isEqualTo(Duration.ofSeconds(5));

        fixture.time.advance(Duration.ofSeconds(7));
        assertThat(fixture.transport.openings).hasSize(2);
        ScriptedTransport.Channel late = fixture.transport.answer(fixture.transport.openings.get(0));
        assertThat(late.open).isFalse();

        fixture.transport.answer(fixture.transport.openings.get(1));
        fixture.transport.call(0).succeed(1L);
        assertThat(call.outcome()).isInstanceOf(Succeeded.class);
    }

    @Test
    @DisplayName("chunks are requested as they are consumed, a bounded number ahead")
    void chunks() {
        StringBuilder seen = new StringBuilder();
        Started call = fixture.start("work", Duration.ofMinutes(1), chunk -> seen.append(chunk.content()));
        ScriptedTransport.Call peer = fixture.transport.call(0);
        assertThat(peer.requested).isEqualTo(Attempt.BATCH);

        for (int i = 0; i < 1_000; i++) {
            peer.emit("x");
            assertThat(peer.requested - seen.length()).isBetween(1L, (long) Attempt.BATCH);
        }
        peer.succeed(1L);

        assertThat(seen).hasSize(1_000);
        assertThat(call.outcome()).isInstanceOf(Succeeded.class);
    }

    @Test
    @DisplayName("a sink that throws does not hurt the call")
    void throwingSink() {
        Started call = fixture.start("work", Duration.ofMinutes(1), chunk -> {
            throw new IllegalStateException("as the test wants");
        });
        fixture.transport.call(0).emit("x");
        fixture.transport.call(0).succeed(1L);

        assertThat(call.outcome()).isInstanceOf(Succeeded.class);
    }
}
