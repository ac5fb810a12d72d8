package io.opdbus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class SignalTest {

    private static final String HOLD = """
            workstack: hold
            rollback_scope: completed
            inputs:
              port: {type: integer, required: true}
              stubborn: {type: boolean, default: false}
            phases:
              - id: prepare
                tools:
                  - tool: test_note
                    args: {file: notes.txt, text: prepared}
                    rollback:
                      - tool: test_note
                        args: {file: notes.txt, text: undone}
              - id: hold
                depends_on: [prepare]
                tools:
                  - tool: test_hold
                    args: {port: "${port}", stubborn: "${stubborn}"}
              - id: later
                depends_on: [hold]
                tools:
                  - tool: test_note
                    args: {file: notes.txt, text: later}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("hold.yaml"), HOLD);
    }

    /** A shell without job control starts background commands with SIGINT ignored, and the JVM respects that. */
    private static void assumeNotIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            boolean ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
            assumeFalse(ignored, "SIGINT is ignored by whoever started the tests");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void oneSignalCancelsRollsBackAndSaysSo(String signal) throws Exception {
        assumeNotIgnored();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                CliProcess opdbus = CliProcess.opdbus(
                        directory, "run", "hold.yaml", "-i", "port=" + server.getLocalPort(), "--json")) {
            try (Socket running = server.accept()) {
                assertThat(running.isConnected()).isTrue();
                opdbus.signal(signal);
                Cli.Outcome outcome = opdbus.end();

                assertThat(outcome.status()).as(outcome.err()).isEqualTo(130);
                assertThat(outcome.err())
                        .contains("interrupted: the run is cancelled and rolled back")
                        .contains("workstack 'hold' was interrupted after")
                        .contains("rolled back: 1 undone");
                assertThat(outcome.json().get("status")).isEqualTo("CANCELLED");
                assertThat(directory.resolve("notes.txt")).hasContent("prepared\nundone\n");
            }
        }
    }

    @Test
    void theSecondSignalEndsAtOnce() throws Exception {
        assumeNotIgnored();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                CliProcess opdbus = CliProcess.opdbus(
                        directory, "run", "hold.yaml", "-i", "port=" + server.getLocalPort(), "-i", "stubborn=true")) {
            try (Socket running = server.accept()) {
                assertThat(running.isConnected()).isTrue();
                opdbus.signal("INT");
                opdbus.awaitErr("interrupt again to end at once");
                opdbus.signal("INT");
                Cli.Outcome outcome = opdbus.end();

                assertThat(outcome.status()).isEqualTo(130);
                assertThat(outcome.err()).contains("interrupted again, ending at once");
                assertThat(directory.resolve("notes.txt")).hasContent("prepared\n");
            }
        }
    }
}
