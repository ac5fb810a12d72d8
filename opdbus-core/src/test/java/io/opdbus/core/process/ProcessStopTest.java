package io.opdbus.core.process;

import static io.opdbus.core.process.Ends.alive;
import static io.opdbus.core.process.Ends.assertGone;
import static io.opdbus.core.process.Ends.await;
import static io.opdbus.core.process.Ends.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
@Tag("R10")
class ProcessStopTest {

    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ProcessRunner runner = ProcessRunner.create();
    private final Recorder output = new Recorder();

    @TempDir
    Path directory;

    private RunningProcess sh(String script) {
        return runner.start(ProcessSpec.builder("sh", "-c", script).build(), output);
    }

    @ParameterizedTest(name = "setsid {0}, /proc {1}")
    @CsvSource({"true, true", "false, true", "true, false", "false, false"})
    void stopsASleeperAndItsChildren(boolean setsid, boolean proc) throws Exception {
        RunningProcess process = runner.restricted(setsid, proc)
                .start(
                        ProcessSpec.builder("sh", "-c", "sleep 600 & echo $!; wait")
                                .build(),
                        output);
        long child = output.awaitPid();

        StopOutcome outcome = await(process.stop(LONG));

        assertThat(outcome).isEqualTo(new StopOutcome(List.of(), false));
        assertGone(process.pid(), child);
        ProcessExit exit = exitOf(process);
        assertThat(exit.signal()).hasValue(15);
        assertThat(exit.stopped()).isTrue();
        assertThat(exit.gone()).isTrue();
        assertThat(process.running()).isFalse();
    }

    @Test
    void stopsRightAfterTheStart() throws Exception {
        for (int i = 0; i < 20; i++) {
            RunningProcess process = sh("sleep 600");
            assertThat(await(process.stop(LONG)).gone()).isTrue();
            assertGone(process.pid());
        }
    }

    @Test
    void killsWhatIgnoresTheTermination() throws Exception {
        RunningProcess process = sh("trap '' TERM; echo ready; while :; do sleep 600; done");
        output.awaitLine();

        StopOutcome outcome = await(process.stop(SHORT));

        assertThat(outcome).isEqualTo(new StopOutcome(List.of(), true));
        assertThat(exitOf(process).signal()).hasValue(9);
    }

    @Test
    void aLaterStopShortensTheGraceButNeverLengthensIt() throws Exception {
        RunningProcess process = sh("trap '' TERM; echo ready; while :; do sleep 600; done");
        output.awaitLine();

        process.stop(Duration.ofDays(10_000));
        process.stop(SHORT);
        process.stop(LONG);

        assertThat(exitOf(process).signal()).hasValue(9);
        assertThat(await(process.stop(LONG)).gone()).isTrue();
    }

    @Test
    void givesTimeToCleanUp() throws Exception {
        RunningProcess process = sh("trap 'echo cleaned; exit 5' TERM; echo ready; while :; do sleep 0.01; done");
        output.awaitLine();

        process.stop(LONG);

        assertThat(exitOf(process).exitCode()).isEqualTo(5);
        assertThat(output.stdout()).isEqualTo("ready\ncleaned\n");
    }

    @Test
    void stopsASpinner() throws Exception {
        RunningProcess process = sh("echo ready; while :; do :; done");
        output.awaitLine();

        assertThat(await(process.stop(LONG)).gone()).isTrue();
        assertGone(process.pid());
    }

    @Test
    void stopsAProcessThatIsSuspended() throws Exception {
        RunningProcess process = sh("echo ready; kill -STOP $$; sleep 600");
        output.awaitLine();

        assertThat(await(process.stop(SHORT)).gone()).isTrue();
    }

    @Test
    void catchesAChildThatLeftTheSession() throws Exception {
        RunningProcess process = sh("setsid sh -c 'echo $$; exec sleep 600' & wait");
        long escaped = output.awaitPid();
        assertThat(ProcStat.read(escaped).session()).isNotEqualTo(process.pid());

        assertThat(await(process.stop(LONG)).gone()).isTrue();

        assertGone(process.pid(), escaped);
    }

    @Test
    void catchesAnOrphanThatLeftTheSession() throws Exception {
        RunningProcess process = sh("(setsid sh -c 'echo $$; exec sleep 600' &) ; exec sleep 600");
        long escaped = output.awaitPid();

        assertThat(await(process.stop(LONG)).gone()).isTrue();

        assertGone(process.pid(), escaped);
    }

