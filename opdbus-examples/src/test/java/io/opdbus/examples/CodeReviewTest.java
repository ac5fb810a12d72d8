package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.run.RunResult;
import io.opdbus.core.OrchestratedExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeReviewTest {
    @TempDir
    Path folder;

    @Test
    void aTreeIsReviewedFromThreeSidesIntoOneReport() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/app"));
        Files.writeString(tree.resolve("run.py"), "import os\n\ndef run(x):\n    os.system('ls ' + x)\n");
        Files.writeString(tree.resolve("wait.py"), "import time\n\nasync def wait():\n    time.sleep(1)\n");
        Path report = folder.resolve("report.md");

        RunResult result = review(Map.of("path", folder.resolve("tree").toString(), "report", report.toString()));

        assertThat(result.outputs())
                .containsEntry("report", report.toString())
                .containsEntry("findings", 2L)
                .containsEntry("files", 2L);
        assertThat(Files.readString(report)).contains("SEC-EXEC-001", "PERF-ASYNC-001", "`app/run.py:4`");
    }

    @Test
    void withoutAFileTheReportIsNotWritten() throws IOException {
        RunResult result = review(Map.of("path", folder.toString(), "report", ""));

        assertThat(result.outputs()).containsEntry("report", "").containsEntry("findings", 0L);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static RunResult review(Map<String, ?> inputs) {
        try (OrchestratedExecutor executor = OrchestratedExecutor.builder()
                .discoverPlugins()
                .definition(CodeReviewTest.class.getClassLoader(), "workstacks/code_review.yaml")
                .build()) {
            return executor.run("code_review", inputs).orElseThrow();
        }
    }
}
