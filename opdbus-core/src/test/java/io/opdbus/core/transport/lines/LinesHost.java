package io.opdbus.core.transport.lines;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.Operation;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.DaemonTimers;
import io.opdbus.core.transport.InProcessTransport;
import io.opdbus.testkit.ConformanceAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The other end: hosts a {@link ConformanceAgent} and speaks lines over its standard streams, or over a port of the loopback
 * interface. What the test wants to go wrong is its first argument.
 */
final class LinesHost {

    private final InProcessTransport transport =
            new InProcessTransport(List.of(new ConformanceAgent()), BlockingExecutor.create(), new DaemonTimers());
    private final Map<String, AgentChannel> sessions = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws Exception {
        OutputStream out = System.out;
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        LinesHost host = new LinesHost();
        switch (arguments[0]) {
            case "host" -> host.serve(System.in, out);
            case "port" -> host.listen(Integer.parseInt(arguments[1]));
            case "garbage" -> host.babble(System.in, out);
            case "deaf" -> host.stopReading(System.in, out);
            default -> System.exit(1);
        }
        System.exit(0);
    }

    private void listen(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            System.err.println("listening on " + port);
            while (true) {
                Socket peer = server.accept();
                new Thread(() -> {
                            try (peer) {
                                serve(peer.getInputStream(), peer.getOutputStream());
                            } catch (IOException gone) {
                                // The other side may go whenever it likes.
                            }
                        })
                        .start();
            }
        }
    }

    /** Opens sessions as it should, and answers the first call with something that is no message. */
    private void babble(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Conversation conversation = new Conversation(out);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Message message = Message.read(line).orElseThrow();
            if (message.type().equals("call")) {
                out.write("Segmentation fault (core dumped)\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            } else {
                conversation.take(message);
            }
        }
    }

    /** Opens one session and then reads nothing more. */
    private void stopReading(InputStream in, OutputStream out) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        new Conversation(out).take(Message.read(lines.readLine()).orElseThrow());
        new CountDownLatch(1).await();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Conversation conversation = new Conversation(out);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            conversation.take(Message.read(line).orElseThrow());
        }
        conversation.calls.values().forEach(CallHandle::cancel);
    }

    /** One connection. */
    private final class Conversation {

        private final OutputStream out;
        private final Map<Long, CallHandle> calls = new ConcurrentHashMap<>();

        Conversation(OutputStream out) {
            this.out = out;
        }

        void take(Message message) {
            long id = message.number("id");
            switch (message.type()) {
                case "open" -> open(id, message);
                case "call" -> call(id, message);
                case "request" -> with(id, handle -> handle.request(message.number("chunks")));
                case "cancel" -> with(id, CallHandle::cancel);
                case "health" ->
                    sessions.get(message.text("session"))
                            .health(Deadline.none())
                            .thenAccept(health -> say(Message.of(
                                    "done", "id", id, "healthy", health.healthy(), "status", health.status())));
                case "describe" ->
                    sessions.get(message.text("session"))
                            .describe(Deadline.none())
                            .thenAccept(told -> say(Message.of(
                                    "done",
                                    "id",
                                    id,
                                    "operations",
                                    told.orElseThrow().operations().stream()
                                            .map(Operation::name)
                                            .toList())));
                case "close" -> close(id, message);
                default -> throw new IllegalStateException(message.line());
            }
        }

        private void open(long id, Message message) {
            String session = message.text("session");
            AgentChannel known = sessions.get(session);
            if (known != null) {
                say(Message.of("done", "id", id, "resumed", true));
                return;
            }
            transport
                    .open(
                            new AgentAddress(message.text("agent"), InProcessTransport.ADDRESS),
                            SessionSpec.of(session),
                            Deadline.none())
                    .whenComplete((channel, failure) -> {
                        if (failure instanceof OpdbusException refused) {
                            say(Message.of("done", "id", id, "error", Outcomes.write(refused.error())));
                        } else {
                            sessions.put(session, channel);
                            say(Message.of("done", "id", id, "resumed", false));
                        }
                    });
        }

        private void call(long id, Message message) {
            CallHandle handle = sessions.get(message.text("session"))
                    .invoke(
                            read(message),
                            chunk -> say(Message.of(
                                    "chunk", "id", id, "kind", chunk.kind().name(), "content", chunk.content())));
            calls.put(id, handle);
            handle.outcome().thenAccept(outcome -> {
                calls.remove(id);
                say(Outcomes.write(id, outcome));
            });
        }

        private void close(long id, Message message) {
            AgentChannel channel = sessions.remove(message.text("session"));
            if (channel == null) {
                say(Message.of("done", "id", id));
            } else {
                channel.close(Deadline.after(Duration.ofSeconds(30))).thenRun(() -> say(Message.of("done", "id", id)));
            }
        }

        private void with(long id, java.util.function.Consumer<CallHandle> action) {
            CallHandle handle = calls.get(id);
            if (handle != null) {
                action.accept(handle);
            }
        }

        private synchronized void say(Message message) {
            try {
                out.write((message.line() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException gone) {
                // Nobody listens any more.
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static AgentCall read(Message message) {
        List<ActiveSkill> skills = ((List<Object>) message.get("skills"))
                .stream()
                        .map(skill -> (Map<String, String>) skill)
                        .map(skill ->
                                new ActiveSkill(skill.get("name"), skill.get("version"), "", skill.get("content")))
                        .toList();
        return new AgentCall(
                message.text("agent"),
                message.text("operation"),
                message.text("session"),
                Arguments.of(message.map("arguments")),
                new CallFacts(
                        message.text("run"),
                        message.text("step"),
                        message.text("key"),
                        (int) message.number("attempt"),
                        message.get("deadline") == null
                                ? Deadline.none()
                                : new Deadline(Instant.parse(message.text("deadline"))),
                        new CancelToken(),
                        skills));
    }
}
