package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.core.agent.AgentStatus.Circuit;
import io.opdbus.core.agent.PoolFixture.Started;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private final PoolFixture fixture = new PoolFixture("""
            [pool]
            max_retries = 0
            """);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("five transport failures in a row open the circuit: calls are refused with the last error")
    void opens() {
        failTimes(4);
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.CLOSED);
        failTimes(1);
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.OPEN);

        Started refused = fixture.start();

        ErrorInfo error = refused.failure(ErrorCode.CIRCUIT_OPEN, Ran.NO).error();
        assertThat(error.retryable()).isTrue();
        assertThat(error.message()).contains("remote", "nobody is there");
        assertThat(fixture.transport.openings).hasSize(5);
    }

    @Test
    @DisplayName("after a minute a single call probes; the others are refused until it is back")
    void probe() {
        open();

        Started probe = fixture.start();
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.HALF_OPEN);
        fixture.start().failure(ErrorCode.CIRCUIT_OPEN, Ran.NO);
        fixture.transport.call(0).succeed(1L);

        assertThat(probe.outcome()).isInstanceOf(Succeeded.class);
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.CLOSED);
        assertThat(fixture.start().running()).isTrue();
    }

    @Test
    @DisplayName("a probe that fails opens the circuit for another minute")
    void probeFails() {
        open();
        fixture.transport.refusing = true;
        fixture.start().failure(ErrorCode.AGENT_UNAVAILABLE, Ran.NO);
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.OPEN);

        fixture.time.advance(Duration.ofSeconds(59));
        fixture.start().failure(ErrorCode.CIRCUIT_OPEN, Ran.NO);
        fixture.transport.refusing = false;
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(fixture.start().running()).isTrue();
    }

    @Test
    @DisplayName("a probe that is cancelled tells nothing: the next call probes")
    void probeCancelled() {
        open();
        fixture.transport.answering = false;
        fixture.start().cancel();

        assertThat(fixture.status().circuit()).isEqualTo(Circuit.HALF_OPEN);
        assertThat(fixture.start().running()).isTrue();
        fixture.start().failure(ErrorCode.CIRCUIT_OPEN, Ran.NO);
    }

    @Test
    @DisplayName("a failure that the agent itself reports does not count")
    void operationFailures() {
        for (int i = 0; i < 20; i++) {
            fixture.start();
            fixture.transport
                    .call(i)
                    .end(new Failed(ErrorInfo.of(ErrorCode.AGENT_FAILED, "the operation failed"), Ran.YES));
        }

        assertThat(fixture.status().circuit()).isEqualTo(Circuit.CLOSED);
        assertThat(fixture.status().failures()).isEqualTo(20);
    }

    @Test
    @DisplayName("an answer ends the row of failures")
    void reset() {
        failTimes(4);
        fixture.start();
        fixture.transport.call(0).end(new Failed(ErrorInfo.of(ErrorCode.AGENT_FAILED, "it answers"), Ran.YES));
        for (int i = 1; i <= 4; i++) {
            fixture.start();
            fixture.transport.call(i).end(ScriptedTransport.unavailable());
        }

        assertThat(fixture.status().circuit()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    @DisplayName("a connection that breaks counts once, however many calls it takes along")
    void oneLoss() {
        Started[] calls = new Started[10];
        for (int i = 0; i < 10; i++) {
            calls[i] = fixture.start();
        }

        for (int i = 0; i < 10; i++) {
            fixture.transport.call(i).lose();
        }

        for (Started call : calls) {
            call.failure(ErrorCode.CONNECTION_LOST, Ran.UNKNOWN);
        }
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.CLOSED);
        assertThat(fixture.status().channels()).isZero();
    }

    @Test
    @DisplayName("a call that does not come back by its deadline counts against the agent, a cancelled one does not")
    void unanswered() {
        for (int i = 0; i < 5; i++) {
            fixture.start("work", Duration.ofSeconds(1), ChunkSink.NONE);
            fixture.transport.call(i).end(new Failed(ErrorInfo.of(ErrorCode.TIMED_OUT, "no answer"), Ran.UNKNOWN));
        }
        assertThat(fixture.status().circuit()).isEqualTo(Circuit.OPEN);
    }

    @Test
    @DisplayName("a call that was cancelled and could not be stopped does not count against the agent")
    void cancelled() {
        for (int i = 0; i < 10; i++) {
            fixture.start().cancel();
            fixture.transport
                    .call(i)
                    .end(new Failed(ErrorInfo.of(ErrorCode.OUTCOME_UNKNOWN, "cannot be stopped"), Ran.UNKNOWN));
        }

        assertThat(fixture.status().circuit()).isEqualTo(Circuit.CLOSED);
    }

    @Test
    @DisplayName("circuits are per agent")
    void perAgent() {
        failTimes(5);

        assertThat(fixture.pool.status().agents().stream()
                        .filter(agent -> agent.circuit() == Circuit.OPEN)
                        .map(AgentStatus::id))
                .containsExactly("remote");
    }

    private void open() {
        failTimes(5);
        fixture.time.advance(Duration.ofSeconds(60));
        fixture.transport.refusing = false;
    }

    /** Failures to connect. */
    private void failTimes(int count) {
        fixture.transport.refusing = true;
        for (int i = 0; i < count; i++) {
            fixture.start().failure(ErrorCode.AGENT_UNAVAILABLE, Ran.NO);
        }
        fixture.transport.refusing = false;
    }
}
