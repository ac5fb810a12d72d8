package io.opdbus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/cli.md, one after the other in one folder, and compares what they print. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the guide's commands are written for sh")
class CliGuideTest {

    private static final Pattern FILE = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "$ opdbus ";

    @TempDir
    Path directory;

    @Test
    void theCommandsOfTheGuidePrintWhatItShows() throws Exception {
        String guide = Files.readString(guide());
        Matcher file = FILE.matcher(guide);
        while (file.find()) {
            Path path = directory.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2));
        }
        List<String> commands = new ArrayList<>();
        Matcher console = CONSOLE.matcher(guide);
        while (console.find()) {
            commands.addAll(List.of(console.group(1).split("(?m)^(?=\\$ )")));
        }

        assertThat(commands).hasSizeGreaterThan(5);
        for (String command : commands) {
            run(command);
        }
    }

    private void run(String command) throws IOException, InterruptedException {
        int end = command.indexOf('\n');
        String line = command.substring(PROMPT.length(), end);
        assertThat(command).startsWith(PROMPT);
        StringBuilder shell = new StringBuilder("exec");
        CliProcess.command().forEach(word -> shell.append(" '").append(word).append('\''));
        List<String> sh = List.of("sh", "-c", shell + " " + line);
        try (CliProcess opdbus = CliProcess.start(directory, java.util.Map.of(), sh)) {
            Cli.Outcome outcome = opdbus.end();
            assertThat(outcome.status()).as(line + "\n" + outcome.err()).isZero();
            assertThat(outcome.out()).as(line).isEqualTo(command.substring(end + 1));
        }
    }

    private static Path guide() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/cli.md"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs/cli.md");
    }
}
