package io.opdbus.core.plan;

import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Phase;
import io.opdbus.core.expression.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A phase while it is compiled. */
final class UnitDraft {

    static final int[] NO_NUMBERS = {};

    final int index;
    final Phase phase;
    final boolean isFinally;
    final int position;
    final List<StepDraft> tools;
    final List<StepDraft> agents;
    final List<StepDraft> rollback;

    /** Whether it runs alone; set once it is known which phases may overlap. */
    boolean exclusive = true;

    /** The units that must have ended before, ascending. */
    int[] dependsOn = NO_NUMBERS;

    @Nullable Template condition;

    private @Nullable Map<String, StepDraft> stepsById;

    UnitDraft(int index, Phase phase, boolean isFinally, int position) {
        this.index = index;
        this.phase = phase;
        this.isFinally = isFinally;
        this.position = position;
        this.tools = drafts(phase.tools().size());
        this.agents = drafts(phase.agents().size());
        this.rollback = drafts(phase.rollback().size());
    }

    private static List<StepDraft> drafts(int size) {
        return size == 0 ? List.of() : new ArrayList<>(size);
    }

    String id() {
        return phase.id();
    }

    /** The JSON Pointer of the phase. */
    String pointer() {
        return (isFinally ? "/finally/" : "/phases/") + position;
    }

    /** Its forward steps by id; asked when all of them have one. */
    Map<String, StepDraft> stepsById() {
        if (stepsById == null) {
            stepsById = new LinkedHashMap<>();
            for (StepDraft step : Outline.steps(this)) {
                stepsById.putIfAbsent(step.id, step);
            }
        }
        return stepsById;
    }

    /** Whether its agents run at the same time as each other. */
    boolean agentsOverlap() {
        Coordination how = phase.coordination();
        return agents.size() > 1 && (how == Coordination.PARALLEL || how == Coordination.RACE);
    }

    boolean isRace() {
        return agents.size() > 1 && phase.coordination() == Coordination.RACE;
    }

    /** Why it may have no results although what depends on it runs; empty where it surely has. */
    String whyUncertain() {
        if (phase.condition().isPresent()) {
            return "phase '" + id() + "' is skipped where its condition is false";
        }
        return phase.continueOnFailure() ? "phase '" + id() + "' may fail (continue_on_failure)" : "";
    }

    @Override
    public String toString() {
        return "phase '" + id() + "'";
    }
}
