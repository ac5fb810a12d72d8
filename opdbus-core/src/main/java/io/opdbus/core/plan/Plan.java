package io.opdbus.core.plan;

import io.opdbus.api.workstack.RollbackScope;
import io.opdbus.core.expression.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is executed: units and steps by number, all checked. Immutable, shared by all runs of a definition.
 *
 * <p>The units are the phases in file order, then the {@code finally} phases. The steps of a unit are numbered together; the
 * steps that undo come after all forward ones. Values live in numbered slots: inputs, variables and {@code store_as}
 * names, and one slot each for {@code phases} and {@code run}.
 */
public final class Plan {

    /** How many units of a run may be under way at once where the definition sets no lower limit (R19). */
    public static final int MAX_PARALLEL = 1_024;

    private final String kind;
    private final String id;
    private final Map<String, @Nullable Object> definition;
    private final PlanUnit[] units;
    private final int mainUnits;
    private final PlanStep[] steps;
    private final int forwardSteps;
    private final int maxParallel;
    private final RollbackScope rollbackScope;
    private final long timeoutMicros;
    private final List<String> slots;
    private final int phasesSlot;
    private final int runSlot;
    private final List<PlanInput> inputs;
    private final List<PlanVariable> variables;
    private final Template outputs;
    private final List<ResolvedStep> resolved;
    private final Map<String, String> operations;
    private @Nullable Map<String, Integer> unitIndexes;
    private final List<String> skills;

    private Plan(Builder builder) {
        this.kind = builder.kind;
        this.id = builder.id;
        this.definition = builder.definition;
        this.units = builder.units.toArray(PlanUnit[]::new);
        this.mainUnits = builder.mainUnits;
        this.steps = builder.steps.toArray(PlanStep[]::new);
        this.forwardSteps = builder.forwardSteps;
        this.maxParallel = builder.maxParallel;
        this.rollbackScope = builder.rollbackScope;
        this.timeoutMicros = builder.timeoutMicros;
        this.slots = List.copyOf(builder.slots);
        this.phasesSlot = builder.phasesSlot;
        this.runSlot = builder.runSlot;
        this.inputs = List.copyOf(builder.inputs);
        this.variables = List.copyOf(builder.variables);
        this.outputs = builder.outputs;
        this.resolved = List.copyOf(builder.resolved);
        link(units);
        Map<String, String> resolvedOperations = new LinkedHashMap<>();
        Set<String> activeSkills = new LinkedHashSet<>();
        for (PlanStep step : steps) {
            if (step.tool() == null) {
                resolvedOperations.put(
                        units[step.unit()].id() + "/" + step.id() + (step.undo() ? "/undo" : ""), step.operation());
            }
            step.skills()
                    .forEach(skill -> activeSkills.add(skill.name() + "@" + skill.version() + " " + skill.sha256()));
        }
        this.operations = Collections.unmodifiableMap(resolvedOperations);
        this.skills = List.copyOf(activeSkills);
    }

    private static void link(PlanUnit[] units) {
        int[] counts = new int[units.length];
        for (PlanUnit unit : units) {
            for (int dependency : unit.dependsOn()) {
                counts[dependency]++;
            }
        }
        int[][] dependents = new int[units.length][];
        for (int unit = 0; unit < units.length; unit++) {
            dependents[unit] = new int[counts[unit]];
        }
        int[] filled = new int[units.length];
        for (PlanUnit unit : units) {
            for (int dependency : unit.dependsOn()) {
                dependents[dependency][filled[dependency]++] = unit.index();
            }
        }
        for (PlanUnit unit : units) {
            unit.dependents(dependents[unit.index()]);
        }
    }

    /** What was compiled: {@code workstack}, {@code tool}, {@code agent}, {@code skill} or {@code coordinate}. */
    public String kind() {
        return kind;
    }

    /** The id of what was compiled. */
    public String id() {
        return id;
    }

    /** The definition as a value tree. */
    public Map<String, @Nullable Object> definition() {
        return definition;
    }

    /** How many units there are. */
    public int unitCount() {
        return units.length;
    }

    /** How many of them come before the {@code finally} ones. */
    public int mainUnits() {
        return mainUnits;
    }

    /** A unit by number. */
    public PlanUnit unit(int index) {
        return units[index];
    }

    /**
     * The number of a unit.
     *
     * @param unit the unit's id
     * @return its number, or -1 if there is no unit of that id
     */
    public int unitIndex(String unit) {
        Map<String, Integer> indexes = unitIndexes;
        if (indexes == null) {
            // Made at most a few times by threads that race; each makes the same.
            indexes = new HashMap<>();
            for (PlanUnit known : units) {
                indexes.put(known.id(), known.index());
            }
            unitIndexes = Map.copyOf(indexes);
        }
        return indexes.getOrDefault(unit, -1);
    }

    /** How many steps there are, undoing ones included. */
    public int stepCount() {
        return steps.length;
    }

    /** How many steps go forward; those from this number on undo. */
    public int forwardSteps() {
        return forwardSteps;
    }

    /** A step by number. */
    public PlanStep step(int index) {
        return steps[index];
    }

    /** How many units may run at once, at most. */
    public int maxParallel() {
        return maxParallel;
    }

    /** How far a failure reaches back (R12). */
    public RollbackScope rollbackScope() {
        return rollbackScope;
    }

    /** How long a run may take by the definition, in microseconds; {@link Long#MAX_VALUE} for no limit. */
    public long timeoutMicros() {
        return timeoutMicros;
    }

    /** The names of the value slots. */
    public List<String> slots() {
        return slots;
    }

    /** The slot of {@code phases}. */
    public int phasesSlot() {
        return phasesSlot;
    }

    /** The slot of {@code run}. */
    public int runSlot() {
        return runSlot;
    }

    /** The inputs. */
    public List<PlanInput> inputs() {
        return inputs;
    }

    /** The variables, each after those that it refers to. */
    public List<PlanVariable> variables() {
        return variables;
    }

    /** What a run gives: a template of a map. */
    public Template outputs() {
        return outputs;
    }

    /** What R6 and R7 resolved, for people. */
    public List<ResolvedStep> resolved() {
        return resolved;
    }

    /** The operations that R6 resolved, by {@code unit/step}. */
    public Map<String, String> operations() {
        return operations;
    }

    /** Name, version and SHA-256 of each skill that a run may activate. */
    public List<String> skills() {
        return skills;
    }

    /** Collects the parts of a plan. */
    static final class Builder {
        final String kind;
        final String id;
        final Template outputs;
        final List<PlanUnit> units = new ArrayList<>();
        final List<PlanStep> steps = new ArrayList<>();
        final List<String> slots = new ArrayList<>();
        final List<PlanInput> inputs = new ArrayList<>();
        final List<PlanVariable> variables = new ArrayList<>();
        final List<ResolvedStep> resolved = new ArrayList<>();
        Map<String, @Nullable Object> definition = Map.of();
        int mainUnits;
        int forwardSteps;
        int maxParallel = MAX_PARALLEL;
        RollbackScope rollbackScope = RollbackScope.PHASE;
        long timeoutMicros = Long.MAX_VALUE;
        int phasesSlot = -1;
        int runSlot = -1;

        Builder(String kind, String id, Template outputs) {
            this.kind = kind;
            this.id = id;
            this.outputs = outputs;
        }

        Plan build() {
            return new Plan(this);
        }
    }
}
