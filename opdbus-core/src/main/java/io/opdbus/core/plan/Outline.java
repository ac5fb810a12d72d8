package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.ToolStep;
import io.opdbus.api.workstack.Workstack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The units and steps of a workstack with their ids and numbers, before anything refers to them. */
final class Outline {

    private final Report report;
    private final List<UnitDraft> units = new ArrayList<>();
    private final Map<String, UnitDraft> byId = new HashMap<>();
    private final List<StepDraft> forward = new ArrayList<>();
    private final List<StepDraft> undoing = new ArrayList<>();
    private int mainUnits;

    private Outline(Report report) {
        this.report = report;
    }

    static Outline of(Workstack workstack, Report report) {
        Outline outline = new Outline(report);
        if (!Names.isId(workstack.id())) {
            report.error(
                    "/workstack",
                    "workstack '" + workstack.id() + "' must be named with 1 to 64 letters, digits, '_' and '-'");
        }
        if (workstack.phases().isEmpty()) {
            report.error("/phases", "the workstack has no phases; give it at least one");
        }
        outline.add(workstack.phases(), false);
        outline.mainUnits = outline.units.size();
        outline.add(workstack.finallyPhases(), true);
        outline.number();
        return outline;
    }

    List<UnitDraft> units() {
        return units;
    }

    /** How many units come before the {@code finally} ones. */
    int mainUnits() {
        return mainUnits;
    }

    /** The steps that go forward, by number. */
    List<StepDraft> forward() {
        return forward;
    }

    /** The steps that undo; the first has the number after the last forward one. */
    List<StepDraft> undoing() {
        return undoing;
    }

    @Nullable UnitDraft unit(String id) {
        return byId.get(id);
    }

    Set<String> unitIds() {
        return byId.keySet();
    }

    private void add(List<Phase> phases, boolean isFinally) {
        for (int position = 0; position < phases.size(); position++) {
            UnitDraft unit = new UnitDraft(units.size(), phases.get(position), isFinally, position);
            units.add(unit);
            checkId(unit);
            addSteps(unit);
        }
    }

    private void checkId(UnitDraft unit) {
        if (!Names.isWord(unit.id())) {
            report.error(unit.pointer() + "/id", "the id of phase " + Names.wordForm(unit.id()));
        }
        UnitDraft other = byId.putIfAbsent(unit.id(), unit);
        if (other != null) {
            Location first = report.at(other.pointer() + "/id");
            report.error(
                    ErrorCode.DUPLICATE_NAME,
                    report.at(unit.pointer() + "/id"),
                    "there is another phase '" + unit.id() + "', "
                            + (first.line() > 0 ? "on line " + first.line() : "at " + other.pointer())
                            + "; rename one");
        }
    }

    private void addSteps(UnitDraft unit) {
        List<ToolStep> tools = unit.phase.tools();
        for (int i = 0; i < tools.size(); i++) {
            unit.tools.add(forward(unit, tools.get(i), i));
        }
        List<AgentStep> agents = unit.phase.agents();
        for (int i = 0; i < agents.size(); i++) {
            unit.agents.add(forward(unit, agents.get(i), i));
        }
        if (unit.tools.isEmpty() && unit.agents.isEmpty()) {
            report.error(unit.pointer(), "phase '" + unit.id() + "' does nothing; give it tools or agents");
        }
        if (unit.agents.isEmpty() && unit.phase.operation().isPresent()) {
            report.warning(
                    report.atKey(unit.pointer() + "/operation"),
                    "the operation of a phase is what its agents do, and it has none; remove it");
        }
        giveIds(unit);
        addRollback(unit, null, unit.phase.rollback(), unit.rollback);
    }

    private StepDraft forward(UnitDraft unit, Step step, int position) {
        StepDraft draft = new StepDraft(unit, step, position, false, null);
        forward.add(draft);
        addRollback(unit, draft, step.rollback(), draft.rollback);
        return draft;
    }

    private void addRollback(UnitDraft unit, @Nullable StepDraft undoes, List<Step> steps, List<StepDraft> into) {
        for (int i = 0; i < steps.size(); i++) {
            StepDraft draft = new StepDraft(unit, steps.get(i), i, true, undoes);
            into.add(draft);
            undoing.add(draft);
            checkUndo(draft);
        }
    }

    private void checkUndo(StepDraft draft) {
        Step step = draft.step;
        if (!step.rollback().isEmpty()) {
            report.error(draft.pointer() + "/rollback", "a call that undoes has no rollback of its own; remove it");
        }
        if (step.storeAs().isPresent()) {
            report.error(
                    report.atKey(draft.pointer() + "/store_as"),
                    "the result of a call that undoes cannot be stored; remove store_as");
        }
        if (draft.isConditional()) {
            report.error(
                    report.atKey(draft.pointer() + "/condition"),
                    "a call that undoes has no condition: it is made where what it undoes was done; remove it");
        }
        if (step.id().isPresent()) {
            report.warning(
                    report.atKey(draft.pointer() + "/id"),
                    "a call that undoes is told by what it undoes; remove its id");
        }
    }

    private void giveIds(UnitDraft unit) {
        Set<String> taken = new HashSet<>();
        for (StepDraft step : steps(unit)) {
            step.step.id().ifPresent(id -> {
                step.id = id;
                if (!Names.isWord(id)) {
                    report.error(step.pointer() + "/id", "the id of step " + Names.wordForm(id));
                }
                if (!taken.add(id)) {
                    report.error(
                            ErrorCode.DUPLICATE_NAME,
                            report.at(step.pointer() + "/id"),
                            "phase '" + unit.id() + "' has two steps with the id '" + id + "'");
                }
            });
        }
        List<StepDraft> unnamed = new ArrayList<>();
        steps(unit).forEach(step -> {
            if (step.id.isEmpty()) {
                unnamed.add(step);
            }
        });
        List<String> ids = defaultIds(unnamed.stream().map(Outline::calledName).toList(), taken);
        for (int i = 0; i < ids.size(); i++) {
            unnamed.get(i).id = ids.get(i);
        }
    }

    /** The ids of steps that were given none: what they call, with {@code _2} and so on where that is taken. */
    static List<String> defaultIds(List<String> called, Set<String> taken) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> ids = new ArrayList<>(called.size());
        for (String name : called) {
            String id;
            do {
                int count = counts.merge(name, 1, Integer::sum);
                id = count == 1 ? name : name + "_" + count;
            } while (!taken.add(id));
            ids.add(id);
        }
        return ids;
    }

    private static String calledName(StepDraft step) {
        return step.step instanceof ToolStep tool ? tool.tool() : agentOf(((AgentStep) step.step).agent());
    }

    /** The agent's id in {@code agent} or {@code agent.operation}. */
    static String agentOf(String agent) {
        int dot = agent.indexOf('.');
        return dot < 0 ? agent : agent.substring(0, dot);
    }

    /** The steps of a unit in the order in which they run. */
    static Iterable<StepDraft> steps(UnitDraft unit) {
        if (unit.agents.isEmpty()) {
            return unit.tools;
        }
        if (unit.tools.isEmpty()) {
            return unit.agents;
        }
        List<StepDraft> all = new ArrayList<>(unit.tools);
        all.addAll(unit.agents);
        return all;
    }

    private void number() {
        for (int i = 0; i < forward.size(); i++) {
            forward.get(i).index = i;
        }
        for (int i = 0; i < undoing.size(); i++) {
            StepDraft step = undoing.get(i);
            step.index = forward.size() + i;
            step.id = step.undoes == null ? "rollback" : step.undoes.id;
        }
    }
}
