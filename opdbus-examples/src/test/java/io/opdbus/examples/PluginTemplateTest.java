package io.opdbus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.core.OrchestratedExecutor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the plug-in template as its own pom would, and uses it as a host would. */
class PluginTemplateTest {

    private static final Path TEMPLATE = Path.of("plugin-template", "src", "main");

    @Test
    void aHostFindsTheTool(@TempDir Path classes) throws Exception {
        compile(TEMPLATE.resolve("java/com/example/opdbus/WordCountTool.java"), classes);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.copy(
                TEMPLATE.resolve("resources/META-INF/services/io.opdbus.api.tool.Tool"),
                services.resolve("io.opdbus.api.tool.Tool"));
        try (URLClassLoader plugins =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                OrchestratedExecutor executor =
                        OrchestratedExecutor.builder().discoverPlugins(plugins).build()) {
            assertThat(executor.run("word_count", Map.of("text", " one two  three "))
                            .orElseThrow()
                            .outputs())
                    .isEqualTo(Map.of("result", Map.of("words", 3L)));
        }
    }

    private static void compile(Path source, Path classes) {
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-proc:none",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(status).isZero();
    }
}
