package io.opdbus.cli;

import static io.opdbus.cli.Cli.opdbus;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void usageErrorsSayWhatWasMeant() {
        assertThat(opdbus("rnu", "x")).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err()).contains("did you mean 'run'?").contains("opdbus --help");
        });
        assertThat(opdbus("run", "x", "--jsn")).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err()).contains("--json").contains("opdbus run --help");
        });
        assertThat(opdbus().status()).isEqualTo(2);
        assertThat(opdbus("run", "x", "--json", "--events").status()).isEqualTo(2);
        assertThat(opdbus("run", "x", "--timeout", "soon").err()).contains("write for example 30s");
    }

    @Test
    void helpAndVersionAreThere() {
        assertThat(opdbus("--version").out()).matches("(?s)opdbus \\d+\\..* \\(Java .*\\)\\R");
        assertThat(opdbus("--help").out()).contains("opdbus run code_review --input path=.");
        for (String command : List.of("run", "validate", "graph", "list", "call", "schema", "completion")) {
            Cli.Outcome help = opdbus(command, "--help");
            assertThat(help.status()).as(command).isZero();
            assertThat(help.out()).contains("Usage: opdbus " + command).contains("Example");
        }
    }

    @Test
    void validateTellsEveryProblemOnALineOfItsOwn() throws Exception {
        String good =
                file("good.yaml", "workstack: good\nphases:\n  - {id: a, agents: [test_greeter], args: {name: x}}\n");
        String bad = file("bad.yaml", "workstack: bad\nphases:\n  - {id: a, tools: [{tool: test_eco}]}\n  - {id: a}\n");

        Cli.Outcome outcome =
                opdbus("validate", good, bad, directory.resolve("gone.yaml").toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out().lines())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(line -> line.matches(".*\\.yaml:\\d+:\\d+: (error|warning): .*"), "is a problem's line");
        assertThat(outcome.out()).contains("bad.yaml:3:").contains("did you mean 'test_echo'?");
        assertThat(opdbus("validate", good).out()).isEmpty();
        assertThat(opdbus("validate", good, "--verbose").out()).contains("a/test_greeter: test_greeter.greet (");
    }

    @Test
    void callsGoWhereTheNameSays() {
        assertThat(opdbus("call", "test_echo", "--args", "{\"value\": \"text\"}")
                        .out())
                .isEqualTo("text\n");
        assertThat(opdbus("call", "agent_test_greeter.greet", "--args", "{\"name\": \"you\"}")
                        .out())
                .isEqualTo("Hello you\n");
        Cli.Outcome json = opdbus("call", "test_echo", "--args", "{\"value\": [1, null]}", "--json");
        assertThat(String.valueOf(json.json().get("outputs"))).isEqualTo("{result=[1, null]}");
        assertThat(opdbus("call", "test_fail", "--args", "{\"message\": \"no luck\"}"))
                .satisfies(outcome -> {
                    assertThat(outcome.status()).isEqualTo(1);
                    assertThat(outcome.err()).contains("TOOL_FAILED").contains("no luck");
                });
        assertThat(opdbus("call", "test_echp").err()).contains("did you mean 'test_echo'?");
        assertThat(opdbus("call", "test_echo").status()).isEqualTo(2);
        assertThat(opdbus("call", "test_echo", "--args", "[1]").status()).isEqualTo(2);
        assertThat(opdbus("call", "test_echo", "--args", "{").err()).contains("--args:1:2");
    }

    @Test
    void toolsStayInTheirRoots() throws Exception {
        String secret = file("outside.txt", "outside").replace("\\", "/");
        String args = "{\"path\": \"" + secret + "\"}";

        Cli.Outcome refused = opdbus("call", "file_read", "--args", args);

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("ACCESS_DENIED").contains("--allow-root");
        assertThat(opdbus("call", "file_read", "--args", args, "--allow-root", directory.toString())
                        .out())
                .isEqualTo("outside\n");
    }

    @Test
    void listsAreForPeopleAndPrograms() throws Exception {
        file("known.yaml", "workstack: known\ndescription: A known one\nphases: [{id: a, agents: [test_greeter]}]\n");

        assertThat(opdbus("list", "tools").out()).containsPattern("(?m)^test_echo +Gives what it is given\\.$");
        assertThat(opdbus("list", "agents", "--json").list()).anySatisfy(entry -> {
            Map<?, ?> agent = (Map<?, ?>) entry;
            assertThat(agent.get("id")).isEqualTo("test_greeter");
            assertThat(agent.get("description")).isEqualTo("Greets people");
            assertThat(((Map<?, ?>) ((List<?>) agent.get("operations")).get(0)).get("name"))
                    .isEqualTo("greet");
        });
        assertThat(opdbus("list", "workstacks", "--definitions", directory.toString())
                        .out())
                .containsPattern("(?m)^known +A known one$");
        assertThat(opdbus("list", "workflows", "--json").list()).isEmpty();
        assertThat(opdbus("list", "skills", "--json").status()).isZero();
        assertThat(opdbus("list", "things").err()).contains("tools");
    }

    @Test
    void graphsEscapeWhatTheyShow() throws Exception {
        String file = file("graph.yaml", """
                workstack: graph-1
                parallel_phases: [end]
                phases:
                  - {id: start, name: "A \\"quoted\\" <name> \\\\ #1;", tools: [{tool: test_echo, args: {value: 1}}]}
                  - {id: end, depends_on: [start], agents: [test_greeter.greet], args: {name: x}}
                finally:
                  - {id: tidy, tools: [{tool: test_echo, args: {value: 1}}]}
                """);

        assertThat(opdbus("graph", file).out())
                .contains("p0[\"A #34;quoted#34; #60;name#62; #92; #35;1#59; (start)<br/>test_echo\"]")
                .contains("p1([\"end<br/>test_greeter.greet<br/>parallel\"])")
                .contains("p0 --> p1")
                .contains("subgraph last [\"finally\"]");
        assertThat(opdbus("graph", file, "--format", "dot").out())
                .startsWith("digraph \"graph-1\" {")
                .contains("p0 [label=\"A \\\"quoted\\\" <name> \\\\ #1; (start)\\ntest_echo\"];")
                .contains("p0 -> p1;")
                .contains("cluster_finally");
        Map<?, ?> json = opdbus("graph", file, "--format", "json").json();
        assertThat(json.get("edges")).isEqualTo(List.of(Map.of("from", "start", "to", "end")));
        assertThat(((List<?>) json.get("phases"))
                        .stream()
                                .map(phase -> ((Map<?, ?>) phase).get("finally"))
                                .collect(Collectors.toList()))
                .isEqualTo(List.of(false, false, true));
        assertThat(opdbus("graph", file("lost.yaml", "workstack: l\nphases: [{id: a, depends_on: [b]}]\n"))
                        .status())
                .isEqualTo(2);
    }

    @Test
    void schemaAndCompletionArePrinted() {
        assertThat(opdbus("schema", "workstack").json().get("properties")).isNotNull();
        assertThat(opdbus("schema", "workflow")).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err()).contains("no workflows");
        });
        assertThat(opdbus("completion").out()).contains("complete ").contains("validate");
    }

    @Test
    void errorsHaveNoStackTraceUnlessAskedFor() throws Exception {
        assertThat(opdbus("run", "nothing").err()).doesNotContain("\tat ");
        assertThat(opdbus("run", "nothing", "--stacktrace").err()).contains("\tat ");
        assertThat(opdbus(Map.of("OPDBUS_DEBUG", "1"), "run", "nothing").err()).contains("\tat ");
    }

    @Test
    void theConfigurationIsReadFromTheFolderGiven() throws Exception {
        file("workstacks.toml", "[workstacks.off]\nenabled = false\n");
        String off = file("off.yaml", "workstack: off\nphases: [{id: a, agents: [test_greeter], args: {name: x}}]\n");

        assertThat(opdbus("run", off, "--config", directory.toString())).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err()).contains("switched off");
        });
        assertThat(opdbus(Map.of("OPDBUS_CONFIG", directory.toString()), "run", off)
                        .status())
                .isEqualTo(2);
        assertThat(opdbus("run", off).status()).isZero();
    }
}
