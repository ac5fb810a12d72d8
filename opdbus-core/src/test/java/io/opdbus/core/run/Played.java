package io.opdbus.core.run;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.TestPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A machine that a test plays by hand: facts by name in, commands as text out. A millisecond passes before each fact. */
final class Played {

    static final MachineSettings SETTINGS =
            new MachineSettings(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(2));
    static final long START = 1_000_000_000_000L;

    final Plan plan;
    final RunMachine machine;
    final List<RunEvent> events = new ArrayList<>();
    private long now = START;
    private boolean applied;

    Played(TestPlan plan) {
        this(plan, TransitionLog.NONE);
    }

    Played(TestPlan plan, TransitionLog log) {
        this.plan = plan.build();
        this.machine = new RunMachine(this.plan, SETTINGS, log);
    }

    static ErrorInfo passing(String message) {
        return ErrorInfo.retryable(ErrorCode.TOOL_FAILED, message);
    }

    static ErrorInfo lasting(String message) {
        return ErrorInfo.of(ErrorCode.TOOL_FAILED, message);
    }

    Played begin() {
        return begin(Long.MAX_VALUE);
    }

    Played begin(long deadlineMillis) {
        long due = deadlineMillis == Long.MAX_VALUE ? deadlineMillis : now + 1000 + deadlineMillis * 1000;
        return take(new RunEvent.RunStarted(
                sequence(),
                tick(),
                1,
                "run",
                "workstack",
                "test",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                "s",
                42,
                due));
    }

    Played start(String... steps) {
        for (String step : steps) {
            int index = TestPlan.step(plan, step);
            int attempt = machine.attempts(index) + 1;
            take(new RunEvent.StepStarted(sequence(), tick(), index, attempt, Map.of()));
            if (!applied) {
                throw new AssertionError(step + " does not start");
            }
        }
        return this;
    }

    Played succeed(String... steps) {
        for (String step : steps) {
            take(new RunEvent.StepSucceeded(sequence(), tick(), TestPlan.step(plan, step), attempt(step), null));
        }
        return this;
    }

    /** Starts and succeeds, one after the other. */
    Played pass(String... steps) {
        for (String step : steps) {
            start(step).succeed(step);
        }
        return this;
    }

    Played fail(String step, ErrorInfo error) {
        return fail(step, attempt(step), error, Ran.YES);
    }

    Played fail(String step, ErrorInfo error, Ran ran) {
        return fail(step, attempt(step), error, ran);
    }

    Played fail(String step, int attempt, ErrorInfo error, Ran ran) {
        return take(new RunEvent.StepFailed(sequence(), tick(), TestPlan.step(plan, step), attempt, error, ran));
    }

    Played skip(String step) {
        return take(new RunEvent.StepSkipped(sequence(), tick(), TestPlan.step(plan, step)));
    }

    Played stopped(String step) {
        return take(new RunEvent.StepStopped(sequence(), tick(), TestPlan.step(plan, step), attempt(step)));
    }

    Played graceExpired(String step) {
        return take(new RunEvent.GraceExpired(sequence(), tick(), TestPlan.step(plan, step), attempt(step)));
    }

    Played fire(TimerKind timer, String step) {
        return take(new RunEvent.TimerFired(sequence(), tick(), timer, TestPlan.step(plan, step), attempt(step)));
    }

    Played fireUnit(TimerKind timer, String unit) {
        return take(new RunEvent.TimerFired(sequence(), tick(), timer, plan.unitIndex(unit), 0));
    }

    Played fireRun(TimerKind timer) {
        return take(new RunEvent.TimerFired(sequence(), tick(), timer, -1, 0));
    }

    Played decide(String unit, RunEvent.Decision decision) {
        ErrorInfo error = decision == RunEvent.Decision.FAIL ? lasting("no condition") : null;
        return take(new RunEvent.UnitDecided(sequence(), tick(), plan.unitIndex(unit), decision, -1, error));
    }

    Played cancel() {
        return take(new RunEvent.CancelRequested(sequence(), tick(), "enough"));
    }

    Played outputs(@Nullable ErrorInfo error) {
        return take(new RunEvent.OutputsRendered(sequence(), tick(), Map.of(), error));
    }

    Played take(RunEvent event) {
        events.add(event);
        applied = machine.apply(event);
        return this;
    }

    /** Whether the last fact was applied. */
    boolean applied() {
        return applied;
    }

    long now() {
        return now;
    }

    private long tick() {
        return now += 1000;
    }

    private long sequence() {
        return machine.nextSequence();
    }

    private int attempt(String step) {
        return Math.max(1, machine.attempts(TestPlan.step(plan, step)));
    }

    // --- what is to be seen ---

    /** The commands since the last time, timers left out. */
    String commands() {
        StringJoiner text = new StringJoiner(", ");
        for (Command command : drain()) {
            if (command.kind() != Command.Kind.ARM) {
                text.add(text(plan, command));
            }
        }
        return text.toString();
    }

    List<Command> drain() {
        List<Command> list = new ArrayList<>();
        while (machine.commands().next()) {
            list.add(machine.commands().command());
        }
        return list;
    }

    String pending() {
        StringJoiner text = new StringJoiner(", ");
        machine.pending().forEach(command -> text.add(text(plan, command)));
        return text.toString();
    }

    static String text(Plan plan, Command command) {
        TimerKind timer = command.timer();
        boolean ofUnit = command.kind() == Command.Kind.DECIDE
                || timer == TimerKind.UNIT_DEADLINE
                || timer == TimerKind.ROLLBACK_DEADLINE;
        String subject = command.index() < 0
                ? ""
                : " " + (ofUnit ? plan.unit(command.index()).id() : TestPlan.name(plan, command.index()));
        return (timer == null ? command.kind() : timer)
                + subject
                + (command.attempt() > 1 ? "#" + command.attempt() : "");
    }

    UnitStatus unit(String id) {
        return machine.unitStatus(plan.unitIndex(id));
    }

    /** The report of the rollback: {@code unit/step outcome}. */
    List<String> rollback() {
        return machine.rollback().stream()
                .map(entry -> (entry.step() < 0 ? plan.unit(entry.unit()).id() : TestPlan.name(plan, entry.step()))
                        + " " + entry.outcome())
                .toList();
    }
}
