package io.opdbus.core.process;

import static io.opdbus.core.process.Ends.assertGone;
import static io.opdbus.core.process.Ends.exitOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessRunnerTest {

    private final ProcessRunner runner = ProcessRunner.create();
    private final Recorder output = new Recorder();

    @TempDir
    Path directory;

    private RunningProcess sh(String script) {
        return runner.start(ProcessSpec.builder("sh", "-c", script).build(), output);
    }

    @Test
    void reportsCodeAndOutput() throws Exception {
        ProcessExit exit = exitOf(sh("echo one; echo two >&2; exit 7"));

        assertThat(exit.exitCode()).isEqualTo(7);
        assertThat(exit.succeeded()).isFalse();
        assertThat(exit.signal()).isEmpty();
        assertThat(exit.stopped()).isFalse();
        assertThat(exit.gone()).isTrue();
        assertThat(exit.leftoversStopped()).isZero();
        assertThat(exit.stdoutBytes()).isEqualTo(4);
        assertThat(exit.stderrBytes()).isEqualTo(4);
        assertThat(exit.stdoutTruncated()).isFalse();
        assertThat(output.stdout()).isEqualTo("one\n");
        assertThat(output.stderr()).isEqualTo("two\n");
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        exitOf(runner.start(
                ProcessSpec.builder("printf", "%s\\n", "$HOME; `id` *", "", "a  b", "-x")
                        .build(),
                output));

        assertThat(output.stdout()).isEqualTo("$HOME; `id` *\n\na  b\n-x\n");
    }

    @Test
    void leadsASessionAndGroupOfItsOwn() throws Exception {
        RunningProcess process = sh("echo ready; cat");
        RunningProcess sleeper = sh("echo ready; exec sleep 600");
        output.awaitLine();
        output.awaitLine();

        ProcStat stat = ProcStat.read(sleeper.pid());

        assertThat(stat.session()).isEqualTo(sleeper.pid());
        assertThat(stat.group()).isEqualTo(sleeper.pid());
        assertThat(exitOf(process).exitCode()).as("input is the null device").isEqualTo(0);
        Ends.await(sleeper.stop(Duration.ZERO));
    }

    @Test
    void tellsTheSignalThatEndedIt() throws Exception {
        assertThat(exitOf(sh("kill -9 $$")).signal()).hasValue(9);
    }

    @Test
    void feedsStandardInputAndEndsIt() throws Exception {
        String text = "line\n".repeat(100_000);
        exitOf(runner.start(
                ProcessSpec.builder("wc", "-c")
                        .stdin(text.getBytes(StandardCharsets.UTF_8))
                        .build(),
                output));

        assertThat(output.stdout().trim()).isEqualTo("500000");
    }

    @Test
    void toleratesAProcessThatDoesNotReadItsInput() throws Exception {
        ProcessExit exit = exitOf(runner.start(
                ProcessSpec.builder("true").stdin(new byte[1_000_000]).build(), output));

        assertThat(exit.succeeded()).isTrue();
    }

    @Test
    void setsAndFiltersTheEnvironment() throws Exception {
        exitOf(runner.start(
                ProcessSpec.builder("/usr/bin/env")
                        .inheritOnly(List.of("PATH", "NOT_SET_ANYWHERE"))
                        .environment("GREETING", "hello world")
                        .build(),
                output));

        assertThat(output.stdout().lines())
                .contains("GREETING=hello world")
                .allMatch(line -> line.startsWith("PATH=")
                        || line.startsWith("GREETING=")
                        || line.startsWith(ProcessRunner.MARKER + "="));
    }

    @Test
    void runsInTheWorkingDirectory() throws Exception {
        exitOf(runner.start(ProcessSpec.builder("pwd").directory(directory).build(), output));

        assertThat(output.stdout().trim()).isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void namesAMissingWorkingDirectory() {
        ProcessSpec spec =
                ProcessSpec.builder("pwd").directory(directory.resolve("none")).build();

        assertThatThrownBy(() -> runner.start(spec, output))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(directory.resolve("none").toString());
        assertThat(runner.runningCount()).isZero();
    }

    @Test
    void namesAMissingProgram() {
        assertThatThrownBy(() -> runner.start(
                        ProcessSpec.builder("opdbus-no-such-program").build(), output))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PROGRAM_MISSING))
                .hasMessageContaining("'opdbus-no-such-program'")
                .hasMessageContaining("/usr/bin");
    }

    @Test
    void looksForTheProgramInThePathOfTheProcess() throws Exception {
        Path program = Files.writeString(directory.resolve("greet"), "#!/bin/sh\necho hi from $0\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ProcessSpec spec = ProcessSpec.builder("greet")
                .environment("PATH", directory + ":/usr/bin:/bin")
                .build();

        exitOf(runner.start(spec, output));

        assertThat(output.stdout()).isEqualTo("hi from " + program + "\n");
    }

    @Test
    void tellsWhenTheSystemRefusesToStart() {
        ProcessSpec spec = ProcessSpec.builder("true", "x".repeat(40_000_000)).build();

        assertThatThrownBy(() -> runner.start(spec, output))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ProcessRunner.START_FAILED));
    }

    @Test
    void runsManyAtOnce() throws Exception {
        List<RunningProcess> processes = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Recorder recorder = new Recorder();
            recorders.add(recorder);
            String last = i % 2 == 0 ? "exec sleep 600" : "exit 3";
            processes.add(runner.start(
                    ProcessSpec.builder("sh", "-c", "echo " + i + "; " + last).build(), recorder));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(recorders.get(i).awaitLine()).isEqualTo(Integer.toString(i));
        }
        for (int i = 0; i < 50; i += 2) {
            processes.get(i).stop(Duration.ofSeconds(20));
        }
        for (int i = 0; i < 50; i++) {
            ProcessExit exit = exitOf(processes.get(i));
            assertThat(exit.exitCode()).isEqualTo(i % 2 == 0 ? 128 + 15 : 3);
            assertThat(exit.gone()).isTrue();
            assertGone(processes.get(i).pid());
        }
        assertThat(runner.runningCount()).isZero();
    }

    @Test
    void closeStopsWhatRunsAndRefusesMore() throws Exception {
        RunningProcess sleeper = sh("sleep 600");

        runner.close();

        assertGone(sleeper.pid());
        assertThat(exitOf(sleeper).stopped()).isTrue();
        assertThatThrownBy(() -> sh("true"))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void leavesNoProcessWhereThereIsNoThread() {
        Executor refusing = task -> {
            throw new RejectedExecutionException("full");
        };
        ProcessRunner refused = ProcessRunner.using(refusing);

        assertThatThrownBy(
                        () -> refused.start(ProcessSpec.builder("sleep", "600").build(), OutputListener.discarding()))
                .isInstanceOf(OpdbusException.class)
                .hasMessageContaining("full");
        assertThat(refused.runningCount()).isZero();
    }

    @Test
    void rejectsBadSettingsAtOnce() {
        assertThatThrownBy(() -> ProcessSpec.builder(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessSpec.builder("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProcessSpec.builder("a", "b\0c")).isInstanceOf(IllegalArgumentException.class);
        ProcessSpec.Builder builder = ProcessSpec.builder("a");
        assertThatThrownBy(() -> builder.environment("A=B", "c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxOutput(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.stopLeftovers(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoArguments() {
        assertThat(ProcessSpec.builder("login", "--password", "secret").build()).hasToString("login (2 arguments)");
    }
}
