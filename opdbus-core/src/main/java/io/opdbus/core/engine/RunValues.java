package io.opdbus.core.engine;

import io.opdbus.api.run.StepStatus;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.value.Secret;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.core.expression.Reference;
import io.opdbus.core.expression.Scope;
import io.opdbus.core.expression.Template;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanInput;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.plan.PlanVariable;
import io.opdbus.core.run.RunMachine;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of a run: what templates see, and what the steps gave. Only touched by the run's own thread. */
final class RunValues implements Scope {

    private static final Object NO_RESULT = new Object();

    private final Plan plan;
    private final RunMachine machine;
    private final @Nullable Object[] slots;
    private final @Nullable Object[] results;
    private @Nullable Template @Nullable [] undoArguments;

    RunValues(Plan plan, RunMachine machine, @Nullable Object[] initial) {
        this.plan = plan;
        this.machine = machine;
        this.slots = initial;
        this.results = new Object[plan.forwardSteps()];
        Arrays.fill(results, NO_RESULT);
    }

    @Override
    public @Nullable Object value(int slot) {
        return slot == plan.phasesSlot() ? phases() : slots[slot];
    }

    @Override
    public String whyMissing(Reference reference) {
        return "nothing has been stored under that name in this run";
    }

    /** Takes a step's result in. */
    void store(PlanStep step, @Nullable Object value) {
        if (step.undo()) {
            return;
        }
        results[step.index()] = value;
        if (step.storeSlot() >= 0) {
            slots[step.storeSlot()] = value;
        }
    }

    boolean hasResult(int step) {
        return results[step] != NO_RESULT;
    }

    @Nullable Object result(int step) {
        return results[step] == NO_RESULT ? null : results[step];
    }

    /** Renders the arguments of a step (R4, R7). */
    Map<String, @Nullable Object> arguments(PlanStep step, Consumer<Secret> onSecret) {
        Template template = undoArguments(step);
        Map<String, @Nullable Object> written = render(template, onSecret);
        if (step.bindings().isEmpty() && !step.passAll()) {
            return written;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        if (step.passAll()) {
            all.put("inputs", inputs());
            all.put("variables", variables());
            all.put("previous", previous(step));
        }
        for (PlanStep.Binding binding : step.bindings()) {
            Object value = value(binding.slot());
            if (value != Scope.MISSING) {
                all.put(binding.argument(), value);
            }
        }
        all.putAll(written);
        return Collections.unmodifiableMap(all);
    }

    private Template undoArguments(PlanStep step) {
        Template early = undoArguments == null ? null : undoArguments[step.index()];
        return early == null ? step.arguments() : early;
    }

    /** Renders the arguments of what undoes a step as far as they are known before the step has its effect (R12). */
    void prepareUndo(int[] undoSteps) {
        for (int undoStep : undoSteps) {
            Template template = plan.step(undoStep).arguments();
            if (!template.isConstant()) {
                if (undoArguments == null) {
                    undoArguments = new Template[plan.stepCount()];
                }
                undoArguments[undoStep] = template.renderAvailable(this);
            }
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> render(Template template, Consumer<Secret> onSecret) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(template.render(this, onSecret));
    }

    private Map<String, @Nullable Object> inputs() {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        for (PlanInput input : plan.inputs()) {
            if (!input.input().secret() && slots[input.slot()] != Scope.MISSING) {
                inputs.put(input.name(), slots[input.slot()]);
            }
        }
        return Collections.unmodifiableMap(inputs);
    }

    private Map<String, @Nullable Object> variables() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        for (PlanVariable variable : plan.variables()) {
            variables.put(variable.name(), slots[variable.slot()]);
        }
        return Collections.unmodifiableMap(variables);
    }

    /** What came before: in a pipeline the result of the agent before, else the results of the phases depended on. */
    private @Nullable Object previous(PlanStep step) {
        PlanUnit unit = plan.unit(step.unit());
        if (unit.coordination() == Coordination.PIPELINE && !step.undo() && step.index() > unit.firstAgent()) {
            return result(step.index() - 1);
        }
        Map<String, @Nullable Object> previous = new LinkedHashMap<>();
        for (int dependency : unit.dependsOn()) {
            previous.put(plan.unit(dependency).id(), resultsOf(plan.unit(dependency)));
        }
        return Collections.unmodifiableMap(previous);
    }

    private Map<String, @Nullable Object> resultsOf(PlanUnit unit) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (int step = unit.firstStep(); step < unit.endStep(); step++) {
            if (machine.stepStatus(step) == StepStatus.SUCCEEDED) {
                found.put(plan.step(step).id(), results[step]);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private Object phases() {
        return new PhasesView(plan, this::phase);
    }

    private Map<String, @Nullable Object> phase(PlanUnit unit) {
        Map<String, @Nullable Object> phase = new LinkedHashMap<>();
        UnitStatus status = machine.unitStatus(unit.index());
        phase.put("status", status.name());
        phase.put("results", resultsOf(unit));
        return Collections.unmodifiableMap(phase);
    }
}
