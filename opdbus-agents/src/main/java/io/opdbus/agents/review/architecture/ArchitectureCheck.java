package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.BlockKind;
import io.opdbus.agents.review.syntax.Import;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers modules and their dependencies file by file, and judges them at the end. */
public final class ArchitectureCheck implements Check {
    private static final int LARGE_FILE = 1_000;
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^//(?:go:build|\\s\\+build) ignore\\b");
    private static final Pattern GO_MODULE = Pattern.compile("(?m)^module\\s+(\\S+)");

    private final List<SourceFacts> files = new ArrayList<>();
    private final Map<String, String> goModules = new TreeMap<>();
    private final Map<String, String> strings = new HashMap<>();
    private final NestingCheck nesting = new NestingCheck();
    private ArchitectureFacts facts = new ArchitectureFacts(List.of(), 0, List.of(), List.of(), 0, List.of(), 0, 0, "");

    @Override
    public List<Rule> rules() {
        return List.of(
                ArchitectureRules.CYCLE,
                ArchitectureRules.GOD_FILE,
                ArchitectureRules.NESTING,
                ArchitectureRules.HUB,
                ArchitectureRules.UNTESTED);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE || file.language() == Language.GO_MODULE;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        SourceFile file = unit.file();
        if (unit.language() == Language.GO_MODULE) {
            Matcher module = GO_MODULE.matcher(file.text());
            if (module.find()) {
                goModules.put(module.group(1), file.directory());
            }
            return;
        }
        int lines = codeLines(unit);
        files.add(new SourceFacts(
                file.path(), file.language(), packageName(unit), lines, file.test(), ownTests(unit), imports(unit)));
        if (lines > LARGE_FILE) {
            reporter.line(ArchitectureRules.GOD_FILE, unit, 1, lines + " lines of code");
        }
        nesting.inspect(unit, reporter);
    }

    @Override
    public void finish(Reporter reporter) {
        facts = new ArchitectureSummary(files, ModuleGraph.of(files, goModules), reporter).facts();
        files.clear();
        strings.clear();
    }

    /** What was found out; complete once the scan has ended. */
    public ArchitectureFacts facts() {
        return facts;
    }

    private String packageName(SourceUnit unit) {
        return switch (unit.language()) {
            case JAVA, KOTLIN -> shared(unit.packageName());
            default -> "";
        };
    }

    private List<String> imports(SourceUnit unit) {
        TreeSet<String> targets = new TreeSet<>();
        if (unit.language() == Language.GO
                && LEFT_OUT.matcher(unit.file().text()).find()) {
            return List.of();
        }
        for (Import one : unit.imports().all()) {
            if (!one.deferred() || unit.file().test()) {
                targets.add(shared(target(unit.language(), one)));
            }
        }
        return List.copyOf(targets);
    }

    private static String target(Language language, Import one) {
        if (language != Language.PYTHON) {
            return one.module();
        }
        boolean bare = one.member().isEmpty() || one.member().equals("*");
        String separator = one.module().endsWith(".") ? "" : ".";
        return bare ? one.module() : one.module() + separator + one.member();
    }

    /** One instance of each name, however many files mention it. */
    private String shared(String text) {
        return strings.computeIfAbsent(text, key -> key);
    }

    private static boolean ownTests(SourceUnit unit) {
        return unit.language() == Language.RUST && unit.file().text().contains("#[cfg(test)]");
    }

    /** Rust's tests in the file itself: the module at its end. */
    private static Span inlineTests(SourceUnit unit) {
        if (!ownTests(unit)) {
            return new Span(0, 0);
        }
        return unit.outline().blocks().stream()
                .filter(block -> block.kind() == BlockKind.TYPE && block.name().startsWith("test"))
                .map(Block::body)
                .findFirst()
                .orElse(new Span(0, 0));
    }

    private static int codeLines(SourceUnit unit) {
        int count = 0;
        int last = 0;
        Span tests = inlineTests(unit);
        for (int i = 0; i < unit.code().size(); i++) {
            int from = Math.max(unit.code().line(i), last + 1);
            int to = unit.code().lastLine(i);
            if (to >= from && (unit.file().test() || !tests.contains(i))) {
                count += to - from + 1;
                last = to;
            }
        }
        return count;
    }
}
