package io.opdbus.core.tool.builtin;

import static io.opdbus.core.tool.builtin.Calls.map;
import static io.opdbus.core.tool.builtin.Calls.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ProcessRunTest {

    private static final String SLEEPERS = "sleep 600 & echo $$ $!; wait";

    @TempDir
    Path root;

    private final BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    private final CallFacts context = CallFacts.standalone("test");
    private BuiltinTools tools;

    @BeforeEach
    void open() {
        tools = BuiltinTools.builder()
                .root(root)
                .allowProgram("sh")
                .allowProgram("printf")
                .allowProgram("cat")
                .allowProgram("opdbus-no-such-program")
                .maxProcessOutput(1000)
                .processGrace(Duration.ofMillis(200))
                .build();
    }

    @AfterEach
    void close() {
        tools.close();
    }

    private static Map<String, Object> sh(String script) {
        return Map.of("command", List.of("sh", "-c", script));
    }

    @Test
    void givesCodeAndOutput() throws Exception {
        assertThat(map(tools, "process_run", sh("echo out; echo err >&2")))
                .isEqualTo(Map.of("exit_code", 0L, "stdout", "out\n", "stderr", "err\n", "truncated", false));
    }

    @Test
    void expandsNothing() throws Exception {
        assertThat(map(tools, "process_run", Map.of("command", List.of("printf", "%s", "$HOME `id` ; *"))))
                .containsEntry("stdout", "$HOME `id` ; *");
    }

    @Test
    void failsOnAnotherCodeUnlessToldNotTo() throws Exception {
        OpdbusException failure = refused(tools, ErrorCode.TOOL_FAILED, "process_run", sh("echo broken >&2; exit 3"));
        assertThat(failure).hasMessage("sh ended with exit code 3: broken");
        assertThat(failure.details()).containsEntry("exit_code", 3L).containsEntry("stderr", "broken");

        assertThat(map(tools, "process_run", Map.of("command", List.of("sh", "-c", "exit 3"), "check", false)))
                .containsEntry("exit_code", 3L);
    }

    @Test
    void startsOnlyWhatIsAllowed() {
        assertThat(refused(tools, ErrorCode.ACCESS_DENIED, "process_run", Map.of("command", List.of("ls"))))
                .hasMessageContaining("'ls' is not allowed")
                .hasMessageContaining("printf");
        refused(tools, ErrorCode.ACCESS_DENIED, "process_run", Map.of("command", List.of("/bin/sh")));
        refused(tools, ErrorCode.ACCESS_DENIED, "process_run", Map.of("command", List.of("./sh")));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "process_run", Map.of("command", List.of()));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "process_run", Map.of("command", List.of("sh", "a\0b")));
        refused(tools, ErrorCode.PROGRAM_MISSING, "process_run", Map.of("command", List.of("opdbus-no-such-program")));
    }

    @Test
    void runsInsideTheRoots() throws Exception {
        Files.createDirectory(root.resolve("sub"));

        assertThat(map(tools, "process_run", Map.of("command", List.of("sh", "-c", "pwd"), "cwd", "sub")))
                .containsEntry("stdout", root.toRealPath().resolve("sub") + "\n");
        assertThat(map(tools, "process_run", sh("pwd"))).containsEntry("stdout", root.toRealPath() + "\n");
        refused(
                tools,
                ErrorCode.ACCESS_DENIED,
                "process_run",
                Map.of("command", List.of("sh", "-c", "pwd"), "cwd", ".."));
        refused(
                tools,
                ErrorCode.TOOL_FAILED,
                "process_run",
                Map.of("command", List.of("sh", "-c", "pwd"), "cwd", "none"));
    }

    @Test
    void setsTheEnvironmentAndFeedsTheInput() throws Exception {
        assertThat(map(
                        tools,
                        "process_run",
                        Map.of(
                                "command",
                                List.of("sh", "-c", "echo $GREETING; cat"),
                                "env",
                                Map.of("GREETING", "hi"),
                                "stdin",
                                "input")))
                .containsEntry("stdout", "hi\ninput");
        for (String name : List.of("PATH", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES")) {
            refused(
                    tools,
                    ErrorCode.ACCESS_DENIED,
                    "process_run",
                    Map.of("command", List.of("sh"), "env", Map.of(name, "x")));
        }
        refused(
                tools,
                ErrorCode.INVALID_ARGUMENTS,
                "process_run",
                Map.of("command", List.of("sh"), "env", Map.of("A=B", "x")));
    }

    @Test
    void streamsWhatItKeepsTheEndsOf() throws Exception {
        Tool tool = Calls.named(tools, "process_run");
        String script = "i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done; echo oops >&2";

        Map<?, ?> result = (Map<?, ?>) tool.call(Calls.call(tool, sh(script), context, chunks::add));

        String streamed = chunks.stream()
                .filter(chunk -> chunk.kind() == Chunk.Kind.STDOUT)
                .map(Chunk::content)
                .reduce("", String::concat);
        assertThat(streamed).hasSize(8890).endsWith("line 999\n");
        assertThat((String) result.get("stdout"))
                .startsWith("line 0\n")
                .contains("\n[... 7890 characters left out ...]\n")
                .endsWith("line 999\n");
        assertThat(result.get("truncated")).isEqualTo(true);
        assertThat(chunks).contains(Chunk.stderr("oops\n"));
    }

    @Test
    void cancelLeavesNoSurvivor() throws Exception {
        CompletableFuture<Throwable> outcome = start(context, "trap '' TERM; " + SLEEPERS);
        long[] pids = pids();

        context.cancelToken().cancel("no longer wanted");

        assertThat(outcome.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED))
                .hasMessage("no longer wanted");
        assertGone(pids);
    }

    @Test
    void theDeadlineLeavesNoSurvivor() throws Exception {
        CompletableFuture<Throwable> outcome =
                start(context.withDeadline(Deadline.after(Duration.ofMillis(500))), SLEEPERS);
        long[] pids = pids();

        assertThat(outcome.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
        assertGone(pids);
    }

    @Test
    void anInterruptLeavesNoSurvivorAndIsKept() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            thread.complete(Thread.currentThread());
            outcome.complete(catchThrowable(() -> callTool(context, SLEEPERS)));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        long[] pids = pids();

        thread.join().interrupt();

        assertThat(outcome.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertGone(pids);
    }

    @Test
    void closingTheToolsLeavesNoSurvivor() throws Exception {
        CompletableFuture<Throwable> outcome = start(context, SLEEPERS);
        long[] pids = pids();

        tools.close();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(OpdbusException.class);
        assertGone(pids);
    }

    @Test
    void aCancelledCallStartsNothing() {
        context.cancelToken().cancel("too late");

        assertThatThrownBy(() -> callTool(context, "echo started > file")).hasMessage("too late");
        assertThat(root).isEmptyDirectory();
    }

    private void callTool(CallFacts facts, String script) throws Exception {
        Tool tool = Calls.named(tools, "process_run");
        tool.call(Calls.call(tool, sh(script), facts, chunks::add));
    }

    private CompletableFuture<Throwable> start(CallFacts facts, String script) {
        return CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> callTool(facts, script)), task -> new Thread(task).start());
    }

    private long[] pids() throws InterruptedException {
        Chunk first = chunks.poll(30, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        String[] words = first.content().trim().split(" ");
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
    }

    private static void assertGone(long... pids) {
        for (long pid : pids) {
            Path stat = Path.of("/proc/" + pid + "/stat");
            boolean alive;
            try {
                String line = Files.readString(stat);
                alive = line.charAt(line.lastIndexOf(')') + 2) != 'Z';
            } catch (IOException e) {
                alive = false;
            }
            assertThat(alive).as("process %s is alive", pid).isFalse();
        }
    }
}
