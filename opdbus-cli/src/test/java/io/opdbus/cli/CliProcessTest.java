package io.opdbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows. */
class CliProcessTest {

    @TempDir
    Path directory;

    @Test
    void outputsGoToStandardOutputAndProgressDoesNot() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("workstacks"));
        Files.writeString(folder.resolve("greet.yaml"), """
                workstack: greet
                phases:
                  - {id: write, tools: [{tool: file_write, args: {path: a.txt, content: "Gr\u00fc\u00dfe, ${name}"}}]}
                  - {id: read, depends_on: [write], tools: [{tool: file_read, args: {path: a.txt}, store_as: text}]}
                outputs: {text: "${text}"}
                """);

        try (CliProcess opdbus = CliProcess.opdbus(directory, "run", "greet", "-i", "name=you")) {
            Cli.Outcome outcome = opdbus.end();

            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out()).isEqualTo("Gr\u00fc\u00dfe, you\n");
            assertThat(outcome.err()).contains("succeeded  read").doesNotContain("\u001b");
        }
        assertThat(directory.resolve("a.txt")).hasContent("Gr\u00fc\u00dfe, you");
    }

    @Test
    void theExitStatusIsTheProcesses() throws Exception {
        try (CliProcess opdbus = CliProcess.opdbus(directory, "call", "test_fail", "--args", "{\"message\": \"no\"}")) {
            assertThat(opdbus.end().status()).isEqualTo(1);
        }
        try (CliProcess opdbus = CliProcess.opdbus(directory, "run", "nothing")) {
            assertThat(opdbus.end().status()).isEqualTo(2);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void aReaderThatGoesAwayIsNoError() throws Exception {
        String line = CliProcess.command("list", "tools", "--json").stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "))
                + " | true";

        try (CliProcess opdbus = CliProcess.start(directory, Map.of(), List.of("sh", "-c", line))) {
            assertThat(opdbus.end().err()).isEmpty();
        }
    }
}
