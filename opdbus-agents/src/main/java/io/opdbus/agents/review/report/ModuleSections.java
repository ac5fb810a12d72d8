package io.opdbus.agents.review.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The modules: a table, the circles, what has no tests, and the picture. */
final class ModuleSections {
    private static final int ROWS = 25;

    private final Map<String, Object> architecture;

    ModuleSections(Map<String, Object> architecture) {
        this.architecture = architecture;
    }

    void write(Markdown out) {
        List<?> modules = Values.list(architecture.get("modules"));
        if (modules.isEmpty()) {
            return;
        }
        out.heading(2, "Modules");
        out.paragraph(Values.number(architecture.get("code_lines")) + " lines of code and "
                + Values.number(architecture.get("test_lines")) + " lines of tests, without comments and blank lines.");
        table(out, modules);
        named(out, "Used by most others", architecture.get("most_used"));
        cycles(out);
        named(out, "Directories without tests, the largest first", architecture.get("untested"));
        String mermaid = architecture.getOrDefault("mermaid", "").toString();
        if (!mermaid.isEmpty()) {
            out.paragraph("The modules with most ties; a number is how many files' imports go that way.");
            out.fence("mermaid", mermaid);
        }
    }

    private void table(Markdown out, List<?> modules) {
        out.row(List.of("module", "language", "files", "lines", "uses", "used by"))
                .rule(6, 2);
        for (Object each : modules.subList(0, Math.min(ROWS, modules.size()))) {
            Map<String, Object> module = Values.map(each);
            out.row(List.of(
                    Markdown.code(module.getOrDefault("name", "").toString()),
                    Markdown.escape(module.getOrDefault("language", "").toString()),
                    String.valueOf(Values.number(module.get("files"))),
                    String.valueOf(Values.number(module.get("lines"))),
                    String.valueOf(Values.number(module.get("depends_on"))),
                    String.valueOf(Values.number(module.get("used_by")))));
        }
        out.blankLine();
        long more = Math.max(0, modules.size() - ROWS) + Values.number(architecture.get("more_modules"));
        if (more > 0) {
            out.paragraph(more + " more, smaller than these.");
        }
    }

    private void cycles(Markdown out) {
        List<?> cycles = Values.list(architecture.get("cycles"));
        if (cycles.isEmpty()) {
            out.paragraph("No modules depend on each other in a circle.");
            return;
        }
        out.paragraph("Circles:");
        for (Object cycle : cycles) {
            out.item(Values.list(cycle).stream()
                    .map(name -> Markdown.code(String.valueOf(name)))
                    .collect(Collectors.joining(" → ")));
        }
        long more = Values.number(architecture.get("more_cycles"));
        if (more > 0) {
            out.item(more + " more");
        }
        out.blankLine();
    }

    private static void named(Markdown out, String title, @org.jspecify.annotations.Nullable Object names) {
        List<?> list = Values.list(names);
        if (!list.isEmpty()) {
            out.paragraph(title + ": "
                    + list.stream()
                            .map(name -> Markdown.code(String.valueOf(name)))
                            .collect(Collectors.joining(", ")) + ".");
        }
    }
}
