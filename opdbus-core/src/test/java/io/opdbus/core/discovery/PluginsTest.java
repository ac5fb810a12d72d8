package io.opdbus.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.opdbus.api.agent.Agent;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.tool.ToolSource;
import io.opdbus.api.transport.Transport;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.tool.ToolRegistry;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("plug-ins are found by the service loader, in a fixed order, and a broken one is named")
class PluginsTest {

    private static final String IMPORTS = """
            package %s;
            import io.opdbus.api.agent.*;
            import io.opdbus.api.call.*;
            import io.opdbus.api.tool.*;
            import io.opdbus.api.transport.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    @TempDir
    Path directory;

    @Test
    void nothingIsFoundWhereNothingIs() {
        Plugins found = Plugins.discover(new URLClassLoader(new URL[0], PluginsTest.class.getClassLoader()));
        assertThat(found.tools()).isEmpty();
        assertThat(found.agents()).isEmpty();
    }

    @Test
    void findsToolsOfAJarThatWasBuiltElsewhere() throws Exception {
        Path jar = new PluginJar()
                .source(
                        "acme.Shout",
                        toolSource("acme", "Shout", "shout", "call.arguments().string(\"text\").toUpperCase()"))
                .service(Tool.class, "acme.Shout # the one")
                .build(directory, "shout", api());
        try (URLClassLoader loader = loader(jar)) {
            Plugins found = Plugins.discover(loader);
            assertThat(found.tools()).hasSize(1);
            Tool tool = found.tools().get(0);
            assertThat(tool.descriptor().name()).isEqualTo("shout");
            assertThat(tool.call(new ToolCall(
                            "shout", Arguments.of(Map.of("text", "hey")), CallFacts.standalone("x"), ChunkSink.NONE)))
                    .isEqualTo("HEY");
        }
    }

    @Test
    @DisplayName("higher priority first, then by class name, whatever the order of the services files")
    void theOrderIsFixed() throws Exception {
        PluginJar plugin = new PluginJar();
        plugin.source("acme.B", toolSource("acme", "B", "b", "1"));
        plugin.source("acme.A", toolSource("acme", "A", "a", "1"));
        plugin.source("acme.Late", sourceSource("Late", -1, "late"));
        plugin.source("acme.Many", sourceSource("Many", 5, "many_2", "many_1"));
        plugin.service(Tool.class, "acme.B", "acme.A");
        plugin.service(ToolSource.class, "acme.Late", "acme.Many");
        try (URLClassLoader loader = loader(plugin.build(directory, "order", api()))) {
            Plugins found = Plugins.discover(loader);
            assertThat(found.tools())
                    .extracting(tool -> tool.descriptor().name())
                    .containsExactly("many_2", "many_1", "a", "b", "late");
            assertThat(found.resources()).hasSize(2);
        }
    }

    @Test
    void findsAgentsAndTransports() throws Exception {
        PluginJar plugin = new PluginJar();
        plugin.source("acme.Ada", agentSource("Ada", "ada"));
        plugin.source("acme.Low", transportSource("Low", "low", 0));
        plugin.source("acme.High", transportSource("High", "high", 1));
        plugin.service(Agent.class, "acme.Ada");
        plugin.service(Transport.class, "acme.Low", "acme.High");
        try (URLClassLoader loader = loader(plugin.build(directory, "agents", api()))) {
            Plugins found = Plugins.discover(loader);
            assertThat(found.agents())
                    .extracting(agent -> agent.descriptor().id())
                    .containsExactly("ada");
            assertThat(found.transports()).extracting(Transport::name).containsSubsequence("high", "low");
        }
    }

    @Test
    void twoToolsOfOneNameAreAnErrorThatNamesBothClasses() throws Exception {
        PluginJar plugin = new PluginJar();
        plugin.source("acme.One", toolSource("acme", "One", "same", "1"));
        plugin.source("acme.Two", toolSource("acme", "Two", "same", "2"));
        plugin.service(Tool.class, "acme.One", "acme.Two");
        try (URLClassLoader loader = loader(plugin.build(directory, "same", api()))) {
            Plugins found = Plugins.discover(loader);
            assertThatThrownBy(() -> ToolRegistry.builder().addAll(found.tools()))
                    .hasMessageContaining("acme.One")
                    .hasMessageContaining("acme.Two")
                    .asInstanceOf(type(OpdbusException.class))
                    .extracting(OpdbusException::code)
                    .isEqualTo(ErrorCode.DUPLICATE_NAME);
        }
    }

    @Test
    void twoTransportsOfOneNameAreAnErrorThatNamesBothClasses() throws Exception {
        PluginJar plugin = new PluginJar();
        plugin.source("acme.One", transportSource("One", "same", 0));
        plugin.source("acme.Two", transportSource("Two", "same", 1));
        plugin.service(Transport.class, "acme.One", "acme.Two");
        try (URLClassLoader loader = loader(plugin.build(directory, "same", api()))) {
            assertThatThrownBy(() -> Plugins.discover(loader))
                    .hasMessageContaining("acme.One")
                    .hasMessageContaining("acme.Two");
        }
    }

    @Test
    void aConstructorThatThrowsIsNamedWithItsJar() throws Exception {
        Path jar = new PluginJar()
                .source(
                        "acme.Moody",
                        toolSource("acme", "Moody", "moody", "1")
                                .replace(
                                        "/*constructor*/",
                                        "public Moody() { throw new IllegalStateException(\"no key\"); }"))
                .service(Tool.class, "acme.Moody")
                .build(directory, "moody", api());
        assertBroken(jar, "acme.Moody", "moody.jar", "IllegalStateException: no key", "remove it");
    }

    @Test
    void aClassThatIsNotThereIsNamedWithItsServicesFile() throws Exception {
        Path jar = new PluginJar()
                .source("acme.Here", toolSource("acme", "Here", "here", "1"))
                .service(Tool.class, "acme.Here", "acme.Gone")
                .build(directory, "gone", api());
        assertBroken(
                jar, "acme.Gone", "gone.jar!/META-INF/services/io.opdbus.api.tool.Tool", "is not there", "Correct");
    }

    @Test
    void aClassThatIsNoToolIsNamed() throws Exception {
        Path jar = new PluginJar()
                .source("acme.Other", "package acme; public class Other {}")
                .service(Tool.class, "acme.Other")
                .build(directory, "other", api());
        assertBroken(jar, "acme.Other", "other.jar", "does not implement Tool");
    }

    @Test
    void aDependencyThatIsMissingIsNamed() throws Exception {
        Path jar = new PluginJar()
                .source("acme.Base", "package acme; public abstract class Base implements io.opdbus.api.tool.Tool {}")
                .source("acme.Heir", toolSource("acme", "Heir", "heir", "1").replace("implements Tool", "extends Base"))
                .leavingOut("acme.Base")
                .service(Tool.class, "acme.Heir")
                .build(directory, "heir", api());
        assertBroken(jar, "acme.Heir", "heir.jar", "acme/Base");
        Path late = new PluginJar()
                .source("acme.Helper", "package acme; public class Helper { static void help() {} }")
                .source(
                        "acme.User",
                        toolSource("acme", "User", "user", "1")
                                .replace("/*constructor*/", "public User() { Helper.help(); }"))
                .leavingOut("acme.Helper")
                .service(Tool.class, "acme.User")
                .build(directory, "user", api());
        assertBroken(late, "acme.User", "user.jar", "acme/Helper", "dependencies");
    }

    @Test
    void aSourceThatFailsIsNamedAndThoseMadeBeforeAreClosed() throws Exception {
        PluginJar plugin = new PluginJar();
        plugin.source("acme.First", sourceSource("First", 1, "first"));
        plugin.source(
                "acme.Second",
                sourceSource("Second", 0, "second")
                        .replace(
                                "List<Tool> made",
                                "if (true) throw new IllegalStateException(\"no net\"); List<Tool> made"));
        plugin.service(ToolSource.class, "acme.First", "acme.Second");
        Path jar = plugin.build(directory, "sources", api());
        System.clearProperty("acme.closed");
        try {
            assertBroken(jar, "acme.Second", "sources.jar", "no net");
            assertThat(System.getProperty("acme.closed")).contains("First").contains("Second");
        } finally {
            System.clearProperty("acme.closed");
        }
    }

    private void assertBroken(Path jar, String... parts) throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            assertThatThrownBy(() -> Plugins.discover(loader))
                    .asInstanceOf(type(OpdbusException.class))
                    .satisfies(broken -> {
                        assertThat(broken.code()).isEqualTo(Plugins.PLUGIN_FAILED);
                        assertThat(broken.getMessage()).contains(parts);
                    });
        }
    }

    private static URLClassLoader loader(Path jar) throws MalformedURLException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginsTest.class.getClassLoader());
    }

    static List<Path> api() {
        List<Path> path = new ArrayList<>();
        path.add(PluginJar.home(Tool.class));
        path.add(PluginJar.home(org.jspecify.annotations.Nullable.class));
        return path;
    }

    static String toolSource(String packageName, String className, String name, String result) {
        return IMPORTS.formatted(packageName) + """
                public class %2$s implements Tool {
                    private final Tool built = Tool.builder("%3$s")
                            .optionalParameter("text", String.class, "words").handler(call -> %4$s);
                    /*constructor*/
                    public ToolDescriptor descriptor() { return built.descriptor(); }
                    public Object call(ToolCall call) throws Exception { return built.call(call); }
                }
                """.formatted(packageName, className, name, result);
    }

    private static String sourceSource(String className, int priority, String... tools) {
        StringBuilder adding = new StringBuilder();
        for (String tool : tools) {
            adding.append("made.add(Tool.builder(\"%s\").handler(call -> 1));".formatted(tool));
        }
        return IMPORTS.formatted("acme") + """
                public class %1$s implements ToolSource, AutoCloseable {
                    public Collection<Tool> tools() {
                        List<Tool> made = new ArrayList<>();
                        %3$s
                        return made;
                    }
                    public int priority() { return %2$d; }
                    public void close() {
                        System.setProperty("acme.closed", System.getProperty("acme.closed", "") + "%1$s ");
                    }
                }
                """.formatted(className, priority, adding);
    }

    private static String agentSource(String className, String id) {
        return IMPORTS.formatted("acme") + """
                public class %1$s implements Agent {
                    public AgentDescriptor descriptor() {
                        return new AgentDescriptor("%2$s", "", List.of(), List.of(), Optional.empty());
                    }
                    public Object invoke(AgentCall call, ChunkSink output) { return 1; }
                }
                """.formatted(className, id);
    }

    private static String transportSource(String className, String name, int priority) {
        return IMPORTS.formatted("acme") + """
                public class %1$s implements Transport {
                    public String name() { return "%2$s"; }
                    public int priority() { return %3$d; }
                    public boolean accepts(AgentAddress address) { return false; }
                    public CompletionStage<AgentChannel> open(AgentAddress a, SessionSpec s, Deadline d) { return null; }
                }
                """.formatted(className, name, priority);
    }
}
