package io.opdbus.agents.review.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.agents.review.rule.Finding;
import io.opdbus.agents.review.rule.Scan;
import io.opdbus.agents.review.rule.ScanMonitor;
import io.opdbus.agents.review.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureCheckTest {
    @TempDir
    Path root;

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void circlesOfJavaPackagesAreNamedInFull() throws IOException {
        write("src/main/java/a/A.java", "package a; import b.B; class A {}");
        write("src/main/java/b/B.java", "package b; import static c.C.x; class B {}");
        write("src/main/java/c/C.java", "package c; import a.*; class C {}");
        write("src/main/java/d/D.java", "package d; import a.A; class D {}");

        assertThat(scan().cycles()).containsExactly(List.of("a", "b", "c"));
        assertThat(titles("ARCH-CYCLE-001")).containsExactly("Modules depend on each other in a circle: a → b → c → a");
    }

    @Test
    void pythonImportsInFunctionsAndForTypesMakeNoCircle() throws IOException {
        write("pkg/__init__.py", "from .one import f");
        write("pkg/one.py", "from pkg.two import g\nfrom typing import TYPE_CHECKING\n");
        write("pkg/two.py", "def g():\n    from .one import f\n    return f\n");
        write("pkg/three.py", "if TYPE_CHECKING:\n    from .four import h\n");
        write("pkg/four.py", "from . import three\n");

        assertThat(scan().cycles()).isEmpty();

        write("pkg/two.py", "try:\n    from .one import f\nexcept ImportError:\n    f = None\n");
        assertThat(scan().cycles()).containsExactly(List.of("pkg/one.py", "pkg/two.py"));
    }

    @Test
    void relativeImportsOfScriptsAreFollowed() throws IOException {
        write("src/a.ts", "import { b } from './b';\nimport type { T } from './c';");
        write("src/b.ts", "import { a } from './a.js';");
        write("src/c.ts", "import './a';");
        write("lib/d.js", "const a = require('../src/a');");

        assertThat(scan().cycles()).containsExactly(List.of("src/a.ts", "src/b.ts"));
    }

    @Test
    void rustModulesInsideEachOtherAreNoCircleButSiblingsMayBe() throws IOException {
        write("Cargo.toml", "[package]");
        write("src/lib.rs", "mod net; mod disk;");
        write("src/net.rs", "use crate::disk::Disk; use super::X; mod tcp;");
        write("src/net/tcp.rs", "use super::Net;");
        write("src/disk.rs", "use crate::{net::tcp::Tcp, net};");

        assertThat(scan().cycles()).containsExactly(List.of("src/disk.rs", "src/net.rs"));
    }

    @Test
    void goPackagesAreFoundBelowTheirModule() throws IOException {
        write("go.mod", "module acme.io/app\n");
        write("main.go", "package main\nimport (\n\t\"fmt\"\n\tstore \"acme.io/app/internal/store\"\n)\n");
        write("internal/store/store.go", "package store\n");

        ArchitectureFacts facts = scan();
        assertThat(facts.hubs()).containsExactly("internal/store");
        assertThat(facts.mermaid()).contains("-->");
    }

    @Test
    void includesOfCAreFollowedBesideTheFileAndByName() throws IOException {
        write("src/a.c", "#include \"a.h\"\n#include \"util/b.h\"\n");
        write("src/a.h", "#include <b.h>\n");
        write("include/util/b.h", "#include \"../../src/a.h\"\n");

        assertThat(scan().cycles()).containsExactly(List.of("include/util/b.h", "src/a.h"));
    }

    @Test
    void testsAreFoundWhereTheyLieAndByWhatTheyAreCalled() throws IOException {
        String body = IntStream.range(0, 220).mapToObj(i -> "int x" + i + ";\n").reduce("", String::concat);
        write("src/main/java/a/A.java", "package a; class A {\n" + body + "}");
        write("src/test/java/a/ATest.java", "package a; class ATest {}");
        write("src/main/java/b/B.java", "package b; class B {\n" + body + "}");
        write("lib/util.py", body.replace("int ", "").replace(";", " = 1"));
        write("tests/test_util.py", "import util");
        write("go/x/x.go", "package x\n");
        write("go/x/x_test.go", "package x\n");

        ArchitectureFacts facts = scan();
        assertThat(facts.untested()).containsExactly("src/main/java/b");
        assertThat(titles("ARCH-TEST-001")).containsExactly("Directory without tests: 1 file, 222 lines");
    }

    @Test
    void largeFilesAndDeepNestingAreTold() throws IOException {
        write("big.py", "x = 1\n".repeat(1_001));
        write(
                "Deep.java",
                "class Deep { void f() { if (a) { for (;;) { while (b) { try { if (c) { if (d) { g(); } } } finally {} } } } } }");
        scan();
        assertThat(titles("ARCH-GOD-001")).containsExactly("Very large file: 1001 lines of code");
        assertThat(titles("ARCH-NEST-001")).containsExactly("Deeply nested code: 6 levels");
    }

    @Test
    void aChainOfManyThousandsOfModulesNeedsNoStack() {
        Digraph graph = new Digraph();
        int nodes = 50_000;
        IntStream.range(0, nodes).forEach(i -> graph.node("m" + i));
        IntStream.range(0, nodes - 1).forEach(i -> graph.edge(i, i + 1));
        assertThat(Cycles.of(graph)).isEmpty();
        graph.edge(nodes - 1, 0);
        assertThat(Cycles.of(graph))
                .hasSize(1)
                .first()
                .satisfies(group -> assertThat(group).hasSize(nodes));
    }

    private ArchitectureFacts scan() throws IOException {
        findings.clear();
        ArchitectureCheck check = new ArchitectureCheck();
        Scan scan = new Scan(List.of(check), findings::add);
        scan.run(SourceTree.at(root), ScanMonitor.NONE);
        assertThat(scan.problems()).isEmpty();
        return check.facts();
    }

    private List<String> titles(String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::title)
                .toList();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
