package io.opdbus.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.tool.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisplayName("a plug-in's jar is found in a fresh JVM, on the class path and on the module path")
class PluginsInFreshJvmTest {

    /** Not needed by a host, or a module of another name space. */
    private static final List<String> TESTING = List.of(
            "test-classes",
            "junit",
            "assertj",
            "opentest4j",
            "apiguardian",
            "byte-buddy",
            "testkit",
            "surefire",
            "open-test");

    private static final String HOST = """
            package host;
            import io.opdbus.api.tool.Tool;
            import io.opdbus.core.concurrent.BlockingExecutor;
            import io.opdbus.core.concurrent.DaemonTimers;
            import io.opdbus.core.discovery.Plugins;
            import io.opdbus.core.tool.ToolRegistry;
            import io.opdbus.core.tool.TrackedToolExecutor;
            import java.time.Duration;
            import java.util.Map;
            public class Main {
                public static void main(String[] args) {
                    Plugins found = args.length > 0
                            ? Plugins.discover(ModuleLayer.boot())
                            : Plugins.discover(Main.class.getClassLoader());
                    ToolRegistry tools = ToolRegistry.builder().addAll(found.tools()).build();
                    try (BlockingExecutor threads = BlockingExecutor.create();
                            DaemonTimers timers = new DaemonTimers();
                            TrackedToolExecutor executor =
                                    TrackedToolExecutor.builder(tools, threads, timers).build()) {
                        System.out.println(tools.names() + " " + Tool.class.getModule().isNamed() + " "
                                + executor.call("shout", Map.of("text", "hey"), Duration.ofMinutes(1)));
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void onTheClassPath() throws Exception {
        Path plugin = new PluginJar()
                .source("acme.Shout", shout())
                .service(Tool.class, "acme.Shout")
                .build(directory, "shout", PluginsTest.api());
        List<Path> path = library();
        path.add(new PluginJar().source("host.Main", HOST).build(directory, "host", path));
        path.add(plugin);
        assertThat(java("-cp", join(path), "host.Main")).isEqualTo("[shout] false HEY");
    }

    @Test
    void onTheModulePath() throws Exception {
        Path plugin = new PluginJar()
                .source("acme.Shout", shout())
                .source(
                        "module-info",
                        "module acme.shout { requires io.opdbus.api; provides io.opdbus.api.tool.Tool with acme.Shout; }")
                .build(directory, "shout", PluginsTest.api());
        List<Path> path = library();
        // the host lies on the class path: what it sees of the library need not be exported
        Path host = new PluginJar().source("host.Main", HOST).build(directory, "host", path);
        path.add(plugin);
        List<String> command = new ArrayList<>(List.of("-p", join(path)));
        command.addAll(List.of("--add-modules", "io.opdbus.core,acme.shout"));
        for (String hidden : List.of("concurrent", "discovery", "tool")) {
            command.addAll(List.of("--add-exports", "io.opdbus.core/io.opdbus.core." + hidden + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("-cp", host.toString(), "host.Main"));
        assertThat(java(command.toArray(String[]::new))).isEqualTo("[shout] true HEY");
        command.add("by layer");
        assertThat(java(command.toArray(String[]::new))).isEqualTo("[shout] true HEY");
    }

    private static String shout() {
        return PluginsTest.toolSource("acme", "Shout", "shout", "call.arguments().string(\"text\").toUpperCase()");
    }

    /** What a host has on its path: this library and what it depends on. */
    private static List<Path> library() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> TESTING.stream().noneMatch(entry::contains))
                .map(Path::of)
                .filter(Files::exists)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String join(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(100, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text.lines().reduce((first, second) -> second).orElse("");
    }
}
