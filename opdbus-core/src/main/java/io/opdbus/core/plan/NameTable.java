package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Input;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the bare names of a workstack mean, and the slots of their values (R5). */
final class NameTable {

    /** What a name means. */
    sealed interface Meaning {
        /** Where its value is. */
        int slot();
    }

    /** An input that the workstack declares. */
    record Declared(int slot, Input input) implements Meaning {
        /** Whether a run may leave it without a value. */
        boolean mayBeAbsent() {
            return !input.required() && input.defaultValue().isEmpty();
        }
    }

    /** An input that nothing declares, found because it is referenced. */
    static final class Found implements Meaning {
        private final int slot;
        boolean required;

        private Found(int slot) {
            this.slot = slot;
        }

        @Override
        public int slot() {
            return slot;
        }
    }

    /** A variable. */
    record Variable(int slot) implements Meaning {}

    /** The results of steps; of several only where they are alternatives. */
    record Stored(int slot, List<StepDraft> steps) implements Meaning {

        /** Whether the agents of a race all store under the name, so that the winner's result is surely there. */
        boolean isWholeRace() {
            UnitDraft unit = steps.get(0).unit;
            return unit.isRace()
                    && steps.size() == unit.agents.size()
                    && steps.stream().allMatch(step -> step.unit == unit && !step.isTool());
        }
    }

    private static final int MAX_ALTERNATIVES = 64;

    private final Report report;
    private final boolean inputsDeclared;
    private final Map<String, Meaning> meanings = new HashMap<>();
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<String> slots = new ArrayList<>();
    final int phasesSlot;
    final int runSlot;

    NameTable(Workstack workstack, Outline outline, UnitGraph graph, Report report) {
        this.report = report;
        this.inputsDeclared = workstack.inputs().isPresent();
        workstack.inputs().orElse(Map.of()).forEach((name, input) -> {
            if (canBear("input", name, () -> report.atKey(JsonPointer.of("inputs", name)))) {
                meanings.put(name, new Declared(newSlot(name), input));
            }
        });
        workstack.variables().keySet().forEach(name -> {
            if (canBear("variable", name, () -> report.atKey(JsonPointer.of("variables", name)))) {
                meanings.put(name, new Variable(newSlot(name)));
            }
        });
        for (StepDraft step : outline.forward()) {
            step.step.storeAs().ifPresent(name -> store(name, step));
        }
        meanings.forEach((name, meaning) -> {
            if (meaning instanceof Stored stored && stored.steps().size() > 1) {
                checkAlternatives(name, stored.steps(), graph);
            }
        });
        phasesSlot = newSlot("phases");
        runSlot = newSlot("run");
    }

    /** What a name means; null where nothing defines it. */
    @Nullable Meaning find(String name) {
        Meaning meaning = meanings.get(name);
        return meaning != null ? meaning : found.get(name);
    }

    /** Whether the workstack says which inputs it has. */
    boolean inputsDeclared() {
        return inputsDeclared;
    }

    /** Takes a name that nothing defines for an input. */
    int foundInput(String name, boolean required) {
        Found input = found.computeIfAbsent(name, key -> new Found(newSlot(key)));
        input.required |= required;
        return input.slot();
    }

    Map<String, Found> found() {
        return found;
    }

    /** The names that something defines. */
    Set<String> defined() {
        return meanings.keySet();
    }

    /** The slot that takes a step's result, with or without a name. */
    int resultSlot(StepDraft step) {
        if (step.resultSlot < 0) {
            step.resultSlot = newSlot("phases." + step.unit.id() + ".results." + step.id);
        }
        return step.resultSlot;
    }

    List<String> slots() {
        return slots;
    }

    private int newSlot(String name) {
        slots.add(name);
        return slots.size() - 1;
    }

    private boolean canBear(String what, String name, Supplier<Location> location) {
        Meaning other = meanings.get(name);
        if (other != null) {
            report.error(
                    ErrorCode.DUPLICATE_NAME,
                    location.get(),
                    what + " '" + name + "' hides the " + kind(other) + " of that name; choose another name");
            return false;
        }
        Names.whyNotReferable(name).ifPresent(why -> report.error(location.get(), "the name of " + what + " " + why));
        return true;
    }

    private static String kind(Meaning meaning) {
        return meaning instanceof Variable ? "variable" : meaning instanceof Stored ? "stored result" : "input";
    }

    private void store(String name, StepDraft step) {
        if (meanings.get(name) instanceof Stored stored) {
            if (stored.steps().size() <= MAX_ALTERNATIVES) {
                stored.steps().add(step); // one more is told, and more are not looked at
            }
            step.resultSlot = stored.slot();
        } else if (canBear("stored result", name, () -> report.at(step.pointer() + "/store_as"))) {
            int slot = newSlot(name);
            meanings.put(name, new Stored(slot, new ArrayList<>(List.of(step))));
            step.resultSlot = slot;
        }
    }

    /** Tells the first two steps that may not both store under the name. */
    private void checkAlternatives(String name, List<StepDraft> steps, UnitGraph graph) {
        for (int later = 1; later < steps.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                String why = later >= MAX_ALTERNATIVES
                        ? "more than " + MAX_ALTERNATIVES + " steps do"
                        : whyNotBoth(steps.get(earlier), steps.get(later), graph);
                if (!why.isEmpty()) {
                    report.error(
                            ErrorCode.DUPLICATE_NAME,
                            report.at(steps.get(later).pointer() + "/store_as"),
                            "'" + name + "' cannot be stored here: " + why + "; choose another name");
                    return;
                }
            }
        }
    }

    private static String whyNotBoth(StepDraft a, StepDraft b, UnitGraph graph) {
        if (a.unit == b.unit) {
            return whyNotBothInUnit(a, b);
        }
        if (graph.isUnsure(a.unit) || graph.isUnsure(b.unit)) {
            return "";
        }
        if (a.unit.isFinally != b.unit.isFinally || graph.isUpstream(a.unit, b.unit)) {
            return "it would hide what phase '" + a.unit.id() + "' has stored before";
        }
        if (graph.isUpstream(b.unit, a.unit)) {
            return "phase '" + a.unit.id() + "', which runs later, stores it too";
        }
        if (!a.unit.exclusive && !b.unit.exclusive) {
            return "phase '" + a.unit.id() + "' stores it too, and may run at the same time";
        }
        return isAlternative(a) && isAlternative(b)
                ? ""
                : "phase '" + a.unit.id() + "' stores it too, and neither waits for the other";
    }

    private static String whyNotBothInUnit(StepDraft a, StepDraft b) {
        if (!a.isTool() && !b.isTool() && a.unit.agentsOverlap()) {
            return a.unit.phase.coordination() == Coordination.RACE
                    ? ""
                    : "step '" + a.id + "' stores it too, and runs at the same time";
        }
        return a.isConditional() && b.isConditional()
                ? ""
                : "it would hide what step '" + a.id + "' of the phase has stored before";
    }

    private static boolean isAlternative(StepDraft step) {
        return step.isConditional() || step.unit.phase.condition().isPresent();
    }
}
