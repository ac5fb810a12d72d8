package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunEvent.Decision;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * An engine without time or threads: it obeys commands in order, while calls end, timers fire and nonsense arrives in the
 * order that chance has it. It can be made anew from a machine's {@link RunMachine#pending()}, as after a crash.
 */
final class SimulatedEngine {

    /** A call under way. */
    private static final class Call {
        final int step;
        final int attempt;
        /** Ends only when it is asked to stop, or nothing else is left to happen. */
        final boolean hangs;
        /** Does not stop. */
        final boolean deaf;

        boolean stopping;

        Call(int step, int attempt, Random chance) {
            this.step = step;
            this.attempt = attempt;
            this.hangs = chance.nextInt(8) == 0;
            this.deaf = chance.nextInt(4) == 0;
        }
    }

    private static final int SPARSE = 97;

    final Plan plan;
    final RunMachine machine;
    final List<RunEvent> events = new ArrayList<>();
    final List<List<Command>> answers = new ArrayList<>();
    final List<Boolean> applied = new ArrayList<>();

    /** What was to be seen after each fact; empty unless this engine is thorough. */
    final List<List<Object>> snapshots = new ArrayList<>();

    private final MachineSettings settings;
    private final Random chance;
    private final RunChecker checker;
    private final boolean thorough;
    private final Deque<Command> todo = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Call> lost = new ArrayList<>();
    private final List<Command> timers = new ArrayList<>();
    private final int failures;
    private long now = 1_000_000_000_000L;
    private int cancelAt = -1;
    private int finished;

    SimulatedEngine(Plan plan, MachineSettings settings, Random chance, boolean thorough) {
        this.plan = plan;
        this.settings = settings;
        this.chance = chance;
        this.thorough = thorough;
        this.machine = new RunMachine(plan, settings);
        this.checker = new RunChecker(plan, machine, thorough);
        this.failures = chance.nextInt(3) * chance.nextInt(12);
        machine.observe(checker);
    }

