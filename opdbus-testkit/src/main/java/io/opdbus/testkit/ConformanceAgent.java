package io.opdbus.testkit;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.skill.ActiveSkill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The agent that {@link TransportConformanceTest} talks to. A transport's test hosts it at the other end; an author who
 * tests against a host in another language writes its operations there.
 *
 * <ul>
 *   <li>{@code echo {value}} returns the value.
 *   <li>{@code fail {code, message, retryable, details}} fails with that error.
 *   <li>{@code throw {message}} fails with an exception that knows nothing of error codes.
 *   <li>{@code typed {count}} takes one integer, and returns it.
 *   <li>{@code stream {count}} emits as many chunks of standard output, {@code 0}, {@code 1} and so on, and returns the
 *       number; it stops when it is cancelled.
 *   <li>{@code kinds} emits a chunk of each kind and returns null.
 *   <li>{@code slow} emits the progress {@code started}, and then does nothing until it is cancelled.
 *   <li>{@code ignore_cancel {key}} emits the progress {@code started}, and returns {@code finished} once
 *       {@code release {key}} was called, cancelled or not.
 *   <li>{@code large {size}} returns a string of so many letters.
 *   <li>{@code session_put {key, value}} and {@code session_get {key}} write and read the session's state.
 *   <li>{@code append {key, value}} appends to a list that all sessions share, and returns what the list then holds;
 *       {@code list {key}} returns it.
 *   <li>{@code append_and_fail {key, value}} appends and fails.
 *   <li>{@code meet {key, parties}} returns once so many of its calls are under way.
 *   <li>{@code context} returns {@code {run_id, step_id, idempotency_key, session, has_deadline, skills}}.
 * </ul>
 */
public final class ConformanceAgent implements Agent {

    /** The agent's id. */
    public static final String ID = "conformance";

    private static final long PATIENCE_SECONDS = 60;

    private final Map<String, Map<String, @Nullable Object>> sessions = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> releases = new ConcurrentHashMap<>();
    private final Map<String, CyclicBarrier> meetings = new ConcurrentHashMap<>();
    private final Map<String, List<@Nullable Object>> lists = new ConcurrentHashMap<>();
    private final Agent operations;

    /** An agent without state. */
    public ConformanceAgent() {
        operations = Agent.builder(ID)
                .description("Does what a transport's conformance test asks for")
                .tags("test")
                .operation("echo", (call, output) -> call.arguments().get("value"))
                .operation("fail", (call, output) -> fail(call))
                .operation("throw", (call, output) -> {
                    throw new IllegalStateException(
                            call.arguments().string("message"), new IllegalArgumentException("the hidden cause"));
                })
                .operation(
                        "typed",
                        operation -> operation.parameters(declare -> declare.required("count", Long.class)),
                        (call, output) -> call.arguments().integer("count"))
                .operation("stream", operation -> operation.streaming(), ConformanceAgent::stream)
                .operation("kinds", operation -> operation.streaming(), ConformanceAgent::kinds)
                .operation("slow", operation -> operation.streaming(), ConformanceAgent::slow)
                .operation("ignore_cancel", operation -> operation.streaming(), this::ignoreCancel)
                .operation("release", (call, output) -> {
                    latch(call).countDown();
                    return null;
                })
                .operation(
                        "large",
                        (call, output) ->
                                "x".repeat(Math.toIntExact(call.arguments().integer("size"))))
                .operation("session_put", this::put)
                .operation("session_get", this::get)
                .operation("append", (call, output) -> append(call))
                .operation(
                        "list",
                        (call, output) ->
                                snapshot(lists.getOrDefault(call.arguments().string("key"), List.of())))
                .operation("append_and_fail", (call, output) -> {
                    append(call);
                    throw new OpdbusException(ErrorCode.AGENT_FAILED, "appended, and failed as asked");
                })
                .operation("meet", this::meet)
                .operation("context", (call, output) -> context(call))
                .defaultOperation("echo")
                .build();
    }

    @Override
    public AgentDescriptor descriptor() {
        return operations.descriptor();
    }

    @Override
    public @Nullable Object invoke(AgentCall call, ChunkSink output) throws Exception {
        return operations.invoke(call, output);
    }

    @Override
    public void sessionEnded(String session) {
        sessions.remove(session);
    }

    private static Object fail(AgentCall call) {
        throw new OpdbusException(
                new ErrorInfo(
                        new ErrorCode(call.arguments().string("code")),
                        call.arguments().string("message"),
                        call.arguments().flag("retryable"),
                        call.arguments().map("details")),
                new IllegalArgumentException("the hidden cause"));
    }

    private static Object stream(AgentCall call, ChunkSink output) {
        long count = call.arguments().integer("count");
        for (long i = 0; i < count; i++) {
            call.throwIfCancelled();
            output.stdout(Long.toString(i));
        }
        return count;
    }

    private static @Nullable Object kinds(AgentCall call, ChunkSink output) {
        output.stdout("to the output");
        output.stderr("to the errors");
        output.progress("half way");
        output.emit(Chunk.heartbeat());
        return null;
    }

    private static @Nullable Object slow(AgentCall call, ChunkSink output) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        call.onCancel(cancelled::countDown);
        output.progress("started");
        cancelled.await();
        call.throwIfCancelled();
        return null;
    }

    private Object ignoreCancel(AgentCall call, ChunkSink output) {
        output.progress("started");
        CountDownLatch latch = latch(call);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean open = false;
        while (!open && System.nanoTime() < end) {
            try {
                open = latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException unheeded) {
                // Being deaf is what the operation is for.
            }
        }
        return "finished";
    }

    private CountDownLatch latch(AgentCall call) {
        return releases.computeIfAbsent(call.arguments().string("key"), key -> new CountDownLatch(1));
    }

    private @Nullable Object put(AgentCall call, ChunkSink output) {
        Object value = call.arguments().get("value");
        sessions.computeIfAbsent(call.session(), id -> new ConcurrentHashMap<>())
                .put(call.arguments().string("key"), value == null ? "null" : value);
        return null;
    }

    private @Nullable Object get(AgentCall call, ChunkSink output) {
        return sessions.getOrDefault(call.session(), Map.of())
                .get(call.arguments().string("key"));
    }

    private Object append(AgentCall call) {
        List<@Nullable Object> list = lists.computeIfAbsent(call.arguments().string("key"), key -> new ArrayList<>());
        synchronized (list) {
            list.add(call.arguments().get("value"));
        }
        return snapshot(list);
    }

    private static List<@Nullable Object> snapshot(List<@Nullable Object> list) {
        synchronized (list) {
            return new ArrayList<>(list);
        }
    }

    private @Nullable Object meet(AgentCall call, ChunkSink output)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        int parties = Math.toIntExact(call.arguments().integer("parties"));
        meetings.computeIfAbsent(call.arguments().string("key"), key -> new CyclicBarrier(parties))
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return null;
    }

    private static Object context(AgentCall call) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("run_id", call.runId());
        seen.put("step_id", call.stepId());
        seen.put("idempotency_key", call.idempotencyKey());
        seen.put("session", call.session());
        seen.put("has_deadline", call.deadline().exists());
        seen.put("skills", call.skills().stream().map(ActiveSkill::content).toList());
        return seen;
    }
}
