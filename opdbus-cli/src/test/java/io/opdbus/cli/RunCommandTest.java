package io.opdbus.cli;

import static io.opdbus.cli.Cli.opdbus;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.core.source.Format;
import io.opdbus.core.source.SourceDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    private static final String TYPES = """
            workstack: types
            inputs:
              text: {type: string, default: none}
              whole: {type: integer, default: 0}
              number: {type: number, default: 0}
              flag: {type: boolean, default: false}
              items: {type: array, default: []}
              map: {type: object, default: {}}
              any: {default: none}
              token: {type: string, secret: true, required: false}
            phases:
              - id: echo
                tools:
                  - tool: test_echo
                    args:
                      value: ["${text}", "${whole}", "${number}", "${flag}", "${items}", "${map}", "${any}"]
                    store_as: all
            outputs:
              all: ${all}
            """;

    private static final String FAILS = """
            workstack: fails
            rollback_scope: completed
            phases:
              - id: first
                tools:
                  - tool: test_echo
                    args: {value: 1}
                    rollback:
                      - tool: test_echo
                        args: {value: 2}
              - id: second
                depends_on: [first]
                tools:
                  - tool: test_fail
                    args: {message: no luck}
              - id: third
                depends_on: [second]
                tools:
                  - tool: test_echo
                    args: {value: 3}
            """;

    @TempDir
    Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void inputsTakeTheirDeclaredTypes() throws Exception {
        Cli.Outcome outcome = opdbus(
                "run",
                file("types.yaml", TYPES),
                "--json",
                "--input=text=5",
                "--input=whole=12345678901234567890",
                "--input=number=1.5",
                "--input=flag=true",
                "--input=items=[1, \"a\"]",
                "--input=map={\"a\": null}",
                "--input=any:={\"b\": [true]}");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        Map<?, ?> outputs = (Map<?, ?>) outcome.json().get("outputs");
        assertThat(String.valueOf(outputs.get("all")))
                .isEqualTo("[5, 12345678901234567890, 1.5, true, [1, a], {a=null}, {b=[true]}]");
        assertThat(((List<?>) outputs.get("all")).get(0)).isEqualTo("5");
    }

    @Test
    void inputsComeFromAFileTooAndTheCommandLineWins() throws Exception {
        String inputs = file("inputs.yaml", "text: from file\nwhole: 7\n");

        Cli.Outcome outcome =
                opdbus("run", file("types.yaml", TYPES), "--inputs", inputs, "-i", "whole=8", "--progress", "none");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("- from file\n- 8\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void wrongInputsAreToldTogetherAndSecretsAreNot() throws Exception {
        Cli.Outcome outcome = opdbus(
                "run",
                file("types.yaml", TYPES),
                "-i",
                "whole=many",
                "-i",
                "flag=yes",
                "-i",
                "token:=s3cret",
                "-i",
                "odd");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("--input whole: error: 'many' is no whole number")
                .contains("--input flag: error: 'yes' is no boolean")
                .contains("--input token: error: the value after := is not JSON")
                .contains("'odd' is not NAME=VALUE")
                .contains("4 errors; nothing has run")
                .doesNotContain("s3cret");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void unknownAndMissingInputsAreRefused() throws Exception {
        String file = file("needs.yaml", """
                workstack: needs
                inputs: {version: {type: string, required: true}}
                phases:
                  - id: echo
                    tools:
                      - {tool: test_echo, args: {value: "${version}"}}
                """);

        Cli.Outcome outcome = opdbus("run", file, "-i", "versoin=1", "--json");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("did you mean 'version'?").contains("'version' is missing");
        assertThat(outcome.json().get("run_id")).isNull();
        assertThat(((Map<?, ?>) outcome.json().get("error")).get("code")).isEqualTo("INVALID_INPUT");
    }

    @Test
    void aFailureIsToldWithItsRollbackAndItsChain() throws Exception {
        Cli.Outcome outcome = opdbus("run", file("fails.yaml", FAILS), "--explain");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("running    first\n")
                .contains("succeeded  first")
                .contains("failed     second")
                .contains("workstack 'fails' failed after")
                .contains("no luck")
                .contains("rolled back: 1 undone")
                .doesNotContain("\tat ");
        assertThat(outcome.out()).contains("second").contains("no luck");
    }

    @Test
    void theDocumentHasThePublishedShape() throws Exception {
        Cli.Outcome outcome = opdbus("run", file("fails.yaml", FAILS), "--json");

        Map<?, ?> document = outcome.json();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(new ArrayList<Object>(document.keySet()))
                .containsExactly("run_id", "kind", "id", "status", "outputs", "units", "rollback", "error");
        assertThat(document.get("kind")).isEqualTo("workstack");
        assertThat(document.get("id")).isEqualTo("fails");
        assertThat(document.get("status")).isEqualTo("FAILED");
        List<?> units = (List<?>) document.get("units");
        assertThat(units).hasSize(3);
        Map<?, ?> first = (Map<?, ?>) units.get(0);
        assertThat(new ArrayList<Object>(first.keySet()))
                .containsExactly("id", "status", "reason", "attempts", "started_at", "duration_ms", "results");
        assertThat(Instant.parse(String.valueOf(first.get("started_at")))).isNotNull();
        assertThat(first.get("results")).isEqualTo(Map.of("test_echo", 1L));
        Map<?, ?> third = (Map<?, ?>) units.get(2);
        assertThat(third.get("started_at")).isNull();
        assertThat(third.get("attempts")).isEqualTo(0L);
        List<?> rollback = (List<?>) document.get("rollback");
        assertThat(rollback).anySatisfy(entry -> {
            Map<?, ?> step = (Map<?, ?>) entry;
            assertThat(new ArrayList<Object>(step.keySet())).containsExactly("unit", "step", "outcome", "error");
            assertThat(step.get("unit")).isEqualTo("first");
            assertThat(step.get("outcome")).isEqualTo("UNDONE");
        });
        Map<?, ?> error = (Map<?, ?>) document.get("error");
        assertThat(new ArrayList<Object>(error.keySet())).containsExactly("code", "message");
        assertThat(error.get("code")).isEqualTo("TOOL_FAILED");
    }

    @Test
    void everyEventIsALineOfJson() throws Exception {
        Cli.Outcome outcome = opdbus("run", file("fails.yaml", FAILS), "--events");

        List<Map<?, ?>> events = outcome.out()
                .lines()
                .<Map<?, ?>>map(line -> (Map<?, ?>)
                        SourceDocument.parse("line", line, Format.JSON).root())
                .toList();
        assertThat(events.get(0).get("event")).isEqualTo("run_started");
        assertThat(events.get(events.size() - 1).get("event")).isEqualTo("run_ended");
        assertThat(events)
                .allSatisfy(event -> assertThat(Instant.parse(String.valueOf(event.get("at"))))
                        .isNotNull())
                .anySatisfy(event -> {
                    assertThat(event.get("event")).isEqualTo("unit_ended");
                    assertThat(event.get("duration_ms")).isInstanceOf(Long.class);
                })
                .anySatisfy(event -> {
                    assertThat(event.get("event")).isEqualTo("step_rolled_back");
                    assertThat(String.valueOf(event.get("step"))).contains("outcome=UNDONE");
                });
    }

    @Test
    void aRunThatTakesTooLongEndsWithThree() throws Exception {
        String file = file("slow.yaml", """
                workstack: slow
                inputs: {port: {type: integer, required: true}}
                phases:
                  - {id: hold, tools: [{tool: test_hold, args: {port: "${port}"}}]}
                """);

        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli.Outcome outcome =
                    opdbus("run", file, "-i", "port=" + server.getLocalPort(), "--timeout", "300ms", "--json");

            assertThat(outcome.status()).as(outcome.err()).isEqualTo(3);
            assertThat(outcome.err()).contains("workstack 'slow' timed out after");
            assertThat(outcome.json().get("status")).isEqualTo("TIMED_OUT");
        }
    }

    @Test
    void brokenDefinitionsAreRefusedWithTheirPositions() throws Exception {
        String file = file("bad.yaml", "workstack: bad\nphases:\n  - id: one\n    tols: []\n");

        Cli.Outcome outcome = opdbus("run", file);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains(file + ":4:5: error: ").contains("tools");
    }

    @Test
    void namesThatAreNotThereAreAnsweredWithTheNearest() throws Exception {
        file("types.yaml", TYPES);

        Cli.Outcome outcome = opdbus("run", "typse", "--definitions", directory.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("did you mean 'types'?");
        assertThat(opdbus("run", "no/such.yaml").err()).contains("no/such.yaml: error: there is no such file");
    }

    @Test
    void aBrokenFileIsInTheWayOnlyOfItsOwnId() throws Exception {
        file("types.yaml", TYPES);
        file("fails.yaml", "workstack: fails\nphases: 5\n");

        assertThat(opdbus("run", "types", "--definitions", directory.toString()).status())
                .isZero();
        assertThat(opdbus("run", "fails", "--definitions", directory.toString()).status())
                .isEqualTo(2);
    }

    @Test
    void theDryRunShowsOperationsAndArgumentsAndCallsNothing() throws Exception {
        String file = file("dry.yaml", """
                workstack: dry
                inputs:
                  name: {type: string, required: true}
                  token: {type: string, secret: true, required: true}
                phases:
                  - id: note
                    tools:
                      - tool: test_note
                        args: {file: "%s", text: "${name}"}
                  - id: greet
                    depends_on: [note]
                    agents: [test_greeter]
                """.formatted(
                        directory.resolve("never.txt").toString().replace("\\", "/")));

        Cli.Outcome outcome = opdbus("run", file, "--dry-run", "-i", "name=you", "-i", "token=s3cret");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("1. note")
                .contains("text = \"${name}\"")
                .contains("2. greet, after note")
                .contains("test_greeter.greet (")
                .contains("name from input name")
                .doesNotContain("s3cret");
        assertThat(directory.resolve("never.txt")).doesNotExist();
        assertThat(opdbus("run", file, "--dry-run").status()).isEqualTo(2);
    }
}