    /** A run from its beginning to its end. */
    SimulatedEngine run() {
        if (chance.nextInt(3) == 0) {
            cancelAt = 1 + chance.nextInt(plan.stepCount() * 3 + 5);
        }
        long deadline = chance.nextInt(4) == 0 ? now + 1 + chance.nextInt(50_000 * plan.unitCount()) : Long.MAX_VALUE;
        take(new RunEvent.RunStarted(
                0,
                now,
                1,
                "run",
                plan.kind(),
                plan.id(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                "session",
                chance.nextLong(),
                deadline));
        return finish();
    }

    /** Goes on after a crash: what is open is what the machine says. */
    SimulatedEngine resume(List<RunEvent> before) {
        for (RunEvent event : before) {
            checker.before(event);
            boolean done = machine.apply(event);
            now = Math.max(now, event.atMicros());
            checker.after(event, done, drain());
        }
        for (Command command : machine.pending()) {
            if (command.kind() == Command.Kind.AWAIT) {
                calls.add(new Call(command.index(), command.attempt(), chance));
            } else {
                if (command.kind() == Command.Kind.STOP) {
                    calls.add(new Call(command.index(), command.attempt(), chance));
                }
                todo.add(command);
            }
        }
        return finish();
    }

    private SimulatedEngine finish() {
        long most = 500L + 150L * plan.stepCount() + 50L * plan.unitCount();
        for (long move = 0; finished == 0; move++) {
            assertThat(move).as("moves until the run ends").isLessThan(most);
            move();
        }
        for (int i = 0; i < 5; i++) {
            nonsense();
        }
        timers.forEach(this::fire);
        assertThat(todo).as("commands after the end").isEmpty();
        assertThat(finished).isEqualTo(1);
        checker.finished();
        return this;
    }

    private void move() {
        if (events.size() == cancelAt) {
            cancelAt = -1;
            take(new RunEvent.CancelRequested(sequence(), now, "enough"));
        } else if (chance.nextInt(12) == 0) {
            nonsense();
        } else if (!todo.isEmpty() && chance.nextInt(6) != 0) {
            carryOut(todo.removeFirst());
        } else if (!timers.isEmpty() && chance.nextInt(10) == 0) {
            fireOne();
        } else if (endOne(false)) {
            return;
        } else if (!todo.isEmpty()) {
            carryOut(todo.removeFirst());
        } else if (!timers.isEmpty()) {
            fireOne();
        } else if (!endOne(true)) {
            assertThat(finished)
                    .as("nothing is left to happen, and the run has not ended")
                    .isPositive();
        }
    }

    private static boolean ends(Call call, boolean desperate) {
        return call.stopping ? !call.deaf : !call.hangs || desperate;
    }

    // --- commands out ---

    private void carryOut(Command command) {
        switch (command.kind()) {
            case START -> start(command.index(), command.attempt());
            case STOP -> stop(command.index(), command.attempt());
            case ARM -> timers.add(command);
            case DECIDE -> decide(command.index());
            case RENDER_OUTPUTS -> {
                ErrorInfo error = chance.nextInt(8) == 0 ? error("outputs", false) : null;
                take(new RunEvent.OutputsRendered(sequence(), now, Map.of(), error));
            }
            case FINISH -> finished++;
            case AWAIT -> throw new AssertionError("AWAIT is only listed by pending()");
        }
    }

    private void start(int index, int attempt) {
        if (!machine.wants(index, attempt)) {
            return;
        }
        PlanStep step = plan.step(index);
        if (step.condition() != null && attempt == 1 && chance.nextInt(3) == 0) {
            take(new RunEvent.StepSkipped(sequence(), now, index));
        } else if (chance.nextInt(100) < failures / 2) {
            take(new RunEvent.StepFailed(sequence(), now, index, attempt, error("no argument", true), Ran.NO));
        } else {
            calls.add(new Call(index, attempt, chance));
            take(new RunEvent.StepStarted(sequence(), now, index, attempt, Map.of()));
        }
    }

    private void stop(int step, int attempt) {
        for (Call call : calls) {
            if (call.step == step && call.attempt == attempt) {
                call.stopping = true;
            }
        }
    }

    private void decide(int unit) {
        if (machine.wantsDecision(unit)) {
            int which = chance.nextInt(10);
            Decision decision = which < 6 ? Decision.RUN : which < 9 ? Decision.SKIP : Decision.FAIL;
            ErrorInfo error = decision == Decision.FAIL ? error("no condition", false) : null;
            take(new RunEvent.UnitDecided(sequence(), now, unit, decision, -1, error));
        }
    }

    // --- facts in ---

    /** Some call that can end does; false if there is none. */
    private boolean endOne(boolean desperate) {
        if (calls.isEmpty()) {
            return false;
        }
        int first = chance.nextInt(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get((first + i) % calls.size());
            if (ends(call, desperate)) {
                calls.remove(call);
                take(outcome(call));
                return true;
            }
        }
        return false;
    }

    private RunEvent outcome(Call call) {
        int which = chance.nextInt(100);
        if (call.stopping ? which < 40 : which >= 98) {
            return new RunEvent.StepStopped(sequence(), now, call.step, call.attempt);
        }
        if (call.stopping ? which < 70 : which < failures * 2) {
            Ran ran = Ran.values()[chance.nextInt(Ran.values().length)];
            ErrorInfo error = error("call " + events.size(), chance.nextInt(3) != 0);
            return new RunEvent.StepFailed(sequence(), now, call.step, call.attempt, error, ran);
        }
        return new RunEvent.StepSucceeded(sequence(), now, call.step, call.attempt, null);
    }

    private void fireOne() {
        int chosen = chance.nextInt(timers.size());
        if (chance.nextInt(3) != 0) {
            for (int i = 0; i < timers.size(); i++) {
                if (timers.get(i).dueMicros() < timers.get(chosen).dueMicros()) {
                    chosen = i;
                }
            }
        }
        fire(timers.remove(chosen));
    }

    private void fire(Command timer) {
        now = Math.max(now, timer.dueMicros());
        TimerKind kind = timer.timer();
        if (kind == TimerKind.GRACE) {
            if (take(new RunEvent.GraceExpired(sequence(), now, timer.index(), timer.attempt()))) {
                calls.removeIf(call -> call.step == timer.index() && lost.add(call));
            }
        } else if (kind != null) {
            take(new RunEvent.TimerFired(sequence(), now, kind, timer.index(), timer.attempt()));
        }
    }

    /** Something that must not matter: twice, too late, or of an attempt that is not under way. */
    private void nonsense() {
        int which = chance.nextInt(5);
        RunEvent event = null;
        if (which == 0 && !events.isEmpty()) {
            int old = chance.nextInt(events.size());
            event = Events.again(events.get(old), applied.get(old), sequence(), now);
        } else if (which == 1 && !events.isEmpty()) {
            event = events.get(chance.nextInt(events.size()));
        } else if (which == 2 && !lost.isEmpty()) {
            event = outcome(lost.get(chance.nextInt(lost.size())));
        } else if (which == 3 && plan.stepCount() > 0) {
            int step = chance.nextInt(plan.stepCount());
            int other = machine.attempts(step) + (chance.nextBoolean() ? 2 : -1);
            Call stale = new Call(step, other, chance);
            stale.stopping = chance.nextBoolean();
            event = outcome(stale);
        }
        if (which == 4 && !calls.isEmpty()) {
            Call call = calls.get(chance.nextInt(calls.size()));
            Command stop = new Command(Command.Kind.STOP, call.step, call.attempt, null, 0);
            if (!call.stopping && !todo.contains(stop)) {
                event = new RunEvent.GraceExpired(sequence(), now, call.step, call.attempt);
            }
        }
        if (event != null) {
            assertThat(take(event)).as("must be ignored: %s", event).isFalse();
        }
    }

    private boolean take(RunEvent event) {
        now += chance.nextInt(1500);
        boolean known = event.sequence() < sequence();
        boolean look = thorough || chance.nextInt(SPARSE) == 0;
        Set<String> open = look ? open() : Set.of();
        List<Object> before = look ? Snapshot.of(plan, machine) : List.of();
        checker.before(event);
        boolean done = machine.apply(event);
        List<Command> commands = drain();
        checker.after(event, done, commands);
        todo.addAll(commands);
        events.add(event);
        applied.add(done);
        answers.add(commands);
        if (look) {
            String needs = Events.answers(event, open);
            if (needs != null && !known) {
                assertThat(done)
                        .as("%s applied, as it answers %s of %s", event, needs, open)
                        .isEqualTo(!needs.isEmpty());
            }
            if (!done) {
                assertThat(Snapshot.of(plan, machine))
                        .as("after what was ignored: %s", event)
                        .isEqualTo(before);
            }
            comparePending(event, done);
        }
        if (thorough) {
            snapshots.add(Snapshot.of(plan, machine));
        }
        return done;
    }

    private List<Command> drain() {
        List<Command> list = new ArrayList<>();
        while (machine.commands().next()) {
            list.add(machine.commands().command());
        }
        return list;
    }

    // --- what is open ---

    private Set<String> open() {
        Set<String> keys = new HashSet<>();
        machine.pending().forEach(command -> keys.add(Events.key(command)));
        return keys;
    }

    /** What the machine says is open must be what this engine has not answered yet. */
    private void comparePending(RunEvent event, boolean done) {
        Set<String> expected = new HashSet<>();
        Set<String> armed = new HashSet<>();
        for (Command command : todo) {
            boolean open = switch (command.kind()) {
                case START -> machine.wants(command.index(), command.attempt());
                case DECIDE -> machine.wantsDecision(command.index());
                case RENDER_OUTPUTS -> machine.abortReason().isEmpty();
                default -> command.kind() == Command.Kind.FINISH;
            };
            if (open) {
                expected.add(Events.key(command));
            }
            armed.add(command.toString());
        }
        if (finished > 0) {
            expected.add(Events.key(new Command(Command.Kind.FINISH, -1, 0, null, 0)));
        }
        for (Call call : calls) {
            Command stop = new Command(Command.Kind.STOP, call.step, call.attempt, null, 0);
            boolean stopping = call.stopping || todo.contains(stop);
            Command await = new Command(Command.Kind.AWAIT, call.step, call.attempt, null, 0);
            expected.add(Events.key(stopping ? stop : await));
        }
        timers.forEach(timer -> armed.add(timer.toString()));
        Set<String> found = new HashSet<>();
        for (Command command : machine.pending()) {
            if (command.kind() == Command.Kind.ARM) {
                assertThat(armed).as("after %s", event).contains(command.toString());
            } else {
                found.add(Events.key(command));
            }
        }
        if (done && event instanceof RunEvent.GraceExpired grace) {
            expected.removeIf(key -> key.equals("STOP " + grace.step() + "#" + grace.attempt()));
        }
        assertThat(found).as("pending after %s", event).isEqualTo(expected);
    }

    private long sequence() {
        return machine.nextSequence();
    }

    private static ErrorInfo error(String message, boolean retryable) {
        return retryable
                ? ErrorInfo.retryable(ErrorCode.TOOL_FAILED, message)
                : ErrorInfo.of(ErrorCode.TOOL_FAILED, message);
    }

    /** A machine that has seen the same facts up to a moment. */
    RunMachine replayed(int count) {
        RunMachine fresh = new RunMachine(plan, settings);
        for (int i = 0; i < count; i++) {
            fresh.apply(events.get(i));
        }
        while (fresh.commands().next()) {
            // What was commanded before the crash is lost.
        }
        return fresh;
    }

    /** How many facts there were, at the end. */
    int size() {
        return events.size();
    }
}
