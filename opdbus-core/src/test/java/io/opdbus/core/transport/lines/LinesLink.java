package io.opdbus.core.transport.lines;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.core.concurrent.TimerService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A connection that carries lines both ways, for any number of sessions. One thread reads, one writes. */
final class LinesLink {

    private final TimerService timers;
    private final Runnable cut;
    private final LinkedBlockingQueue<Runnable> toWrite = new LinkedBlockingQueue<>();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<Message>> questions = new ConcurrentHashMap<>();
    private final Map<Long, LinesCall> calls = new ConcurrentHashMap<>();
    private final AtomicReference<ErrorInfo> broken = new AtomicReference<>();
    private final OutputStream out;

    LinesLink(String name, InputStream in, OutputStream out, Runnable cut, TimerService timers) {
        this.out = out;
        this.cut = cut;
        this.timers = timers;
        thread("lines-reader-" + name, () -> read(in));
        thread("lines-writer-" + name, this::write);
    }

    TimerService timers() {
        return timers;
    }

    boolean isOpen() {
        return broken.get() == null;
    }

    /** Asks something that is answered with one line. */
    CompletableFuture<Message> ask(String type, Object... namesAndValues) {
        long id = ids.incrementAndGet();
        CompletableFuture<Message> answer = new CompletableFuture<>();
        questions.put(id, answer);
        Message question = Message.of(type, namesAndValues);
        question.fields().put("id", id);
        say(question);
        ErrorInfo lost = broken.get();
        if (lost != null) {
            answer.completeExceptionally(new OpdbusException(lost));
        }
        return answer;
    }

    LinesCall call(AgentCall call, Consumer<Chunk> chunks) {
        long id = ids.incrementAndGet();
        LinesCall started = new LinesCall(this, id, call, chunks);
        calls.put(id, started);
        Message message = Message.of(
                "call",
                "id",
                id,
                "agent",
                call.agent(),
                "operation",
                call.operation(),
                "session",
                call.session(),
                "arguments",
                call.arguments().asMap(),
                "run",
                call.runId(),
                "step",
                call.stepId(),
                "key",
                call.idempotencyKey(),
                "attempt",
                (long) call.attempt(),
                "deadline",
                call.deadline().exists() ? call.deadline().at().toString() : null,
                "skills",
                call.skills().stream()
                        .map(skill -> Map.of(
                                "name", skill.name(),
                                "version", skill.version(),
                                "content", skill.content()))
                        .toList());
        if (call.deadline().exists()) {
            started.watch(timers.schedule(call.deadline().remaining().toNanos(), started::expired));
        }
        toWrite.add(() -> {
            if (started.leaves()) {
                put(message);
            }
        });
        ErrorInfo lost = broken.get();
        if (lost != null) {
            calls.remove(id);
            started.lost(lost);
        }
        return started;
    }

    void forget(long id) {
        calls.remove(id);
    }

    void say(Message message) {
        toWrite.add(() -> put(message));
    }

    /** The sessions' calls of a channel that goes. */
    void cancelAll(String session) {
        calls.values().stream()
                .filter(call -> call.call().session().equals(session))
                .forEach(LinesCall::cancel);
    }

    /** What did not end when its channel was closed is not heard of any more. */
    void abandonAll(String session) {
        calls.forEach((id, call) -> {
            if (call.call().session().equals(session)) {
                calls.remove(id);
                call.end(new Failed(ErrorInfo.of(ErrorCode.OUTCOME_UNKNOWN, "the channel was closed"), Ran.UNKNOWN));
            }
        });
    }

    void fail(ErrorCode code, String message) {
        if (!broken.compareAndSet(null, ErrorInfo.retryable(code, message))) {
            return;
        }
        cut.run();
        toWrite.add(() -> {}); // wakes the writer
        ErrorInfo why = broken.get();
        questions.values().forEach(answer -> answer.completeExceptionally(new OpdbusException(why)));
        calls.forEach((id, call) -> {
            calls.remove(id);
            call.lost(why);
        });
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Message message = Message.read(line).orElse(null);
                if (message == null) {
                    fail(ErrorCode.PROTOCOL_ERROR, "the peer sent a line that is no message");
                    return;
                }
                take(message);
            }
            fail(ErrorCode.CONNECTION_LOST, "the peer is gone");
        } catch (IOException | RuntimeException gone) {
            fail(ErrorCode.CONNECTION_LOST, "the connection broke: " + gone.getMessage());
        }
    }

    private void take(Message message) {
        long id = message.number("id");
        switch (message.type()) {
            case "chunk" -> {
                LinesCall call = calls.get(id);
                if (call != null) {
                    call.chunk(new Chunk(Chunk.Kind.valueOf(message.text("kind")), message.text("content")));
                }
            }
            case "end" -> {
                LinesCall call = calls.remove(id);
                if (call != null) {
                    call.end(Outcomes.read(message));
                }
            }
            case "done" -> {
                CompletableFuture<Message> answer = questions.remove(id);
                if (answer != null) {
                    answer.complete(message);
                }
            }
            default -> fail(ErrorCode.PROTOCOL_ERROR, "the peer sent a message of unknown type " + message.type());
        }
    }

    private void write() {
        try {
            while (isOpen()) {
                toWrite.take().run();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Message message) {
        try {
            out.write((message.line() + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException gone) {
            fail(ErrorCode.CONNECTION_LOST, "the connection broke: " + gone.getMessage());
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
