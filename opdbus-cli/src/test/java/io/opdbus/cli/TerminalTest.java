package io.opdbus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a terminal, which the program {@code script} plays. */
class TerminalTest {

    private static final String ESCAPE = "\u001b[";

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "the program 'script' is missing");
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "its options are those of Linux");
        Files.writeString(directory.resolve("hold.yaml"), """
                workstack: hold
                inputs: {port: {type: integer, required: true}}
                phases:
                  - id: hold
                    tools:
                      - tool: test_hold
                        args: {port: "${port}"}
                        store_as: answer
                outputs: {answer: "${answer}"}
                """);
    }

    private String onTerminal(Map<String, String> environment) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String line = "stty cols 40 rows 10; exec "
                    + CliProcess.command("run", "hold.yaml", "-i", "port=" + server.getLocalPort()).stream()
                            .map(word -> "'" + word + "'")
                            .collect(Collectors.joining(" "));
            Path file = Files.writeString(directory.resolve("line.sh"), line);
            List<String> script = List.of("/usr/bin/script", "-qefc", "sh " + file, "/dev/null");
            try (CliProcess opdbus = CliProcess.start(directory, environment, script);
                    Socket running = server.accept()) {
                opdbus.awaitOut("holding \u5927\u5927 on");
                running.getOutputStream().write(1);
                running.getOutputStream().flush();
                Cli.Outcome outcome = opdbus.end();
                assertThat(outcome.status()).as(outcome.out()).isZero();
                return outcome.out();
            }
        }
    }

    @Test
    void aPhaseThatRunsIsDrawnAnewAndStaysWhenItHasEnded() throws Exception {
        String shown = onTerminal(Map.of("TERM", "xterm"));

        assertThat(shown)
                .contains(ESCAPE + "36mrunning" + ESCAPE + "0m    hold")
                .contains(ESCAPE + "1A" + ESCAPE + "0J")
                .contains(ESCAPE + "32msucceeded" + ESCAPE + "0m  hold")
                .contains("released\r\n")
                .doesNotContain(ESCAPE + "31m");
        shown.lines()
                .forEach(
                        line -> assertThat(TextWidth.of(line.replace("\r", ""))).isLessThanOrEqualTo(60));
    }

    @Test
    void noColourMeansNone() throws Exception {
        assertThat(onTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .contains("running    hold")
                .contains(ESCAPE + "1A")
                .doesNotContainPattern("\u001b\\[[0-9;]*m");
    }
}
