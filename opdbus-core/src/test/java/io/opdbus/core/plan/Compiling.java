package io.opdbus.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.Problem;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.expression.Scope;
import io.opdbus.core.source.Locator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the tests do with the compiler again and again. */
final class Compiling {

    private Compiling() {}

    static Compilation compile(Workstack workstack, PlanCatalogue catalogue) {
        return PlanCompiler.compile(workstack, Locator.withoutText("test"), catalogue, PlanSettings.NONE);
    }

    static Compilation compile(UnaryOperator<Workstack.Builder> describe) {
        return compile(describe.apply(Workstack.builder("test")).build(), Catalogue.usual());
    }

    /** The plan of a definition in which nothing is wrong, nor odd. */
    static Plan plan(UnaryOperator<Workstack.Builder> describe) {
        return plan(describe, Catalogue.usual());
    }

    static Plan plan(UnaryOperator<Workstack.Builder> describe, PlanCatalogue catalogue) {
        Compilation compilation =
                compile(describe.apply(Workstack.builder("test")).build(), catalogue);
        assertThat(compilation.problems()).isEmpty();
        return compilation.orThrow();
    }

    /** What is wrong with a definition: {@code pointer message}. */
    static List<String> problems(UnaryOperator<Workstack.Builder> describe) {
        return problems(describe, Catalogue.usual());
    }

    static List<String> problems(UnaryOperator<Workstack.Builder> describe, PlanCatalogue catalogue) {
        return texts(compile(describe.apply(Workstack.builder("test")).build(), catalogue));
    }

    static List<String> texts(Compilation compilation) {
        boolean stops = compilation.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
        assertThat(compilation.plan().isEmpty()).isEqualTo(stops);
        return compilation.problems().stream().map(Compiling::text).toList();
    }

    private static String text(Problem problem) {
        return problem.toString().replaceFirst("^test#?", "").replaceFirst(": (error: )?", " ");
    }

    /** What R6 and R7 resolved for a step. */
    static ResolvedStep resolved(Plan plan, String unit, String step) {
        return plan.resolved().stream()
                .filter(resolved ->
                        resolved.unit().equals(unit) && resolved.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    static PlanUnit unit(Plan plan, String id) {
        for (int i = 0; i < plan.unitCount(); i++) {
            if (plan.unit(i).id().equals(id)) {
                return plan.unit(i);
            }
        }
        throw new AssertionError("no unit " + id);
    }

    static PlanStep step(Plan plan, String unit, String id) {
        PlanUnit found = unit(plan, unit);
        for (int i = found.firstStep(); i < found.endStep(); i++) {
            if (plan.step(i).id().equals(id)) {
                return plan.step(i);
            }
        }
        throw new AssertionError("no step " + id);
    }

    /** A scope in which the slots of the given names have values. */
    static Scope scope(Plan plan, Map<String, ? extends @Nullable Object> values) {
        return slot -> {
            String name = plan.slots().get(slot);
            return values.containsKey(name) ? values.get(name) : Scope.MISSING;
        };
    }

    static @Nullable Object rendered(Plan plan, PlanStep step, Map<String, ? extends @Nullable Object> values) {
        return step.arguments().render(scope(plan, values), secret -> {});
    }
}
