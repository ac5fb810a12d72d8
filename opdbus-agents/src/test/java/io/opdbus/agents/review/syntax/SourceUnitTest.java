package io.opdbus.agents.review.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceUnitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "JAVA ~ Runtime.getRuntime().exec(a) ~ Runtime.getRuntime Runtime.getRuntime().exec",
                "JAVA ~ new ArrayList<>(a) ~ new ArrayList",
                "JAVA ~ int size(int a) { return 1; } ~ ",
                "JAVA ~ return size(a); ~ size",
                "KOTLIN ~ fun size(a: Int) = other(a) ~ other",
                "PYTHON ~ import subprocess as sp; sp.run(a) ~ subprocess.run",
                "PYTHON ~ from os import system as s; s(a) ~ os.system",
                "PYTHON ~ def f(a): g(a) ~ g",
                "JAVASCRIPT ~ const { exec: e } = require('node:child_process'); e(a) ~ require e",
                "JAVASCRIPT ~ require('fs').readFileSync(a) ~ require fs.readFileSync",
                "RUST ~ use std::{fs, process::Command as C}; C::new(a) ~ std.process.Command.new",
                "RUST ~ vec![a] ~ vec!",
                "GO ~ import \"os/exec\"; func f() { exec.Command(a) } ~ os/exec.Command",
                "C ~ char *gets(char *s); int f(void) { return g(a); } ~ g",
            })
    void callsAreNamedByWhatTheyWereImportedAs(Language language, String text, String expected) {
        String calls = String.join(
                " ",
                unit(language, text).calls().stream()
                        .map(call -> call.name().equals("e") ? "e" : call.resolved())
                        .toList());
        assertThat(calls).isEqualTo(expected == null ? "" : expected.trim());
    }

    @Test
    void renamedMembersOfModulesAreResolved() {
        SourceUnit unit = unit(Language.JAVASCRIPT, "const { exec: e } = require('node:child_process'); e(a)");
        assertThat(unit.calls().get(1).resolved()).isEqualTo("child_process.exec");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "JAVA ~ class A { void f() { for (int i = 0; i < n; i++) { HERE(); } } } ~ 1",
                "JAVA ~ class A { void f() { for (var x : xs) if (x) { HERE(); } } } ~ 1",
                "JAVA ~ class A { void f() { for (var x : xs) y(); HERE(); } } ~ 0",
                "JAVA ~ class A { void f() { while (x) { do { HERE(); } while (y); } } } ~ 2",
                "JAVA ~ class A { void f() { for (var x : xs) { s.submit(() -> { HERE(); }); } } } ~ 0",
                "JAVA ~ class A { void f() { xs.forEach(x -> { HERE(); }); } } ~ 1",
                "JAVA ~ class A { void f() { for (var x : HERE()) { y(); } } } ~ 0",
                "KOTLIN ~ fun f() { for (x in xs) { HERE() } } ~ 1",
                "GO ~ func f() { for _, x := range []string{\"a\"} { HERE() } } ~ 1",
                "GO ~ func f() { for { go func() { HERE() }() } } ~ 0",
                "RUST ~ fn f() { for x in xs { if let Some(y) = x { HERE(); } } } ~ 1",
                "RUST ~ impl A for B { fn f() { HERE(); } } ~ 0",
                "JAVASCRIPT ~ for (const x of xs) { HERE(); } ~ 1",
                "JAVASCRIPT ~ xs.forEach(x => HERE()) ~ 1",
                "C ~ void f(void) { for (;;) HERE(); } ~ 1",
                "C ~ void f(void) { list_for_each(p, head) { HERE(); } } ~ 1",
            })
    void loopsAroundATokenAreCounted(Language language, String text, int loops) {
        SourceUnit unit = unit(language, text);
        assertThat(unit.outline().loops(token(unit, "HERE"))).hasSize(loops);
    }

    @Test
    void pythonBlocksFollowTheirIndentation() {
        SourceUnit unit = unit(Language.PYTHON, """
                class A:
                    async def f(self, x: int = 1) -> None:
                        for y in x:
                            if y: INNER()
                        AFTER()
                OUTSIDE()
                """);
        assertThat(unit.outline().loops(token(unit, "INNER"))).hasSize(1);
        assertThat(unit.outline().loops(token(unit, "AFTER"))).isEmpty();
        assertThat(unit.outline().function(token(unit, "AFTER")))
                .hasValueSatisfying(block -> assertThat(block.async()).isTrue())
                .map(Block::name)
                .hasValue("f");
        assertThat(unit.outline().at(token(unit, "OUTSIDE"))).isEmpty();
    }

    @Test
    void functionsKnowTheirNames() {
        assertThat(names(Language.JAVA, "class A { A() {} <T> List<T> f(int x) throws E { g(); } }"))
                .containsExactly("A", "A", "f");
        assertThat(names(Language.GO, "func (r *T) Name(a int) (b, error) { x := func() { }; _ = x }"))
                .containsExactly("Name");
        assertThat(names(
                        Language.TYPESCRIPT,
                        "export const f = async (x: number): Promise<void> => { }; class B { m(): T { } }"))
                .containsExactly("f", "B", "m");
        assertThat(names(Language.CPP, "int A::size() const { return 1; } struct B { int x; };"))
                .containsExactly("size", "B");
    }

    @Test
    void valuesWrittenOutInTheSourceAreConstantThroughVariables() {
        SourceUnit unit = unit(Language.PYTHON, """
                BASE = "a"
                def f(given):
                    fixed = "x" + BASE
                    mixed = fixed + given
                    USE(fixed, mixed, given, f"{BASE}", f"{given}")
                """);
        CallSite call = unit.calls().stream()
                .filter(site -> site.name().equals("USE"))
                .findFirst()
                .orElseThrow();
        List<Boolean> constant = unit.expressions().arguments(call).stream()
                .map(unit.expressions()::isConstant)
                .toList();
        assertThat(constant).containsExactly(true, false, false, true, false);
    }

    private static List<String> names(Language language, String text) {
        return unit(language, text).outline().blocks().stream()
                .map(Block::name)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static SourceUnit unit(Language language, String text) {
        return SourceUnit.of(SourceFile.of("x", language, text));
    }

    private static int token(SourceUnit unit, String word) {
        for (int i = 0; i < unit.code().size(); i++) {
            if (unit.code().is(i, word)) {
                return i;
            }
        }
        throw new AssertionError("no " + word);
    }
}
