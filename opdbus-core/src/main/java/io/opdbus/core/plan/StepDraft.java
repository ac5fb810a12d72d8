package io.opdbus.core.plan;

import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.ToolStep;
import io.opdbus.core.expression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step while it is compiled. */
final class StepDraft {

    final UnitDraft unit;
    final Step step;
    final int position;
    final boolean undo;

    /** The step that it undoes; null for a forward step and for one that undoes its phase as a whole. */
    final @Nullable StepDraft undoes;

    final List<StepDraft> rollback;

    String id = "";

    /** Its number in the plan. */
    int index = -1;

    /** The slot that takes its result; -1 as long as nothing needs it. */
    int resultSlot = -1;

    @Nullable Callee callee;

    Template arguments = Templates.NO_ARGUMENTS;
    List<PlanStep.Binding> bindings = List.of();

    /** Where each bound value comes from, by argument. */
    Map<String, String> bound = Map.of();

    List<ActiveSkill> skills = List.of();

    @Nullable Template condition;

    StepDraft(UnitDraft unit, Step step, int position, boolean undo, @Nullable StepDraft undoes) {
        this.unit = unit;
        this.step = step;
        this.position = position;
        this.undo = undo;
        this.undoes = undoes;
        this.rollback = step.rollback().isEmpty() ? List.of() : new ArrayList<>();
    }

    boolean isTool() {
        return step instanceof ToolStep;
    }

    /** The JSON Pointer of the call. */
    String pointer() {
        String list = undo ? "/rollback/" : isTool() ? "/tools/" : "/agents/";
        return (undoes == null ? unit.pointer() : undoes.pointer()) + list + position;
    }

    /** Whether the step itself may be skipped although its unit runs. */
    boolean isConditional() {
        return step instanceof ToolStep tool && tool.condition().isPresent();
    }

    @Override
    public String toString() {
        return "step '" + id + "'";
    }
}
