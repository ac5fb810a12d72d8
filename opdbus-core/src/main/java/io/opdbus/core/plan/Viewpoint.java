package io.opdbus.core.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where a template stands: what it may refer to follows from it (R5).
 *
 * @param kind what the template is
 * @param unit the unit that it belongs to; null for variables and outputs
 * @param step the step that it belongs to; null for a unit's condition, variables and outputs
 */
record Viewpoint(
        Kind kind, @Nullable UnitDraft unit, @Nullable StepDraft step) {

    enum Kind {
        VARIABLE,
        CONDITION,
        STEP,
        UNDO,
        OUTPUT
    }

    static final Viewpoint VARIABLES = new Viewpoint(Kind.VARIABLE, null, null);
    static final Viewpoint OUTPUTS = new Viewpoint(Kind.OUTPUT, null, null);

    static Viewpoint condition(UnitDraft unit) {
        return new Viewpoint(Kind.CONDITION, unit, null);
    }

    static Viewpoint step(StepDraft step) {
        return new Viewpoint(step.undo ? Kind.UNDO : Kind.STEP, step.unit, step);
    }
}
