package io.opdbus.core.transport.lines;

import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.transport.Transport;
import io.opdbus.core.concurrent.DaemonTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A transport for tests: JSON lines over the standard streams of a child JVM ({@code child:host}, or {@code garbage},
 * {@code deaf}, {@code absent} for what goes wrong), or over a port of the loopback interface ({@code lines:50051}).
 */
public final class LinesTransport implements Transport {

    private final DaemonTimers timers = new DaemonTimers();
    private final ExecutorService connecting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "lines-connecting");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, LinesLink> links = new ConcurrentHashMap<>();
    private final Map<String, Process> children = new ConcurrentHashMap<>();
    private volatile boolean closed;

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public boolean accepts(AgentAddress address) {
        return address.scheme().equals("child") || address.scheme().equals("lines");
    }

    @Override
    public CompletionStage<AgentChannel> open(AgentAddress address, SessionSpec session, Deadline deadline) {
        if (closed) {
            return CompletableFuture.failedStage(new OpdbusException(ErrorCode.CLOSED, "the transport is closed"));
        }
        CompletableFuture<AgentChannel> result = new CompletableFuture<>();
        timers.schedule(
                Math.min(TimeUnit.DAYS.toNanos(1), deadline.remaining().toNanos()),
                () -> result.completeExceptionally(unavailable("no answer in time from " + address)));
        connecting.execute(() -> {
            try {
                LinesLink link = link(address);
                link.ask("open", "agent", address.agent(), "session", session.id())
                        .whenComplete((told, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(unavailable(failure.getMessage()));
                            } else if (told.get("error") != null) {
                                result.completeExceptionally(new OpdbusException(Outcomes.error(told.map("error"))));
                            } else {
                                result.complete(
                                        new LinesChannel(link, address.agent(), session.id(), told.flag("resumed")));
                            }
                        });
            } catch (IOException nobody) {
                result.completeExceptionally(unavailable("nobody answers at " + address + ": " + nobody.getMessage()));
            }
        });
        return result;
    }

    /** Kills the child at that address as {@code kill -9} does, and waits until it is gone and that was noticed. */
    public void kill(AgentAddress address) {
        Process child = children.get(address.uri());
        child.destroyForcibly().onExit().join();
        LinesLink link = links.get(address.uri());
        if (link != null) {
            link.fail(ErrorCode.CONNECTION_LOST, "the peer is gone");
        }
    }

    /** Whether it is as good as new, but for a child that is warm. */
    boolean intact() {
        return !closed && links.values().stream().allMatch(LinesLink::isOpen);
    }

    @Override
    public void close() {
        closed = true;
        links.values().forEach(link -> link.fail(ErrorCode.CONNECTION_LOST, "the transport was closed"));
        children.values().forEach(Process::destroyForcibly);
        timers.close();
        connecting.shutdown();
    }

    static OpdbusException unavailable(String message) {
        return new OpdbusException(ErrorInfo.retryable(ErrorCode.AGENT_UNAVAILABLE, message));
    }

    private synchronized LinesLink link(AgentAddress address) throws IOException {
        LinesLink known = links.get(address.uri());
        if (known != null && known.isOpen()) {
            return known;
        }
        LinesLink fresh = address.scheme().equals("child") ? spawn(address) : connect(address);
        links.put(address.uri(), fresh);
        return fresh;
    }

    private LinesLink spawn(AgentAddress address) throws IOException {
        String mode = address.uri().substring("child:".length());
        Process child = new ProcessBuilder(mode.equals("absent") ? List.of("/no/such/program") : command(mode))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        children.put(address.uri(), child);
        return new LinesLink(mode, child.getInputStream(), child.getOutputStream(), child::destroyForcibly, timers);
    }

    private LinesLink connect(AgentAddress address) throws IOException {
        int port = Integer.parseInt(address.uri().substring("lines:".length()));
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        Runnable cut = () -> {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // It was to go.
            }
        };
        return new LinesLink("port-" + port, socket.getInputStream(), socket.getOutputStream(), cut, timers);
    }

    /** The command of a child JVM with this one's class path. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LinesHost.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
