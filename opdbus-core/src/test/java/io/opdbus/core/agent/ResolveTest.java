package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResolveTest {

    private static final AgentDescriptor TOLD = new AgentDescriptor(
            "remote",
            "an agent elsewhere",
            List.of(),
            List.of(Operation.named("analyze"), Operation.named("review")),
            Optional.of("analyze"));

    private PoolFixture fixture = new PoolFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("R6: what an agent can do is learned by connecting, once")
    void learned() {
        fixture.transport.described = Optional.of(TOLD);
        assertThat(fixture.catalog.find("remote"))
                .hasValueSatisfying(known -> assertThat(known.operations()).isEmpty());

        assertThat(resolve("remote").join()).contains(TOLD);
        assertThat(resolve("remote").join()).contains(TOLD);

        assertThat(fixture.transport.openings).hasSize(1);
        assertThat(fixture.catalog.find("remote")).contains(TOLD);
    }

    @Test
    @DisplayName("R6: the configured default goes before the agent's own")
    void ownDefault() {
        reset("[agents.remote]\ndefault_operation = 'review'\n");
        fixture.transport.described = Optional.of(TOLD);

        assertThat(resolve("remote").join().orElseThrow().defaultOperation()).contains("review");
    }

    @Test
    @DisplayName("R6: configured operations need no connection")
    void configured() {
        reset("[agents.remote]\noperations = ['a', 'b']\ndefault_operation = 'b'\n");

        AgentDescriptor known = resolve("remote").join().orElseThrow();

        assertThat(known.operations()).extracting(Operation::name).containsExactly("a", "b");
        assertThat(known.defaultOperation()).contains("b");
        assertThat(fixture.transport.openings).isEmpty();
    }

    @Test
    @DisplayName("a protocol that cannot tell leaves the operations unknown")
    void cannotTell() {
        assertThat(resolve("remote").join()).isEmpty();
    }

    @Test
    @DisplayName("an agent that does not answer in time is told as timed out")
    void late() {
        fixture.transport.answering = false;
        CompletableFuture<Optional<AgentDescriptor>> asked = resolve("remote");

        fixture.time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(asked::join).satisfies(failure -> hasCode(failure, ErrorCode.TIMED_OUT));
    }

    @Test
    @DisplayName("an agent that is not there is told as unavailable")
    void unavailable() {
        fixture.transport.refusing = true;

        assertThatThrownBy(resolve("remote")::join).satisfies(failure -> hasCode(failure, ErrorCode.AGENT_UNAVAILABLE));
    }

    @Test
    @DisplayName("R1: unknown agents and missing transports are known before anything is connected")
    void check() {
        assertThat(fixture.pool.check("remote")).isEmpty();
        assertThat(fixture.pool.check("remoet")).hasValueSatisfying(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
            assertThat(error.message()).contains("did you mean remote");
        });
        assertThat(fixture.pool.check("rust_pro")).hasValueSatisfying(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.NO_TRANSPORT);
            assertThat(error.message()).contains("io.opdbus:opdbus-grpc");
        });
        assertThatThrownBy(resolve("remoet")::join).satisfies(failure -> hasCode(failure, ErrorCode.UNKNOWN_NAME));
    }

    private CompletableFuture<Optional<AgentDescriptor>> resolve(String id) {
        return fixture.pool
                .resolve(id, Deadline.after(Duration.ofSeconds(1), fixture.time.clock()))
                .toCompletableFuture();
    }

    private void reset(String toml) {
        fixture.close();
        fixture = new PoolFixture(toml);
    }

    private static void hasCode(Throwable failure, ErrorCode code) {
        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(((OpdbusException) failure.getCause()).code()).isEqualTo(code);
    }
}
