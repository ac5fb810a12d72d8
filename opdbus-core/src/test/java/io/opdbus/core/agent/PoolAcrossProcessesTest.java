package io.opdbus.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.api.transport.CallOutcome.Succeeded;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.config.AgentsConfig;
import io.opdbus.core.source.Problems;
import io.opdbus.core.transport.lines.LinesTransport;
import io.opdbus.testkit.ConformanceAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pool against agents in other processes that die, babble, or fall silent. */
class PoolAcrossProcessesTest {

    private static final String ID = ConformanceAgent.ID;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final BlockingExecutor executor = BlockingExecutor.pooled(4, 100);
    private final DaemonTimers timers = new DaemonTimers();
    private final LinesTransport transport = new LinesTransport();
    private AgentPool pool;

    @AfterEach
    void close() {
        pool.close(Duration.ofSeconds(5));
        executor.close();
        timers.close();
    }

    @Test
    @DisplayName(
            "R9: kill -9 in the middle of a call: CONNECTION_LOST, never repeated; the next call finds a new process")
    void killedInCall() throws Exception {
        open("address = 'child:host'\nsession_state = false\n");
        LinkedBlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
        CompletableFuture<CallOutcome> slow = start("slow", LONG, Map.of(), chunks);
        assertThat(chunks.poll(30, TimeUnit.SECONDS)).isEqualTo(Chunk.progress("started"));

        kill();

        assertFailed(await(slow), ErrorCode.CONNECTION_LOST, Ran.UNKNOWN);
        assertThat(echo("again")).isEqualTo(new Succeeded("again"));
        assertThat(chunks).isEmpty();
    }

    @Test
    @DisplayName("R9: kill -9 while idle: the next call is repeated until it gets through")
    void killedWhileIdle() throws Exception {
        open("address = 'child:host'\nsession_state = false\n");
        assertThat(echo("before")).isEqualTo(new Succeeded("before"));

        kill();

        assertThat(echo("after")).isEqualTo(new Succeeded("after"));
    }

    @Test
    @DisplayName(
            "an agent that came back without the session's state is SESSION_LOST, never a fresh session in silence")
    void sessionLost() throws Exception {
        open("address = 'child:host'\n");
        await(start("session_put", LONG, Map.of("key", "colour", "value", "red"), new LinkedBlockingQueue<>()));
        assertThat(call("session_get", Map.of("key", "colour"))).isEqualTo(new Succeeded("red"));

        kill();

        assertFailed(call("session_get", Map.of("key", "colour")), ErrorCode.SESSION_LOST, Ran.NO);
        assertFailed(call("session_get", Map.of("key", "colour")), ErrorCode.SESSION_LOST, Ran.NO);
        pool.closeSession("s").toCompletableFuture().get(30, TimeUnit.SECONDS);
        pool.openSession("s");
        assertThat(call("session_get", Map.of("key", "colour"))).isEqualTo(new Succeeded(null));
    }

    @Test
    @DisplayName("a peer that sends garbage breaks its protocol, and the calls it held may have run")
    void garbage() throws Exception {
        open("address = 'child:garbage'\n");

        assertFailed(echo("x"), ErrorCode.PROTOCOL_ERROR, Ran.UNKNOWN);
    }

    @Test
    @DisplayName("R10: a peer that stops reading holds no caller and no thread; its calls end at their deadlines")
    void deaf() throws Exception {
        open("address = 'child:deaf'\nmax_concurrent_calls = 50\n");
        String large = "x".repeat(10_000);
        List<CompletableFuture<CallOutcome>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(start("echo", Duration.ofSeconds(3), Map.of("value", large), new LinkedBlockingQueue<>()));
        }

