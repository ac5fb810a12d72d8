package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.TestPlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A hundred thousand phases, on a stack on which nothing can recurse over them. */
class LargeGraphMachineTest {

    private static final int PHASES = 100_000;
    private static final long SMALL_STACK = 256 * 1024;

    /** How much was done for a run. */
    private record Work(RunMachine machine, long events, long commands, long transitions) {}

    @Test
    @DisplayName("a chain, a fan and independent phases run, each with work in proportion to its size")
    void runs() throws Exception {
        for (Shape shape : Shape.values()) {
            Work small = worked(shape.plan(PHASES / 10), -1);
            Work large = worked(shape.plan(PHASES), -1);
            assertThat(large.machine.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(large.transitions).isEqualTo(steady(small.transitions, 6, 4));
            assertThat(large.commands).isEqualTo(steady(small.commands, 1, 2));
            assertThat(large.events).isEqualTo(steady(small.events, 2, 2));
        }
    }

    /** What ten times the phases may cost: so much for each, and so much once. */
    private static long steady(long small, int each, int once) {
        assertThat(small).isEqualTo((long) each * PHASES / 10 + once);
        return (long) each * PHASES + once;
    }

    @Test
    @DisplayName("R8: a failure at the beginning blocks all that come after it")
    void blocked() throws Exception {
        for (Shape shape : List.of(Shape.CHAIN, Shape.FAN)) {
            Plan plan = shape.plan(PHASES);
            Work work = worked(plan, 0);
            assertThat(work.machine.status()).isEqualTo(RunStatus.FAILED);
            assertThat(work.machine.unitStatus(PHASES - 1)).isEqualTo(UnitStatus.BLOCKED);
            assertThat(work.machine.pending()).hasSize(1);
            assertThat(work.transitions).isLessThan(PHASES + 20);
        }
    }

    @Test
    @DisplayName("R12: a failure at the end undoes all that come before it")
    void undone() throws Exception {
        for (Shape shape : Shape.values()) {
            Plan plan = shape.plan(PHASES, true);
            Work work = worked(plan, PHASES - 1);
            assertThat(work.machine.status()).isEqualTo(RunStatus.FAILED);
            assertThat(work.machine.rollback()).hasSize(PHASES);
            assertThat(work.machine.rollback().get(PHASES - 1).unit()).isZero();
            assertThat(work.events).isLessThan(4L * PHASES + 10);
        }
    }

    private enum Shape {
        CHAIN,
        FAN,
        INDEPENDENT;

        Plan plan(int phases) {
            return plan(phases, false);
        }

        Plan plan(int phases, boolean undo) {
            TestPlan plan = new TestPlan();
            if (undo) {
                plan.completed();
            }
            String[] middle = new String[phases - 2];
            for (int i = 0; i < phases; i++) {
                int phase = i;
                plan.unit("p" + i, u -> {
                    if (this == CHAIN && phase > 0) {
                        u.after("p" + (phase - 1));
                    } else if (this == FAN && phase == phases - 1) {
                        u.after(middle);
                    } else if (this == FAN && phase > 0) {
                        middle[phase - 1] = "p" + phase;
                        u.after("p0").parallel();
                    }
                    u.tool(step -> {
                        if (undo) {
                            step.rollback();
                        }
                    });
                });
            }
            return plan.build();
        }
    }

    /** Runs a plan on a small stack; the step of the given number fails. */
    private static Work worked(Plan plan, int failing) throws Exception {
        return onSmallStack(() -> work(plan, failing));
    }

    private static <T> T onSmallStack(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "small stack", SMALL_STACK);
        thread.start();
        return task.get();
    }

    private static Work work(Plan plan, int failing) {
        long[] transitions = {0};
        RunMachine machine = new RunMachine(plan, MachineSettings.DEFAULT, (from, signal, to) -> transitions[0]++);
        long now = 1_000_000;
        long commands = 0;
        Deque<RunEvent> facts = new ArrayDeque<>();
        facts.add(new RunEvent.RunStarted(
                0,
                now,
                1,
                "run",
                "workstack",
                "test",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                "s",
                1,
                Long.MAX_VALUE));
        long sequence = 1;
        long events = 0;
        while (!facts.isEmpty()) {
            machine.apply(facts.removeFirst());
            events++;
            while (machine.commands().next()) {
                CommandQueue queue = machine.commands();
                commands++;
                if (queue.kind() == Command.Kind.START) {
                    int step = queue.index();
                    facts.add(new RunEvent.StepStarted(sequence++, ++now, step, 1, Map.of()));
                    facts.add(
                            step == failing
                                    ? new RunEvent.StepFailed(
                                            sequence++, ++now, step, 1, Played.lasting("broken"), Ran.UNKNOWN)
                                    : new RunEvent.StepSucceeded(sequence++, ++now, step, 1, null));
                } else if (queue.kind() == Command.Kind.RENDER_OUTPUTS) {
                    facts.add(new RunEvent.OutputsRendered(sequence++, ++now, Map.of(), null));
                }
            }
        }
        return new Work(machine, events, commands, transitions[0]);
    }
}
