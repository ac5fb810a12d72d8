package io.opdbus.core.process;

import static io.opdbus.core.process.Ends.assertGone;
import static io.opdbus.core.process.Ends.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Tag("R10")
class ShutdownTest {

    private final Recorder output = new Recorder();

    private RunningProcess host(String mode) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return ProcessRunner.create()
                .start(
                        ProcessSpec.builder(
                                        java,
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Host.class.getName(),
                                        mode)
                                .keepLeftovers()
                                .build(),
                        output);
    }

    @Test
    void whatRunsEndsWithTheJvm() throws Exception {
        RunningProcess host = host("exit");
        long leader = output.awaitPid();
        long child = output.awaitPid();

        assertThat(exitOf(host).exitCode()).isEqualTo(3);
        assertGone(leader, child);
    }

    @Test
    void anOuterRunnerFindsWhatAnInnerOneStarted() throws Exception {
        RunningProcess host = host("stay");
        long leader = output.awaitPid();
        long child = output.awaitPid();

        assertThat(Ends.await(host.stop(Duration.ZERO)).gone()).isTrue();
        assertGone(host.pid(), leader, child);
    }

    /** The program of the inner JVM. */
    static final class Host {
        public static void main(String[] args) throws Exception {
            Recorder output = new Recorder();
            RunningProcess process = ProcessRunner.create()
                    .start(
                            ProcessSpec.builder("sh", "-c", "setsid sleep 600 & echo $!; wait")
                                    .build(),
                            output);
            System.out.println(process.pid());
            System.out.println(output.awaitPid());
            if (args[0].equals("exit")) {
                System.exit(3);
            }
            Ends.exitOf(process);
        }
    }
}
