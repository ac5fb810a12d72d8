package io.opdbus.core.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.ManualTimers;
import io.opdbus.core.tool.ToolRegistry;
import io.opdbus.core.tool.TrackedToolExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tools behind the executor that checks arguments, fills in defaults, and holds results against their schemas. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class TrackedBuiltinToolsTest {

    @TempDir
    Path root;

    private final BlockingExecutor blocking = BlockingExecutor.create();
    private final ManualTimers timers = new ManualTimers();
    private BuiltinTools tools;
    private TrackedToolExecutor executor;

    @BeforeEach
    void open() {
        tools = BuiltinTools.builder()
                .root(root)
                .allowProgram("sh")
                .allowPrivateAddresses()
                .maxFileBytes(2_000_000)
                .processGrace(Duration.ofMillis(100))
                .build();
        executor = TrackedToolExecutor.builder(
                        ToolRegistry.builder().addAll(tools.tools()).build(), blocking, timers)
                .build();
    }

    @AfterEach
    void close() {
        executor.close();
        tools.close();
        blocking.close();
    }

    private Object call(String tool, Map<String, ?> arguments) throws Exception {
        return executor.call(tool, arguments).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void everyResultMatchesItsSchema() throws Exception {
        Object created = call("file_write", Map.of("path", "a/b.txt", "content", "one\n", "create_dirs", true));
        Object replaced = call("file_write", Map.of("path", "a/b.txt", "content", "two\n", "keep_previous", true));

        assertThat(call("file_read", Map.of("path", "a/b.txt"))).isEqualTo("two\n");
        assertThat((List<?>) call("file_list", Map.of("recursive", true))).hasSize(2);
        assertThat(call("file_restore", Map.of("written", replaced)))
                .isEqualTo(Map.of("path", "a/b.txt", "restored", true));
        assertThat(call("file_restore", Map.of("written", created)))
                .isEqualTo(Map.of("path", "a/b.txt", "restored", true));
        assertThat(call("process_run", Map.of("command", List.of("sh", "-c", "echo hi"))))
                .isEqualTo(Map.of("exit_code", 0L, "stdout", "hi\n", "stderr", "", "truncated", false));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertThat(((Map<?, ?>) call("http_get", Map.of("url", url))).get("status"))
                    .isEqualTo(204L);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Tag("R19")
    void aFileAsLargeAsAllowedIsNotTooLargeAsAResult() throws Exception {
        String text = "\u0001\n\"".repeat(600_000);
        Files.writeString(root.resolve("large"), text);

        assertThat(call("file_read", Map.of("path", "large"))).isEqualTo(text);
    }

    @Test
    @Tag("R10")
    void cancellingACallEndsItsProcess() throws Exception {
        BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
        CompletableFuture<?> call = executor.call(
                        "process_run",
                        Map.of("command", List.of("sh", "-c", "trap '' TERM; echo $$; while :; do sleep 600; done")),
                        CallFacts.standalone("test"),
                        chunks::add)
                .toCompletableFuture();
        Chunk first = chunks.poll(20, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(first.content().trim())).orElseThrow();

        call.cancel(true);

        process.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void refusesWhatIsNotDeclared() {
        assertThat(executor.call("file_read", Map.of("path", "a", "offset", 0))
                        .toCompletableFuture()
                        .handle((result, failure) -> failure)
                        .join())
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS));
    }
}
