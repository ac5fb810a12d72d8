package io.opdbus.core.plan;

import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.RollbackScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plans for tests of what runs them, put together without a definition. The steps of a unit are called {@code t1, t2, …} and
 * {@code a1, a2, …}; times are milliseconds.
 */
public final class TestPlan {

    private static final Tool TOOL = Tool.builder("tool").handler(call -> null);

    private final List<Unit> units = new ArrayList<>();
    private final List<Unit> last = new ArrayList<>();
    private RollbackScope scope = RollbackScope.PHASE;
    private int maxParallel = Integer.MAX_VALUE;
    private long timeout = Limits.NONE;

    /** A unit to be. */
    public static final class Unit {
        private final String id;
        private final List<Step> tools = new ArrayList<>();
        private final List<Step> agents = new ArrayList<>();
        private final List<Step> rollback = new ArrayList<>();
        private List<String> dependsOn = List.of();
        private boolean exclusive = true;
        private boolean tolerant;
        private boolean conditional;
        private long timeout = Limits.NONE;
        private Coordination coordination = Coordination.SEQUENTIAL;

        private Unit(String id) {
            this.id = id;
        }

        public Unit after(String... ids) {
            dependsOn = List.of(ids);
            return this;
        }

        public Unit parallel() {
            exclusive = false;
            return this;
        }

        public Unit continueOnFailure() {
            tolerant = true;
            return this;
        }

        public Unit conditional() {
            conditional = true;
            return this;
        }

        public Unit timeout(long millis) {
            timeout = millis * 1000;
            return this;
        }

        public Unit coordination(Coordination how) {
            coordination = how;
            return this;
        }

        public Unit tool() {
            return tool(step -> {});
        }

        public Unit tool(Consumer<Step> describe) {
            return add(tools, describe);
        }

        public Unit agent() {
            return agent(step -> {});
        }

        public Unit agent(Consumer<Step> describe) {
            return add(agents, describe);
        }

        public Unit rollback() {
            return rollback(step -> {});
        }

        public Unit rollback(Consumer<Step> describe) {
            return add(rollback, describe);
        }

        private Unit add(List<Step> steps, Consumer<Step> describe) {
            Step step = new Step();
            describe.accept(step);
            steps.add(step);
            return this;
        }
    }

    /** A step to be. */
    public static final class Step {
        private final List<Step> rollback = new ArrayList<>();
        private RetryPolicy retry = RetryPolicy.NONE;
        private long timeout = Limits.NONE;
        private long idle = Limits.NONE;
        private boolean repeatable;
        private boolean readOnly;
        private boolean conditional;
        private int index;

        public Step retry(RetryPolicy policy) {
            retry = policy;
            return this;
        }

        public Step timeout(long millis) {
            timeout = millis * 1000;
            return this;
        }

        public Step idle(long millis) {
            idle = millis * 1000;
            return this;
        }

        public Step repeatable() {
            repeatable = true;
            return this;
        }

        public Step readOnly() {
            readOnly = true;
            return this;
        }

        public Step conditional() {
            conditional = true;
            return this;
        }

        public Step rollback() {
            return rollback(step -> {});
        }

        public Step rollback(Consumer<Step> describe) {
            Step step = new Step();
            describe.accept(step);
            rollback.add(step);
            return this;
        }
    }

    public TestPlan completed() {
        scope = RollbackScope.COMPLETED;
        return this;
    }

    public TestPlan timeout(long millis) {
        timeout = millis * 1000;
        return this;
    }

    public TestPlan maxParallel(int units) {
        maxParallel = units;
        return this;
    }

    public TestPlan unit(String id, Consumer<Unit> describe) {
        return add(units, id, describe);
    }

    public TestPlan finallyUnit(String id, Consumer<Unit> describe) {
        return add(last, id, describe);
    }

    private TestPlan add(List<Unit> list, String id, Consumer<Unit> describe) {
        Unit unit = new Unit(id);
        describe.accept(unit);
        list.add(unit);
        return this;
    }

    public Plan build() {
        Plan.Builder plan = new Plan.Builder("workstack", "test", Templates.NO_ARGUMENTS);
        List<Unit> all = new ArrayList<>(units);
        all.addAll(last);
        Map<String, Integer> numbers = new HashMap<>();
        int next = 0;
        for (int i = 0; i < all.size(); i++) {
            numbers.put(all.get(i).id, i);
            for (List<Step> steps : List.of(all.get(i).tools, all.get(i).agents)) {
                for (Step step : steps) {
                    step.index = next++;
                }
            }
        }
        plan.forwardSteps = next;
        for (Unit unit : all) {
            for (List<Step> steps : List.of(unit.tools, unit.agents)) {
                for (Step step : steps) {
                    for (Step undo : step.rollback) {
                        undo.index = next++;
                    }
                }
            }
            for (Step undo : unit.rollback) {
                undo.index = next++;
            }
        }
        PlanStep[] planned = new PlanStep[next];
        for (int i = 0; i < all.size(); i++) {
            Unit unit = all.get(i);
            int first = unit.tools.isEmpty()
                    ? unit.agents.isEmpty() ? 0 : unit.agents.get(0).index
                    : unit.tools.get(0).index;
            plan.units.add(new PlanUnit(
                    i,
                    unit.id,
                    unit.exclusive,
                    i >= units.size(),
                    unit.tolerant,
                    unit.timeout,
                    unit.dependsOn.stream().mapToInt(numbers::get).sorted().toArray(),
                    first,
                    first + unit.tools.size(),
                    first + unit.tools.size() + unit.agents.size(),
                    unit.coordination,
                    unit.conditional ? Templates.NO_ARGUMENTS : null,
                    numbers(unit.rollback)));
            plan(planned, i, "t", unit.tools, TOOL, false);
            plan(planned, i, "a", unit.agents, null, false);
            plan(planned, i, "rollback", unit.rollback, TOOL, true);
        }
        plan.steps.addAll(Arrays.asList(planned));
        plan.mainUnits = units.size();
        plan.maxParallel = maxParallel;
        plan.rollbackScope = scope;
        plan.timeoutMicros = timeout;
        return plan.build();
    }

    private static void plan(
            PlanStep[] planned, int unit, String prefix, List<Step> steps, @Nullable Tool tool, boolean undo) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            planned[step.index] = new PlanStep(
                    step.index,
                    unit,
                    prefix + (i + 1),
                    undo,
                    tool,
                    tool == null ? "agent" : "",
                    tool == null ? "work" : "",
                    null,
                    Templates.NO_ARGUMENTS,
                    List.of(),
                    false,
                    -1,
                    step.conditional ? Templates.NO_ARGUMENTS : null,
                    step.retry,
                    step.timeout,
                    step.idle,
                    step.repeatable,
                    step.readOnly,
                    List.of(),
                    numbers(step.rollback));
            plan(planned, unit, prefix + (i + 1) + "/undo", step.rollback, TOOL, true);
        }
    }

    private static int[] numbers(List<Step> steps) {
        return steps.stream().mapToInt(step -> step.index).toArray();
    }

    /** The number of the step {@code unit/step}; a step's rollback is {@code unit/step/undo1}, a unit's {@code unit/rollback1}. */
    public static int step(Plan plan, String name) {
        for (int step = 0; step < plan.stepCount(); step++) {
            if (name(plan, step).equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name);
    }

    /** What {@link #step} knows a step by. */
    public static String name(Plan plan, int step) {
        return plan.unit(plan.step(step).unit()).id() + "/" + plan.step(step).id();
    }
}