    @Test
    void catchesAChildThatDroppedTheEnvironment() throws Exception {
        RunningProcess process = sh("env -i setsid sh -c 'echo $$; exec sleep 600' & wait");
        long escaped = output.awaitPid();

        assertThat(await(process.stop(LONG)).gone()).isTrue();

        assertGone(process.pid(), escaped);
    }

    @Test
    void catchesAProcessThatForksAway() throws Exception {
        RunningProcess process = sh("trap '' TERM; f() { f & exit; }; echo ready; f");
        output.awaitLine();

        assertThat(await(process.stop(Duration.ZERO)).gone()).isTrue();
        assertThat(exitOf(process).gone()).isTrue();
    }

    @Test
    void killsAWholeGroupInOneStep() throws Exception {
        RunningProcess process = sh("trap '' TERM; sleep 600 & echo $!; wait");
        long child = output.awaitPid();
        ProcKin kin = new ProcKin(process.pid(), "not in any environment");
        assertThat(kin.alive()).extracting(ProcessHandle::pid).contains(process.pid(), child);

        kin.killGroup();

        assertThat(exitOf(process).signal()).hasValue(9);
        assertGone(process.pid(), child);
    }

    @Test
    void endsAChildThatOutlivesItsParentAndHoldsThePipe() throws Exception {
        RunningProcess process = sh("sleep 600 & echo $!; exit 4");
        long child = output.awaitPid();

        ProcessExit exit = exitOf(process);

        assertGone(child);
        assertThat(exit.exitCode()).isEqualTo(4);
        assertThat(exit.stopped()).isFalse();
        assertThat(exit.leftoversStopped()).isEqualTo(1);
        assertThat(exit.gone()).isTrue();
        assertThat(exit.stdoutTruncated()).isFalse();
    }

    @Test
    void killsALeftoverThatIgnoresTheTermination() throws Exception {
        Path ready = directory.resolve("ready");
        String child = "trap '' TERM; echo $$; : > " + ready + "; while :; do sleep 600; done";
        ProcessSpec spec = ProcessSpec.builder(
                        "sh", "-c", "sh -c \"$0\" & while [ ! -e \"$1\" ]; do :; done", child, ready.toString())
                .stopLeftovers(SHORT)
                .build();
        RunningProcess process = runner.start(spec, output);
        long leftover = output.awaitPid();

        ProcessExit exit = exitOf(process);

        assertGone(leftover);
        assertThat(exit.leftoversStopped()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void letsAPipelineFinish() throws Exception {
        ProcessExit exit = exitOf(sh("(sleep 0.05; true) & exit 0"));

        assertThat(exit.leftoversStopped()).isZero();
    }

    @Test
    void keepsADaemonWhereToldToAndDoesNotHang() throws Exception {
        ProcessSpec spec = ProcessSpec.builder("sh", "-c", "sleep 600 & echo $!")
                .keepLeftovers()
                .build();
        RunningProcess process = runner.start(spec, output);
        long daemon = output.awaitPid();
        try {
            ProcessExit exit = exitOf(process);

            assertThat(exit.exitCode()).isZero();
            assertThat(exit.leftoversStopped()).isZero();
            assertThat(alive(daemon)).isTrue();
        } finally {
            ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void doesNotHangOnADaemonThatKeepsWriting() throws Exception {
        ProcessSpec spec = ProcessSpec.builder("sh", "-c", "echo $$; yes & exit 0")
                .keepLeftovers()
                .build();
        RunningProcess process = runner.start(spec, output);

        assertThat(exitOf(process).exitCode()).isZero();
    }

    @Test
    void stopEndsWhatWasToBeKept() throws Exception {
        ProcessSpec spec = ProcessSpec.builder("sh", "-c", "sleep 600 & echo $!; wait")
                .keepLeftovers()
                .build();
        RunningProcess process = runner.start(spec, output);
        long child = output.awaitPid();

        assertThat(await(process.stop(LONG)).gone()).isTrue();
        assertGone(process.pid(), child);
    }

    @Test
    void stopsWhileTheListenerBlocks() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RunningProcess process = runner.start(ProcessSpec.builder("yes").build(), (source, text) -> {
            blocked.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        blocked.await();

        assertThat(await(process.stop(LONG)).gone()).isTrue();
        ProcessExit exit = exitOf(process);

        assertThat(exit.stdoutTruncated()).isTrue();
        interrupted.await();
    }

    @Test
    void stopAfterTheEndDoesNothing() throws Exception {
        RunningProcess process = sh("exit 0");
        exitOf(process);

        assertThat(await(process.stop(Duration.ZERO))).isEqualTo(new StopOutcome(List.of(), false));
        assertThat(exitOf(process).stopped()).isFalse();
    }
}
