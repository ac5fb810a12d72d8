package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks calls against a table. */
public final class CallCheck implements Check {
    private final List<CallRule> table;
    private final Map<String, List<Entry>> byLastName = new HashMap<>();

    private record Entry(CallRule row, String pattern) {}

    /** A check of these calls. */
    public CallCheck(List<CallRule> table) {
        this.table = List.copyOf(table);
        for (CallRule row : table) {
            for (String name : row.names()) {
                String last = lastName(name);
                byLastName.computeIfAbsent(last, key -> new ArrayList<>()).add(new Entry(row, name));
            }
        }
    }

    @Override
    public List<Rule> rules() {
        return table.stream().map(CallRule::rule).distinct().toList();
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE && file.language() != Language.SHELL;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        for (CallSite call : unit.calls()) {
            inspect(unit, call, call.resolved(), reporter);
            if (!call.name().equals(call.resolved())) {
                inspect(unit, call, call.name(), reporter);
            }
        }
    }

    private void inspect(SourceUnit unit, CallSite call, String name, Reporter reporter) {
        for (Entry entry : byLastName.getOrDefault(lastName(name), List.of())) {
            if (entry.row().languages().contains(unit.language())
                    && CallRule.named(entry.pattern(), name)
                    && entry.row().test().test(unit, call)) {
                reporter.at(entry.row().rule(), unit, call.word(), call.simpleName());
            }
        }
    }

    private static String lastName(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.startsWith("new ") ? last.substring(4) : last;
    }
}
