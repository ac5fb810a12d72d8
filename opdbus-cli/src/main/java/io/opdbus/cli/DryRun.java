package io.opdbus.cli;

import io.opdbus.api.run.RunRequest;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.plan.ResolvedStep;
import io.opdbus.core.source.CanonicalJson;
import io.opdbus.core.source.SourceWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows what a run would do: the order, the operations that were chosen, and the arguments. */
final class DryRun {

    private static final String MASK = "***";

    private final CliContext context;
    private final boolean json;

    DryRun(CliContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    int show(OrchestratedExecutor executor, RunRequest request, Workstack workstack) {
        Map<String, List<ResolvedStep>> resolved =
                executor.resolve(request).stream().collect(Collectors.groupingBy(ResolvedStep::unit));
        List<Map<String, @Nullable Object>> units = new ArrayList<>();
        workstack.phases().forEach(phase -> units.add(unit(workstack, phase, false, resolved)));
        workstack.finallyPhases().forEach(phase -> units.add(unit(workstack, phase, true, resolved)));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("kind", "workstack");
        document.put("id", workstack.id());
        document.put("dry_run", true);
        document.put("inputs", inputs(request, workstack));
        document.put("units", units);
        if (json) {
            context.out().print(SourceWriter.json(document));
        } else {
            print(workstack, document, units);
        }
        context.out().flush();
        return ExitStatus.SUCCEEDED;
    }

    private static Map<String, @Nullable Object> inputs(RunRequest request, Workstack workstack) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        Map<String, Input> declared = workstack.inputs().orElse(Map.of());
        declared.forEach((name, input) -> {
            if (request.inputs().containsKey(name) || input.defaultValue().isPresent()) {
                Object value = request.inputs().containsKey(name)
                        ? request.inputs().get(name)
                        : input.defaultValue().orElse(null);
                inputs.put(name, input.secret() ? MASK : value);
            }
        });
        request.inputs().forEach(inputs::putIfAbsent);
        return inputs;
    }

    private static Map<String, @Nullable Object> unit(
            Workstack workstack, Phase phase, boolean isFinally, Map<String, List<ResolvedStep>> resolved) {
        Map<String, @Nullable Object> unit = new LinkedHashMap<>();
        unit.put("id", phase.id());
        unit.put("depends_on", phase.dependsOn());
        unit.put("parallel", !isFinally && workstack.parallelPhases().includes(phase.id()));
        unit.put("finally", isFinally);
        unit.put("condition", phase.condition().orElse(null));
        List<ResolvedStep> steps = resolved.getOrDefault(phase.id(), List.of());
        List<Step> written = Stream.<Step>concat(phase.tools().stream(), phase.agents().stream())
                .toList();
        List<Object> forward = new ArrayList<>();
        List<Object> undoing = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            boolean runs = i < written.size();
            Map<String, @Nullable Object> args = new LinkedHashMap<>();
            if (runs) {
                if (i >= phase.tools().size()) {
                    args.putAll(phase.args());
                }
                args.putAll(written.get(i).args());
            }
            (runs ? forward : undoing).add(step(steps.get(i), args));
        }
        unit.put("steps", forward);
        unit.put("rollback", undoing);
        return unit;
    }

    private static Map<String, @Nullable Object> step(ResolvedStep resolved, Map<String, @Nullable Object> args) {
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        step.put("id", resolved.step());
        step.put("target", resolved.target());
        step.put("chosen_by", resolved.chosenBy().isEmpty() ? null : resolved.chosenBy());
        step.put("args", args);
        step.put("bound", new TreeMap<>(resolved.bound()));
        step.put("skills", resolved.skills());
        return step;
    }

    private void print(
            Workstack workstack, Map<String, @Nullable Object> document, List<Map<String, @Nullable Object>> units) {
        context.line("workstack '" + workstack.id() + "', dry run: nothing is called");
        if (document.get("inputs") instanceof Map<?, ?> inputs && !inputs.isEmpty()) {
            context.line("inputs");
            inputs.forEach((name, value) -> context.line("  " + name + " = " + CanonicalJson.write(value)));
        }
        int number = 0;
        for (Map<String, @Nullable Object> unit : units) {
            number++;
            List<?> before = (List<?>) unit.get("depends_on");
            context.line(number + ". " + unit.get("id")
                    + (before == null || before.isEmpty()
                            ? ""
                            : ", after " + before.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                    + (Boolean.TRUE.equals(unit.get("parallel")) ? ", parallel" : "")
                    + (Boolean.TRUE.equals(unit.get("finally")) ? ", finally" : "")
                    + (unit.get("condition") == null ? "" : ", if " + unit.get("condition")));
            steps(unit.get("steps"), "");
            steps(unit.get("rollback"), "rollback ");
        }
    }

    private void steps(@Nullable Object steps, String prefix) {
        for (Object entry : steps instanceof List<?> list ? list : List.of()) {
            if (!(entry instanceof Map<?, ?> step)) {
                continue;
            }
            context.line("   " + prefix + step.get("id") + ": " + step.get("target")
                    + (step.get("chosen_by") == null ? "" : " (" + step.get("chosen_by") + ")"));
            if (step.get("args") instanceof Map<?, ?> args) {
                args.forEach((name, value) -> context.line("     " + name + " = " + CanonicalJson.write(value)));
            }
            if (step.get("bound") instanceof Map<?, ?> bound) {
                bound.forEach((name, from) -> context.line("     " + name + " from " + from));
            }
            if (step.get("skills") instanceof List<?> skills && !skills.isEmpty()) {
                context.line(
                        "     skills: " + skills.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            }
        }
    }
}
