package io.opdbus.core.run;

import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.TestPlan;
import java.time.Duration;
import java.util.Random;

/** Plans of every shape by chance: the same seed gives the same plan. */
final class RandomPlans {

    private final Random chance;
    private final TestPlan plan = new TestPlan();
    private final int size;

    private RandomPlans(Random chance, int size) {
        this.chance = chance;
        this.size = size;
    }

    static Plan plan(Random chance, int size) {
        return new RandomPlans(chance, size).make();
    }

    private Plan make() {
        if (one(2)) {
            plan.completed();
        }
        if (one(4)) {
            plan.maxParallel(1 + chance.nextInt(4));
        }
        int parallel = chance.nextInt(3);
        boolean conditions = one(2);
        boolean timeouts = one(2);
        // A phase may stand before those that it depends on.
        boolean backwards = one(4);
        for (int i = 0; i < size; i++) {
            int unit = i;
            plan.unit("p" + i, u -> {
                int before = backwards ? size - 1 - unit : unit;
                dependencies(u, "p", unit, before, backwards);
                if (parallel == 2 || parallel == 1 && one(2)) {
                    u.parallel();
                }
                describe(u, conditions, timeouts);
            });
        }
        int last = one(3) ? 0 : 1 + chance.nextInt(3);
        for (int i = 0; i < last; i++) {
            int unit = i;
            plan.finallyUnit("z" + i, u -> {
                dependencies(u, "z", unit, one(2) ? unit : 0, false);
                describe(u, conditions, timeouts);
            });
        }
        return plan.build();
    }

    private void dependencies(TestPlan.Unit unit, String prefix, int index, int candidates, boolean backwards) {
        int wanted = candidates == 0 || one(4) ? 0 : 1 + chance.nextInt(Math.min(3, candidates));
        String[] ids = new String[wanted];
        int distance = 0;
        for (int i = 0; i < wanted; i++) {
            distance += 1 + chance.nextInt(Math.max(1, (candidates - distance - (wanted - i - 1)) / (wanted - i)));
            ids[i] = prefix + (backwards ? index + distance : index - distance);
        }
        unit.after(ids);
    }

    private void describe(TestPlan.Unit unit, boolean conditions, boolean timeouts) {
        if (conditions && one(4)) {
            unit.conditional();
        }
        if (one(4)) {
            unit.continueOnFailure();
        }
        if (timeouts && one(4)) {
            unit.timeout(1 + chance.nextInt(300));
        }
        unit.coordination(Coordination.values()[chance.nextInt(Coordination.values().length)]);
        int tools = chance.nextInt(3);
        for (int i = 0; i < tools; i++) {
            unit.tool(step -> {
                describe(step);
                if (one(8)) {
                    step.conditional();
                }
            });
        }
        int agents = tools == 0 && !one(20) ? 1 + chance.nextInt(3) : chance.nextInt(4);
        for (int i = 0; i < agents; i++) {
            unit.agent(this::describe);
        }
        if (one(3)) {
            unit.rollback(this::describeUndo);
            if (one(2)) {
                unit.rollback(this::describeUndo);
            }
        }
    }

    private void describe(TestPlan.Step step) {
        describeUndo(step);
        if (one(6)) {
            step.readOnly();
        }
        for (int rollbacks = chance.nextInt(3); rollbacks > 0; rollbacks--) {
            step.rollback(this::describeUndo);
        }
    }

    private void describeUndo(TestPlan.Step step) {
        if (one(2)) {
            step.retry(new RetryPolicy(
                    1 + chance.nextInt(4),
                    Duration.ofMillis(chance.nextInt(20)),
                    1 + chance.nextDouble() * 2,
                    Duration.ofMillis(50),
                    chance.nextDouble()));
        }
        if (one(3)) {
            step.repeatable();
        }
        if (one(4)) {
            step.timeout(1 + chance.nextInt(200));
        }
        if (one(8)) {
            step.idle(1 + chance.nextInt(100));
        }
    }

    private boolean one(int in) {
        return chance.nextInt(in) == 0;
    }
}
