package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.transport.AgentHealth;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.core.agent.PoolFixture.Started;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HealthWatchTest {

    private static final String KEPT = "[run_on_connection]\nagents = ['remote']\n";
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private PoolFixture fixture = new PoolFixture(KEPT);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("an agent that runs on connection is connected with the pool, and for each session when it is opened")
    void runOnConnection() {
        assertThat(fixture.transport.openings).hasSize(1);
        assertThat(fixture.transport.openings.get(0).session().id()).isEqualTo("s");

        fixture.pool.connect();

        assertThat(fixture.transport.openings).hasSize(2);
        assertThat(fixture.transport.openings.get(1).session().id()).startsWith("pool-");
        fixture.start();
        assertThat(fixture.transport.openings).hasSize(2);
    }

    @Test
    @DisplayName("an agent that runs on connection is sought with growing pauses until it is there")
    void sought() {
        fixture.transport.refusing = true;
        fixture.pool.connect();
        int first = fixture.transport.openings.size();

        fixture.time.advance(Duration.ofMillis(100));
        assertThat(fixture.transport.openings).hasSize(first + 1);
        fixture.time.advance(Duration.ofMillis(199));
        assertThat(fixture.transport.openings).hasSize(first + 1);
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(fixture.transport.openings).hasSize(first + 2);
        fixture.time.advance(Duration.ofMinutes(10));
        int later = fixture.transport.openings.size();
        assertThat(later).isBetween(20, 40);
        fixture.transport.refusing = false;
        fixture.time.advance(INTERVAL);

        assertThat(fixture.transport.openings).hasSize(later + 1);
        assertThat(fixture.status().channels()).isEqualTo(2);
    }

    @Test
    @DisplayName("a connection that comes about lets a call probe before the circuit's pause is over")
    void reached() {
        fixture.transport.refusing = true;
        fixture.pool.connect();
        fixture.time.advance(Duration.ofSeconds(10));
        fixture.start().failure(ErrorCode.CIRCUIT_OPEN, Ran.NO);

        fixture.transport.refusing = false;
        fixture.time.advance(INTERVAL);

        assertThat(fixture.status().circuit()).isEqualTo(AgentStatus.Circuit.HALF_OPEN);
        assertThat(fixture.start().running()).isTrue();
    }

    @Test
    @DisplayName("an idle agent is asked every thirty seconds how it is")
    void asked() {
        fixture.pool.connect();
        ScriptedTransport.Channel own = own();
        assertThat(own.healths).isEmpty();

        fixture.time.advance(INTERVAL);
        assertThat(own.healths).hasSize(1);
        own.healths.get(0).complete(new AgentHealth(true, "running", Map.of("load", "0.1")));
        assertThat(fixture.status().health())
                .hasValueSatisfying(health -> assertThat(health.status()).isEqualTo("running"));

        fixture.time.advance(INTERVAL);
        assertThat(own.healths).hasSize(2);
        fixture.time.advance(INTERVAL);
        assertThat(own.healths).as("nobody asks again while an answer is due").hasSize(2);
    }

    @Test
    @DisplayName("an agent with calls under way is not asked")
    void busy() {
        fixture.pool.connect();
        fixture.start();

        fixture.time.advance(INTERVAL);

        assertThat(own().healths).isEmpty();
    }

    @Test
    @DisplayName("no answer means not well, and counts against the circuit")
    void unwell() {
        fixture.pool.connect();
        for (int i = 0; i < 5; i++) {
            fixture.time.advance(INTERVAL);
            own().healths.get(i).completeExceptionally(ScriptedTransport.refusal());
        }

        assertThat(fixture.status().health())
                .hasValueSatisfying(health -> assertThat(health.healthy()).isFalse());
        assertThat(fixture.status().circuit()).isEqualTo(AgentStatus.Circuit.OPEN);
    }

    @Test
    @DisplayName("a kept connection that broke comes back at the next look")
    void comesBack() {
        fixture.pool.connect();
        own().open = false;

        fixture.time.advance(INTERVAL);

        assertThat(fixture.transport.openings).hasSize(3);
    }

    @Test
    @DisplayName(
            "R10: a call of which nothing is heard after its deadline is given up as unknown, and its place is free")
    void overdue() {
        Started hung = fixture.start("work", Duration.ofSeconds(10), ChunkSink.NONE);
        Started fine = fixture.start("work", Duration.ofHours(1), ChunkSink.NONE);

        fixture.time.advance(INTERVAL);
        assertThat(hung.running()).isTrue();
        fixture.time.advance(INTERVAL);

        assertThat(hung.failure(ErrorCode.OUTCOME_UNKNOWN, Ran.UNKNOWN).error().message())
                .contains("work", "remote");
        assertThat(fine.running()).isTrue();
        assertThat(fixture.status().inFlight()).isEqualTo(1);
        fixture.transport.call(0).succeed("too late");
        assertThat(hung.outcomes).hasSize(1);
    }

    @Test
    @DisplayName("a pool without agents elsewhere has nothing to look at")
    void nothingToDo() {
        assertThat(fixture.time.pending()).isEqualTo(1);
        fixture.pool.close(Duration.ofSeconds(1));
        assertThat(fixture.time.pending()).isZero();
    }

    private ScriptedTransport.Channel own() {
        return (ScriptedTransport.Channel) fixture.transport.openings.stream()
                .filter(opening -> opening.session().id().startsWith("pool-"))
                .reduce((first, last) -> last)
                .orElseThrow()
                .result()
                .join();
    }
}