        for (CompletableFuture<CallOutcome> call : calls) {
            assertThat(await(call)).isNotInstanceOf(Succeeded.class);
        }
        assertThat(calls).anySatisfy(call -> assertFailed(call.join(), ErrorCode.TIMED_OUT, Ran.UNKNOWN));
        assertThat(status().inFlight()).isZero();
        pool.close(Duration.ofMillis(100));
    }

    @Test
    @DisplayName("nobody at the address: AGENT_UNAVAILABLE after a few attempts, surely not run")
    void nobody() throws Exception {
        open("address = 'child:absent'\n");

        assertFailed(echo("x"), ErrorCode.AGENT_UNAVAILABLE, Ran.NO);
    }

    @Test
    @DisplayName("R10: hundreds of calls wait for their answers without a thread each, and all can be stopped")
    void manyWaiting() throws Exception {
        open("address = 'child:host'\nmax_concurrent_calls = 500\n");
        echo("warm");
        int before = Thread.activeCount();
        List<AgentCall> calls = new ArrayList<>();
        List<CompletableFuture<CallOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            AgentCall call = agentCall("slow", LONG, Map.of());
            calls.add(call);
            outcomes.add(start(call, new LinkedBlockingQueue<>()));
        }
        assertThat(Thread.activeCount()).isLessThan(before + 5);
        assertThat(status().inFlight()).isEqualTo(500);

        calls.forEach(call -> call.cancelToken().cancel("enough"));

        for (CompletableFuture<CallOutcome> outcome : outcomes) {
            assertThat(await(outcome)).isEqualTo(new Stopped());
        }
    }

    @Test
    @DisplayName("R6: what a remote agent can do is learned by connecting")
    void resolve() throws Exception {
        open("address = 'child:host'\n");

        Optional<List<String>> known = pool.resolve(ID, Deadline.after(LONG))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .map(agent -> agent.operations().stream().map(Operation::name).toList());

        assertThat(known).hasValueSatisfying(names -> assertThat(names).contains("echo", "slow"));
    }

    @Test
    @DisplayName(
            "a supervised process is started at the first call, started again when killed, and ended with the pool")
    void supervised() throws Exception {
        int port = freePort();
        String command = LinesTransport.command("port", Integer.toString(port)).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        open("address = 'lines:" + port + "'\nsession_state = false\ncommand = " + command + "\n");
        assertThat(status().processId()).isEmpty();

        assertThat(echo("first")).isEqualTo(new Succeeded("first"));
        ProcessHandle first = process();
        LinkedBlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
        CompletableFuture<CallOutcome> slow = start("slow", LONG, Map.of(), chunks);
        chunks.poll(30, TimeUnit.SECONDS);
        first.destroyForcibly();
        first.onExit().get(30, TimeUnit.SECONDS);

        assertFailed(await(slow), ErrorCode.CONNECTION_LOST, Ran.UNKNOWN);
        assertThat(echo("second")).isEqualTo(new Succeeded("second"));
        ProcessHandle second = process();
        assertThat(second.pid()).isNotEqualTo(first.pid());

        pool.close();
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    @DisplayName("a supervised process whose program is missing is told as such, at once")
    void programMissing() throws Exception {
        open("address = 'lines:" + freePort() + "'\ncommand = ['no-such-program']\n");

        assertFailed(echo("x"), ErrorCode.PROGRAM_MISSING, Ran.NO);
    }

    private void open(String settings) {
        Problems problems = new Problems();
        AgentsConfig config = AgentsConfig.parse("agents.toml", "[agents." + ID + "]\n" + settings, Map.of(), problems);
        assertThat(problems.sorted()).isEmpty();
        pool = AgentPool.builder(AgentCatalog.of(List.of(), config), executor, timers)
                .transport(transport)
                .build();
        pool.openSession("s");
    }

    private void kill() {
        transport.kill(new AgentAddress(ID, "child:host"));
    }

    private CallOutcome echo(String value) throws Exception {
        return call("echo", Map.of("value", value));
    }

    private CallOutcome call(String operation, Map<String, Object> arguments) throws Exception {
        return await(start(operation, LONG, arguments, new LinkedBlockingQueue<>()));
    }

    private CompletableFuture<CallOutcome> start(
            String operation, Duration timeout, Map<String, Object> arguments, LinkedBlockingQueue<Chunk> chunks) {
        return start(agentCall(operation, timeout, arguments), chunks);
    }

    private CompletableFuture<CallOutcome> start(AgentCall call, LinkedBlockingQueue<Chunk> chunks) {
        CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
        pool.start(call, chunks::add, outcome::complete);
        return outcome;
    }

    private static AgentCall agentCall(String operation, Duration timeout, Map<String, Object> arguments) {
        return new AgentCall(
                ID,
                operation,
                "s",
                Arguments.of(arguments),
                CallFacts.standalone("call").withDeadline(Deadline.after(timeout)));
    }

    private AgentStatus status() {
        return pool.status().agents().stream()
                .filter(agent -> agent.id().equals(ID))
                .findFirst()
                .orElseThrow();
    }

    private ProcessHandle process() {
        return ProcessHandle.of(status().processId().orElseThrow()).orElseThrow();
    }

    private static CallOutcome await(CompletableFuture<CallOutcome> outcome) throws Exception {
        return outcome.get(60, TimeUnit.SECONDS);
    }

    private static void assertFailed(CallOutcome outcome, ErrorCode code, Ran ran) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.error().code()).as(failed.error().message()).isEqualTo(code);
            assertThat(failed.ran()).isEqualTo(ran);
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
