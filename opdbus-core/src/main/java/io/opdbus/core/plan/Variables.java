package io.opdbus.core.plan;

import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.expression.Reference;
import io.opdbus.core.expression.Template;
import io.opdbus.core.source.JsonPointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The variables of a workstack, each after those that it refers to. */
final class Variables {

    private final List<PlanVariable> ordered = new ArrayList<>();
    private final Set<String> secret = new HashSet<>();

    private Variables() {}

    static Variables compile(Workstack workstack, NameTable names, Templates templates, Report report) {
        Variables variables = new Variables();
        if (workstack.variables().isEmpty()) {
            return variables;
        }
        List<PlanVariable> all = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        workstack.variables().forEach((name, value) -> {
            NameTable.Meaning meaning = names.find(name);
            if (meaning instanceof NameTable.Variable variable) {
                numbers.put(name, all.size());
                all.add(new PlanVariable(name, variable.slot(), compile(name, value, templates)));
            }
        });
        int[][] before = all.stream()
                .map(variable -> dependencies(variable.value(), numbers))
                .toArray(int[][]::new);
        variables.sort(all, before);
        if (variables.ordered.size() < all.size()) {
            for (List<Integer> circle : Cycles.of(before)) {
                String path =
                        circle.stream().map(number -> all.get(number).name()).collect(Collectors.joining(" -> "));
                report.error(
                        report.atKey(pointer(all.get(circle.get(0)).name())),
                        "variables refer to each other in a circle: " + path);
            }
        }
        variables.ordered.forEach(variable -> variables.taint(variable, names));
        return variables;
    }

    private static Template compile(String name, @Nullable Object value, Templates templates) {
        return templates.compile(Viewpoint.VARIABLES, value, inner -> pointer(name) + inner);
    }

    private static String pointer(String name) {
        return JsonPointer.of("variables", name);
    }

    private static int[] dependencies(Template template, Map<String, Integer> numbers) {
        return template.references().stream()
                .map(Reference::root)
                .distinct()
                .filter(numbers::containsKey)
                .mapToInt(numbers::get)
                .toArray();
    }

    private void sort(List<PlanVariable> all, int[][] before) {
        List<List<Integer>> after = new ArrayList<>();
        before(all.size(), after);
        int[] open = new int[all.size()];
        ArrayDeque<Integer> ready = new ArrayDeque<>();
        for (int variable = 0; variable < all.size(); variable++) {
            open[variable] = before[variable].length;
            for (int other : before[variable]) {
                after.get(other).add(variable);
            }
            if (open[variable] == 0) {
                ready.add(variable);
            }
        }
        while (!ready.isEmpty()) {
            int variable = ready.remove();
            ordered.add(all.get(variable));
            for (int other : after.get(variable)) {
                if (--open[other] == 0) {
                    ready.add(other);
                }
            }
        }
    }

    private static void before(int size, List<List<Integer>> lists) {
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>(0));
        }
    }

    private void taint(PlanVariable variable, NameTable names) {
        for (Reference reference : variable.value().references()) {
            if (secret.contains(reference.root())
                    || names.find(reference.root()) instanceof NameTable.Declared input
                            && input.input().secret()) {
                secret.add(variable.name());
            }
        }
    }

    /** The variables in the order in which they are set. */
    List<PlanVariable> ordered() {
        return ordered;
    }

    /** Whether a secret is a part of a variable, so that it is not bound by its name alone (R7, R18). */
    boolean isSecret(String name) {
        return secret.contains(name);
    }
}
