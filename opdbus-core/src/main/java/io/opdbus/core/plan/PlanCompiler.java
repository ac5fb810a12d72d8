package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.workstack.ParallelPhases;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.definition.WorkstackWriter;
import io.opdbus.core.expression.Template;
import io.opdbus.core.source.JsonPointer;
import io.opdbus.core.source.Locator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles definitions to plans. Everything that can be checked before a run is checked here, and everything that is wrong
 * is found in one go (R1).
 *
 * <p>The time is proportional to the size of the definition, and nothing recurses over its graph.
 */
public final class PlanCompiler {

    private final Workstack workstack;
    private final PlanCatalogue catalogue;
    private final PlanSettings settings;
    private final Shape shape;
    private final Report report;

    /**
     * What is not the same for a workstack and for a single call.
     *
     * @param kind what is compiled, as {@link Plan#kind()} has it
     * @param id its id
     * @param definition it as a value tree; null for that of the workstack
     * @param literal whether arguments are taken as they are, without <code>${…}</code>
     */
    record Shape(String kind, String id, @Nullable Map<String, @Nullable Object> definition, boolean literal) {}

    private PlanCompiler(
            Workstack workstack, Locator locator, PlanCatalogue catalogue, PlanSettings settings, Shape shape) {
        this.workstack = workstack;
        this.catalogue = catalogue;
        this.settings = settings;
        this.shape = shape;
        this.report = new Report(locator);
    }

    /**
     * Compiles a workstack.
     *
     * @param workstack the definition
     * @param locator finds its parts in the text that it was read from
     * @param catalogue what it may name
     * @param settings what the operator says about it
     * @return the plan, or why there is none
     */
    public static Compilation compile(
            Workstack workstack, Locator locator, PlanCatalogue catalogue, PlanSettings settings) {
        Shape shape = new Shape("workstack", workstack.id(), null, false);
        return compile(workstack, locator, catalogue, settings, shape);
    }

    static Compilation compile(
            Workstack workstack, Locator locator, PlanCatalogue catalogue, PlanSettings settings, Shape shape) {
        return new PlanCompiler(workstack, locator, catalogue, settings, shape).compile();
    }

    private Compilation compile() {
        Outline outline = Outline.of(workstack, report);
        applyParallel(outline);
        UnitGraph graph = UnitGraph.of(outline, report);
        Inputs.check(workstack, report);
        Limits.check(workstack, outline, report);
        NameTable names = new NameTable(workstack, outline, graph, report);
        References references = new References(outline, names, new Sights(graph), report);
        Templates templates = new Templates(references, report);
        Variables variables = Variables.compile(workstack, names, templates, report);

        ArgumentRules rules = new ArgumentRules(report, shape.literal());
        SkillSets skills = new SkillSets(catalogue, workstack.skills(), report);
        Targets targets = new Targets(catalogue, report, !shape.literal());
        StepCompiler steps = new StepCompiler(catalogue, targets, templates, rules, skills, shape.literal());
        outline.units().forEach(steps::compile);
        Plan.Builder plan = new Plan.Builder(shape.kind(), shape.id(), outputs(templates));

        ArgumentBinding binding = new ArgumentBinding(names, references, variables, rules, report);
        outline.forward().forEach(step -> steps.bind(step, binding));
        outline.undoing().forEach(step -> steps.bind(step, binding));
        if (report.hasErrors()) {
            return new Compilation(Optional.empty(), report.sorted());
        }
        outline.forward().forEach(step -> steps.plan(step, plan));
        outline.undoing().forEach(step -> steps.plan(step, plan));
        plan.inputs.addAll(Inputs.plan(workstack, names));
        plan.variables.addAll(variables.ordered());
        plan.slots.addAll(names.slots());
        plan.phasesSlot = names.phasesSlot;
        plan.runSlot = names.runSlot;
        assemble(outline, plan);
        return new Compilation(Optional.of(plan.build()), report.sorted());
    }

    private void applyParallel(Outline outline) {
        ParallelPhases parallel = settings.parallelPhases().orElse(workstack.parallelPhases());
        List<UnitDraft> units = outline.units().subList(0, outline.mainUnits());
        if (parallel.all()) {
            units.forEach(unit -> unit.exclusive = false);
            return;
        }
        Set<String> ids = new HashSet<>(parallel.ids());
        units.forEach(unit -> unit.exclusive = !ids.contains(unit.id()));
        for (int i = 0; i < parallel.ids().size(); i++) {
            String id = parallel.ids().get(i);
            UnitDraft unit = outline.unit(id);
            String pointer = "/parallel_phases/" + i;
            Location location = settings.parallelPhases().isPresent()
                    ? settings.parallelPhasesAt().orElseGet(() -> report.at(pointer))
                    : report.at(pointer);
            if (unit == null) {
                report.unknown(
                        ErrorCode.UNKNOWN_NAME,
                        location,
                        "parallel_phases names phase '" + id + "', which workstack '" + workstack.id()
                                + "' does not have",
                        id,
                        outline.unitIds());
            } else if (unit.isFinally) {
                report.error(location, "finally phases run one at a time; remove '" + id + "' from parallel_phases");
            }
        }
    }

    private Template outputs(Templates templates) {
        if (workstack.outputs().isEmpty()) {
            return Templates.NO_ARGUMENTS;
        }
        for (String name : workstack.outputs().keySet()) {
            if (!Names.isWord(name)) {
                report.error(
                        report.atKey(JsonPointer.of("outputs", name)), "the name of output " + Names.wordForm(name));
            }
        }
        return templates.compile(Viewpoint.OUTPUTS, workstack.outputs(), inner -> "/outputs" + inner);
    }

    private void assemble(Outline outline, Plan.Builder plan) {
        Map<String, @Nullable Object> definition = shape.definition();
        plan.definition = definition != null ? definition : WorkstackWriter.write(workstack);
        plan.mainUnits = outline.mainUnits();
        plan.forwardSteps = outline.forward().size();
        plan.rollbackScope = workstack.rollbackScope();
        plan.timeoutMicros = Limits.micros(workstack.timeout().or(settings::defaultTimeout));
        int step = 0;
        for (UnitDraft unit : outline.units()) {
            int firstAgent = step + unit.tools.size();
            int end = firstAgent + unit.agents.size();
            plan.units.add(new PlanUnit(
                    unit.index,
                    unit.id(),
                    unit.exclusive,
                    unit.isFinally,
                    unit.phase.continueOnFailure(),
                    Limits.micros(unit.phase.timeout()),
                    unit.dependsOn,
                    step,
                    firstAgent,
                    end,
                    unit.phase.coordination(),
                    unit.condition,
                    StepCompiler.numbers(unit.rollback)));
            step = end;
        }
    }
}
