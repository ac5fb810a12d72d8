package io.opdbus.core.plan;

import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.ToolStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the steps: first what is written in them, then what follows from the whole. */
final class StepCompiler {

    private final PlanCatalogue catalogue;
    private final Targets targets;
    private final Templates templates;
    private final ArgumentRules rules;
    private final SkillSets skills;
    private final boolean literal;
    private final Map<String, Duration> agentTimeouts = new HashMap<>();

    StepCompiler(
            PlanCatalogue catalogue,
            Targets targets,
            Templates templates,
            ArgumentRules rules,
            SkillSets skills,
            boolean literal) {
        this.catalogue = catalogue;
        this.targets = targets;
        this.templates = templates;
        this.rules = rules;
        this.skills = skills;
        this.literal = literal;
    }

    /** Finds what the steps call and compiles what is written in them. */
    void compile(UnitDraft unit) {
        unit.phase
                .condition()
                .ifPresent(text -> unit.condition =
                        templates.condition(Viewpoint.condition(unit), text, unit.pointer() + "/condition"));
        for (StepDraft step : Outline.steps(unit)) {
            compile(step);
            step.rollback.forEach(this::compile);
        }
        unit.rollback.forEach(this::compile);
        rules.checkPhase(unit);
    }

    private void compile(StepDraft step) {
        step.callee = targets.find(step);
        Map<String, @Nullable Object> written = ArgumentRules.written(step);
        Viewpoint from = Viewpoint.step(step);
        if (!written.isEmpty()) {
            step.arguments = literal
                    ? Templates.literal(written)
                    : templates.compile(from, written, inner -> ArgumentRules.pointer(step, inner));
            rules.check(step, written);
        }
        if (step.step instanceof ToolStep tool && !step.undo) {
            tool.condition()
                    .ifPresent(text -> step.condition = templates.condition(from, text, step.pointer() + "/condition"));
        }
    }

    /** Binds what is not written, and finds the skills; a result that is needed for it gets its slot then. */
    void bind(StepDraft step, ArgumentBinding binding) {
        step.skills = skills.active(step);
        if (step.callee != null) {
            step.bound = binding.bind(step, step.callee, ArgumentRules.written(step));
        }
    }

    /** Makes the step of the plan and what is told of it, where nothing is wrong with it. */
    void plan(StepDraft step, Plan.Builder plan) {
        Callee callee = step.callee;
        if (callee != null) {
            plan.steps.add(planned(step, callee));
            plan.resolved.add(new ResolvedStep(
                    step.unit.id(),
                    step.undo && step.undoes != null ? step.id + "/undo" : step.id,
                    callee.target(),
                    callee.chosenBy(),
                    step.bound,
                    names(step.skills)));
        }
    }

    private PlanStep planned(StepDraft draft, Callee callee) {
        boolean idle = draft.step.timeout().isEmpty() && callee.tool() == null;
        long usual = idle ? agentTimeout(callee.agent()) : Limits.NONE;
        return new PlanStep(
                draft.index,
                draft.unit.index,
                draft.id,
                draft.undo,
                callee.tool(),
                callee.agent(),
                callee.operation(),
                callee.described(),
                draft.arguments,
                draft.bindings,
                callee.tool() == null && !callee.signature().known(),
                draft.undo ? -1 : draft.resultSlot,
                draft.condition,
                draft.step.retry().or(() -> draft.unit.phase.retry()).orElse(RetryPolicy.NONE),
                idle && !callee.isStreaming() ? usual : Limits.micros(draft.step.timeout()),
                idle && callee.isStreaming() ? usual : Limits.NONE,
                callee.hints().repeatable(),
                callee.hints().readOnly(),
                draft.skills,
                numbers(draft.rollback));
    }

    static int[] numbers(List<StepDraft> steps) {
        if (steps.isEmpty()) {
            return UnitDraft.NO_NUMBERS;
        }
        return steps.stream().mapToInt(step -> step.index).toArray();
    }

    private long agentTimeout(String agent) {
        return Limits.micros(agentTimeouts.computeIfAbsent(agent, catalogue::agentTimeout));
    }

    private static List<String> names(List<ActiveSkill> active) {
        if (active.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(active.size());
        active.forEach(
                skill -> names.add(skill.version().isEmpty() ? skill.name() : skill.name() + "@" + skill.version()));
        return names;
    }
}
