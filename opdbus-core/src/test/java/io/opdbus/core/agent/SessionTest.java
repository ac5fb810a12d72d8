package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.core.agent.PoolFixture.Started;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("a call in a session that is not open surely does not run")
    void notOpen() {
        fixture.start("elsewhere", "work", MINUTE, ChunkSink.NONE).failure(ErrorCode.CLOSED, Ran.NO);
    }

    @Test
    @DisplayName("an agent that runs on demand is connected at the first call of a session, then no more")
    void onDemand() {
        assertThat(fixture.transport.openings).isEmpty();

        fixture.start();
        fixture.start();

        assertThat(fixture.transport.openings).singleElement().satisfies(opening -> {
            assertThat(opening.session().id()).isEqualTo("s");
            assertThat(opening.address().uri()).isEqualTo("scripted:remote");
        });
    }

    @Test
    @DisplayName("each session has its own channel")
    void ownChannel() {
        fixture.pool.openSession("t");
        fixture.start();
        fixture.start("t", "work", MINUTE, ChunkSink.NONE);

        assertThat(fixture.transport.calls)
                .extracting(call -> call.channel.session)
                .containsExactly("s", "t");
        assertThat(fixture.pool.status().sessions()).containsExactly("s", "t");
        assertThat(fixture.status().channels()).isEqualTo(2);
    }

    @Test
    @DisplayName("a session stays open until it is closed, however often it is opened")
    void openTwice() {
        fixture.start();
        fixture.pool.openSession("s");

        assertThat(fixture.transport.call(0).channel.open).isTrue();
        fixture.pool.closeSession("s");
        assertThat(fixture.transport.call(0).channel.open).isFalse();
        fixture.start().failure(ErrorCode.CLOSED, Ran.NO);
    }

    @Test
    @DisplayName("R10: closing a session cancels its calls: those that wait never start")
    void closeCancels() {
        fixture.close();
        fixture = new PoolFixture("[pool]\nmax_concurrent_calls = 1\n");
        fixture.pool.openSession("t");
        Started running = fixture.start();
        Started waiting = fixture.start();
        Started other = fixture.start("t", "work", MINUTE, ChunkSink.NONE);

        CompletionStage<Void> closed = fixture.pool.closeSession("s");

        assertThat(waiting.outcome()).isEqualTo(new Stopped());
        assertThat(fixture.transport.call(0).cancelled).isTrue();
        assertThat(closed.toCompletableFuture()).isNotDone();
        fixture.transport.call(0).confirmStop();
        assertThat(closed).isCompleted();
        assertThat(running.outcome()).isEqualTo(new Stopped());
        assertThat(other.running()).isTrue();
        assertThat(fixture.transport.calls).hasSize(2);
    }

    @Test
    @DisplayName("R10: closing a session ends, though a call of it does not")
    void closeBounded() {
        Started stubborn = fixture.start();
        CompletionStage<Void> closed = fixture.pool.closeSession("s");

        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(closed).isCompleted();
        stubborn.failure(ErrorCode.OUTCOME_UNKNOWN, Ran.UNKNOWN);
    }

    @Test
    @DisplayName("a session that is opened again while it is being closed begins after its end")
    void reopened() {
        fixture.start();
        fixture.transport.call(0).succeed(1L);
        fixture.transport.closing = new CompletableFuture<>();
        CompletionStage<Void> closed = fixture.pool.closeSession("s");

        fixture.pool.openSession("s");
        fixture.start();
        assertThat(fixture.transport.openings).hasSize(1);
        fixture.transport.closing.complete(null);

        assertThat(closed).isCompleted();
        assertThat(fixture.transport.openings).hasSize(2);
        assertThat(fixture.transport.calls).hasSize(2);
    }

    @Test
    @DisplayName("a connection that comes about after its session was closed is closed at once")
    void lateConnection() {
        fixture.transport.answering = false;
        Started call = fixture.start();
        fixture.pool.closeSession("s");

        ScriptedTransport.Channel late = fixture.transport.answer(fixture.transport.openings.get(0));

        assertThat(late.open).isFalse();
        assertThat(call.outcome()).isEqualTo(new Stopped());
    }

    @Test
    @DisplayName("after a reconnect that lost the session's state every call of the session fails as SESSION_LOST")
    void lost() {
        useAndLose();

        assertThat(fixture.start()
                        .failure(ErrorCode.SESSION_LOST, Ran.NO)
                        .error()
                        .retryable())
                .isFalse();
        fixture.start().failure(ErrorCode.SESSION_LOST, Ran.NO);

        assertThat(fixture.transport.calls).hasSize(1);
        assertThat(fixture.transport.openings).hasSize(2);
    }

    @Test
    @DisplayName("a lost session is lost to itself alone, and begins anew once it is closed and opened again")
    void beginAnew() {
        useAndLose();
        fixture.start().failure(ErrorCode.SESSION_LOST, Ran.NO);

        fixture.pool.openSession("t");
        assertThat(fixture.start("t", "work", MINUTE, ChunkSink.NONE).running()).isTrue();
        fixture.pool.closeSession("s");
        fixture.pool.openSession("s");
        assertThat(fixture.start().running()).isTrue();
    }

    @Test
    @DisplayName("a session whose agent still holds it goes on after a reconnect")
    void resumed() {
        useAndLose();
        fixture.transport.resuming = true;

        assertThat(fixture.start().running()).isTrue();
        assertThat(fixture.transport.openings).hasSize(2);
    }

    @Test
    @DisplayName("an agent that is said to keep no state needs no session to go on")
    void stateless() {
        fixture.close();
        fixture = new PoolFixture("[agents.remote]\nsession_state = false\n");
        useAndLose();

        assertThat(fixture.start().running()).isTrue();
    }

    @Test
    @DisplayName("a session without any call yet has no state to lose")
    void unused() {
        fixture.start();
        ScriptedTransport.Call first = fixture.transport.call(0);
        first.channel.open = false;
        first.end(ScriptedTransport.unavailable());

        fixture.time.advance(Duration.ofMillis(100));

        assertThat(fixture.transport.calls).hasSize(2);
    }

    @Test
    @DisplayName("a session may hold state while its first call is under way")
    void inUse() {
        fixture.start();
        fixture.transport.call(0).channel.open = false;

        fixture.start().failure(ErrorCode.SESSION_LOST, Ran.NO);
    }

    @Test
    @DisplayName("a transport may itself find out that a session is lost")
    void foundByTransport() {
        fixture.transport.answering = false;
        Started call = fixture.start();
        fixture.transport
                .openings
                .get(0)
                .result()
                .completeExceptionally(new OpdbusException(ErrorCode.SESSION_LOST, "it has no such session"));

        call.failure(ErrorCode.SESSION_LOST, Ran.NO);
        fixture.start().failure(ErrorCode.SESSION_LOST, Ran.NO);
        assertThat(fixture.transport.openings).hasSize(1);
    }

    @Test
    @DisplayName("closed means closed: the pool opens no session any more")
    void closedPool() {
        fixture.pool.close(Duration.ofSeconds(1));

        assertThatThrownBy(() -> fixture.pool.openSession("t"))
                .isInstanceOfSatisfying(
                        OpdbusException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CLOSED));
        fixture.start().failure(ErrorCode.CLOSED, Ran.NO);
        assertThat(fixture.transport.closed).isTrue();
        assertThat(fixture.pool.status().closed()).isTrue();
        assertThat(fixture.time.pending()).isZero();
    }

    @Test
    @DisplayName("R10: closing the pool cancels all; what does not end in time is given up as unknown")
    void closeGivesUp() {
        fixture.close();
        fixture = new PoolFixture("[pool]\nmax_concurrent_calls = 2\n");
        Started stubborn = fixture.start();
        Started stopping = fixture.start();
        Started waiting = fixture.start();
        fixture.transport.call(1).confirmStop();

        fixture.pool.close(Duration.ofMillis(50));

        stubborn.failure(ErrorCode.OUTCOME_UNKNOWN, Ran.UNKNOWN);
        assertThat(stopping.outcome()).isEqualTo(new Stopped());
        assertThat(waiting.outcomes).hasSize(1);
        fixture.transport.call(0).succeed("too late");
        assertThat(stubborn.outcomes).hasSize(1);
    }

    @Test
    @DisplayName("statistics count how calls ended and how long the agent took")
    void statistics() {
        fixture.start();
        fixture.start();
        fixture.start();
        fixture.time.advance(Duration.ofMillis(100));
        fixture.transport.call(0).succeed(1L);
        fixture.time.advance(Duration.ofMillis(100));
        fixture.transport
                .call(1)
                .end(new Failed(
                        io.opdbus.api.error.ErrorInfo.of(ErrorCode.AGENT_FAILED, "as the test wants"), Ran.YES));
        fixture.transport.call(2).confirmStop();

        AgentStatus status = fixture.status();

        assertThat(List.of(status.calls(), status.failures(), status.stopped())).containsExactly(3L, 1L, 1L);
        assertThat(status.latency().max()).isEqualTo(Duration.ofMillis(200));
        assertThat(status.latency().p50()).isBetween(Duration.ofMillis(100), Duration.ofMillis(250));
        assertThat(status.latency().mean()).isBetween(Duration.ofMillis(160), Duration.ofMillis(170));
    }

    private void useAndLose() {
        Started first = fixture.start();
        fixture.transport.call(0).succeed("remembered");
        assertThat(first.outcome()).isInstanceOf(Succeeded.class);
        fixture.transport.call(0).channel.open = false;
    }
}
