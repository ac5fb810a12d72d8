package io.opdbus.core.plan;

import io.opdbus.core.plan.Viewpoint.Kind;

/** What can be seen from where (R5): only what is upstream, and whether it is surely there. */
final class Sights {

    private static final String NOTHING_RAN = "variables are set before the first phase starts";

    private final UnitGraph graph;

    Sights(UnitGraph graph) {
        this.graph = graph;
    }

    /** Whether the result of one step can be seen. */
    Sight result(Viewpoint from, StepDraft target) {
        if (from.unit() == target.unit) {
            return from.kind() == Kind.UNDO ? ownWhileUndoing(from, target) : own(from, target);
        }
        Sight results = results(from, target.unit);
        return results.isSure() ? ofStep(target) : results;
    }

    /** Whether the results of a unit as a whole can be seen. */
    Sight results(Viewpoint from, UnitDraft target) {
        if (from.unit() == target) {
            return from.kind() == Kind.UNDO
                    ? Sight.SURE
                    : Sight.hidden("within its phase a result is referenced by itself: phases." + target.id()
                            + ".results.<step>");
        }
        Sight status = status(from, target);
        if (!status.isSure()) {
            return status;
        }
        if (from.unit() != null && from.unit().isFinally && !target.isFinally) {
            return Sight.maybe("finally phases run however the others ended");
        }
        String why = target.whyUncertain();
        return why.isEmpty() ? Sight.SURE : Sight.maybe(why);
    }

    /** Whether the status of a unit can be seen. */
    Sight status(Viewpoint from, UnitDraft target) {
        UnitDraft unit = from.unit();
        if (unit == null) {
            if (from.kind() == Kind.VARIABLE) {
                return Sight.hidden(NOTHING_RAN);
            }
            return target.isFinally
                    ? Sight.hidden("'" + target.id() + "' is a finally phase, and outputs are made of the others")
                    : Sight.SURE;
        }
        if (unit == target) {
            return Sight.hidden("the phase has not ended yet");
        }
        if (unit.isFinally && !target.isFinally) {
            return Sight.SURE;
        }
        if (target.isFinally && !unit.isFinally) {
            return Sight.hidden("'" + target.id() + "' is a finally phase, which runs at the very end");
        }
        return graph.isUpstream(target, unit) ? Sight.SURE : Sight.hidden(notUpstream(unit, target));
    }

    private String notUpstream(UnitDraft unit, UnitDraft target) {
        String end =
                graph.isUpstream(unit, target) ? "; it runs later" : "; add '" + target.id() + "' to its depends_on";
        return "phase '" + unit.id() + "' does not depend on phase '" + target.id() + "'" + end;
    }

    private static Sight ofStep(StepDraft target) {
        if (target.isConditional()) {
            return Sight.maybe("step '" + target.id + "' is skipped where its condition is false");
        }
        return target.unit.isRace() && !target.isTool()
                ? Sight.maybe("'" + target.id + "' runs in a race that another may win")
                : Sight.SURE;
    }

    private static Sight own(Viewpoint from, StepDraft target) {
        StepDraft step = from.step();
        if (step == null) {
            return Sight.hidden("the phase's condition is looked at before its steps run");
        }
        if (step == target) {
            return Sight.hidden("it is the step's own result");
        }
        if (!step.isTool() && !target.isTool() && step.unit.agentsOverlap()) {
            return Sight.hidden("step '" + target.id + "' runs at the same time");
        }
        return target.index < step.index
                ? ofStep(target)
                : Sight.hidden("step '" + target.id + "' of the phase runs later");
    }

    private static Sight ownWhileUndoing(Viewpoint from, StepDraft target) {
        StepDraft undoing = from.step();
        StepDraft undone = undoing == null ? null : undoing.undoes;
        if (undone == target) {
            return Sight.SURE;
        }
        boolean before =
                undone != null && target.index < undone.index && (target.isTool() || !target.unit.agentsOverlap());
        return before ? ofStep(target) : Sight.maybe("the phase may have failed before step '" + target.id + "' ended");
    }
}
