package io.opdbus.core.engine;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.expression.Template;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanInput;
import io.opdbus.core.plan.PlanStep;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.CommandQueue;
import io.opdbus.core.run.RunMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run under way. Facts from any thread go into its mailbox; one thread at a time takes them out, turns them into events, applies
 * them to the machine and carries its commands out. What completes at once on that thread does not leave it.
 */
final class ActiveRun implements Run {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    /** A timer that has fired. */
    private record Fired(TimerKind timer, int index, int attempt) {}

    /** Somebody's wish that the run stop. */
    private record Stop(String reason) {}

    private static final Object BEGIN = new Object();

    private final RunEngine engine;
    private final String id;
    private final Plan plan;
    private final String session;
    private final boolean ownSession;
    private final RunMachine machine;
    private final RunValues values;
    private final Masker masker = new Masker();
    private final Explanation explanation;
    private final EventLog log = new EventLog();
    private final @Nullable RunNotices notices;
    private final @Nullable StepCall[] calls;
    private final long seed;
    private final @Nullable Duration timeout;
    private final CompletableFuture<RunResult> future = new CompletableFuture<>();
    private final List<Cancellable> timers = new ArrayList<>(0);

    private final AtomicBoolean cancelled = new AtomicBoolean();

    private final Mailbox mailbox = new Mailbox(this::handle);
    private final RunDeadlines deadlines;

    private @Nullable Map<Integer, Map<String, @Nullable Object>> rendered;
    private Map<String, @Nullable Object> outputs = Map.of();

    ActiveRun(RunEngine engine, RunEngine.Start start) {
        this.engine = engine;
        this.id = start.runId();
        this.plan = start.plan();
        this.ownSession = start.session() == null;
        this.session = start.session() == null ? id : start.session();
        this.timeout = start.timeout();
        this.seed = id.hashCode() * 0x9e3779b97f4a7c15L;
        this.machine = new RunMachine(plan, engine.settings());
        this.values = new RunValues(plan, machine, start.values());
        this.deadlines = new RunDeadlines(plan, machine, engine.settings().rollbackTimeout());
        this.calls = new StepCall[plan.stepCount()];
        this.explanation = new Explanation(plan, machine, masker);
        for (Object value : start.values()) {
            masker.learn(value);
        }
        if (start.listeners().isEmpty()) {
            notices = null;
        } else {
            notices = new RunNotices(
                    id,
                    plan,
                    machine,
                    explanation,
                    masker,
                    engine.clock()::micros,
                    start.listeners().stream()
                            .map(listener -> new ListenerQueue(id, listener, engine.listenerThreads()))
                            .toList());
            machine.observe(notices);
        }
    }

    // --- the handle ---

    @Override
    public String id() {
        return id;
    }

    @Override
    public RunStatus status() {
        RunResult result = future.getNow(null);
        return result == null ? RunStatus.RUNNING : result.status();
    }

    @Override
    public CompletionStage<RunResult> result() {
        return future.minimalCompletionStage();
    }

    CompletableFuture<RunResult> future() {
        return future;
    }

    @Override
    public RunResult await() {
        return await(Duration.ofDays(36_500)).orElseThrow();
    }

    @Override
    public Optional<RunResult> await(Duration limit) {
        RunResult result = future.getNow(null);
        if (result != null) {
            return Optional.of(result);
        }
        try {
            return Optional.of(
                    future.get(limit.toMillis() * 1_000_000 + limit.toNanosPart() % 1_000_000, TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new OpdbusException(
                    ErrorCode.CANCELLED, "interrupted while waiting for run " + id + "; the run goes on", stop);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a run's result is never completed exceptionally", impossible);
        }
    }

    @Override
    public boolean cancel(String reason) {
        if (future.isDone() || !cancelled.compareAndSet(false, true)) {
            return false;
        }
        postElsewhere(new Stop(reason));
        return true;
    }

    @Override
    public List<RunEvent> events() {
        return masker.idle()
                ? log.snapshot()
                : log.snapshot().stream().map(masker::mask).toList();
    }

    // --- facts in ---

    void begin() {
        mailbox.post(BEGIN);
    }

    /** The call has ended, on whatever thread. */
    void ended(StepCall call) {
        mailbox.post(call);
    }

    /** For threads that have other things to do than to go on with the run. */
    private void postElsewhere(Object fact) {
        engine.threads().execute(() -> mailbox.post(fact));
    }

    private void handle(Object fact) {
        try {
            if (fact instanceof StepCall call) {
                callEnded(call);
            } else if (fact instanceof Fired fired) {
                timerFired(fired);
            } else if (fact instanceof Stop stop) {
                apply(new RunEvent.CancelRequested(machine.nextSequence(), micros(), stop.reason()));
            } else {
                started();
            }
            carryOut();
        } catch (RuntimeException | Error defect) {
            LOG.error("run {} of '{}' met a defect of opdbus; please report it", id, plan.id(), defect);
            giveUp(defect);
        }
    }

    /** A defect of our own must not leave anybody waiting. */
    private void giveUp(Throwable defect) {
        for (StepCall call : calls) {
            if (call != null) {
                call.stop("the run met a defect");
            }
        }
        engine.ended(this);
        future.complete(new DefectResult(id, plan, defect));
    }

    private void started() {
        long now = micros();
        long deadlineMicros = deadlines.begin(now, timeout);
        if (ownSession && !plan.operations().isEmpty()) {
            engine.sessions().opened(session);
        }
        if (notices != null) {
            notices.started();
        }
        apply(new RunEvent.RunStarted(
                machine.nextSequence(),
                now,
                1,
                id,
                plan.kind(),
                plan.id(),
                plan.definition(),
                plan.operations(),
                givenInputs(),
                plan.skills(),
                session,
                seed,
                deadlineMicros));
    }

    private Map<String, @Nullable Object> givenInputs() {
        if (plan.inputs().isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        for (PlanInput input : plan.inputs()) {
            Object value = values.value(input.slot());
            if (value != RunValues.MISSING) {
                given.put(input.name(), value);
            }
        }
        return given;
    }

    private void callEnded(StepCall call) {
        call.cancelTimers();
        int step = call.step().index();
        if (calls[step] == call) {
            calls[step] = null;
        }
        CallOutcome outcome = call.outcome();
        if (outcome instanceof CallOutcome.Succeeded success) {
            RunEvent event =
                    new RunEvent.StepSucceeded(machine.nextSequence(), micros(), step, call.attempt(), success.value());
            log.add(event);
            // The machine may go on at once to what refers to the value, but only through a command.
            masker.learn(success.value());
            if (machine.apply(event)) {
                values.store(call.step(), success.value());
            }
        } else if (!stopped(call, outcome) && outcome instanceof CallOutcome.Failed failure) {
            apply(new RunEvent.StepFailed(
                    machine.nextSequence(), micros(), step, call.attempt(), failure.error(), failure.ran()));
        } else {
            apply(new RunEvent.StepStopped(machine.nextSequence(), micros(), step, call.attempt()));
        }
    }

    /**
     * Whether a call ended because it was to stop. Where its callee minded a deadline that the run was about to enforce itself,
     * the run's own timer comes first, so that it does not depend on chance which of the two is told (R10).
     */
    private boolean stopped(StepCall call, CallOutcome outcome) {
        boolean mayBe = outcome instanceof CallOutcome.Stopped
                || outcome instanceof CallOutcome.Failed failure
                        && failure.error().code().equals(ErrorCode.TIMED_OUT)
                        && failure.ran() != Ran.UNKNOWN;
        if (!mayBe) {
            return false;
        }
        long now = micros();
        TimerKind passed = call.isCancelled() ? null : deadlines.passed(call.step(), call.startedMicros(), now);
        if (passed != null) {
            int index = switch (passed) {
                case RUN_DEADLINE -> -1;
                case UNIT_DEADLINE -> call.step().unit();
                default -> call.step().index();
            };
            int attempt = passed == TimerKind.ATTEMPT_DEADLINE ? call.attempt() : 0;
            apply(new RunEvent.TimerFired(machine.nextSequence(), now, passed, index, attempt));
            carryOut();
        }
        return passed != null || call.isCancelled() || outcome instanceof CallOutcome.Stopped;
    }

    private void timerFired(Fired fired) {
        long now = micros();
        if (fired.timer() == TimerKind.IDLE) {
            StepCall call = calls[fired.index()];
            if (call != null && call.attempt() == fired.attempt()) {
                long due = call.lastChunkMicros() + call.step().idleMicros();
                if (due > now) {
                    call.idleTimer(schedule(fired, due));
                    return;
                }
            }
        }
        if (fired.timer() == TimerKind.GRACE) {
            apply(new RunEvent.GraceExpired(machine.nextSequence(), now, fired.index(), fired.attempt()));
        } else {
            apply(new RunEvent.TimerFired(machine.nextSequence(), now, fired.timer(), fired.index(), fired.attempt()));
        }
    }

    private void apply(RunEvent event) {
        log.add(event);
        machine.apply(event);
    }

    // --- commands out ---

    private void carryOut() {
        CommandQueue commands = machine.commands();
        while (commands.next()) {
            int index = commands.index();
            int attempt = commands.attempt();
            switch (commands.kind()) {
                case START -> start(index, attempt);
                case STOP -> stop(index, attempt);
                case ARM -> arm(new Fired(commands.timer(), index, attempt), commands.dueMicros());
                case DECIDE -> decide(index);
                case RENDER_OUTPUTS -> renderOutputs();
                case FINISH -> finish();
                case AWAIT -> throw new IllegalStateException("AWAIT is only listed by pending()");
            }
        }
    }

    private void start(int index, int attempt) {
        if (!machine.wants(index, attempt)) {
            return;
        }
        PlanStep step = plan.step(index);
        Map<String, @Nullable Object> arguments;
        try {
            Template condition = step.condition();
            if (attempt == 1 && condition != null && !condition.test(values, masker)) {
                apply(new RunEvent.StepSkipped(machine.nextSequence(), micros(), index));
                return;
            }
            arguments = attempt == 1 ? render(step) : renderedBefore(index);
        } catch (OpdbusException failure) {
            apply(new RunEvent.StepFailed(machine.nextSequence(), micros(), index, attempt, failure.error(), Ran.NO));
            return;
        }
        long now = micros();
        apply(new RunEvent.StepStarted(machine.nextSequence(), now, index, attempt, arguments));
        StepCall call = new StepCall(this, step, attempt, now, deadlines.ofAttempt(step, now));
        calls[index] = call;
        engine.invoker().invoke(step, session, Arguments.of(arguments), call, call, call);
    }

    /** Arguments are rendered once, before the first attempt (R4), and those of its rollback as far as they are known (R12). */
    private Map<String, @Nullable Object> render(PlanStep step) {
        Map<String, @Nullable Object> arguments = values.arguments(step, masker);
        masker.learn(arguments);
        if (step.rollback().length > 0) {
            values.prepareUndo(step.rollback());
        }
        PlanUnit unit = unitOf(step);
        if (unit.rollback().length > 0 && step.index() == unit.firstStep()) {
            values.prepareUndo(unit.rollback());
        }
        if (step.retry().maxAttempts() > 1) {
            if (rendered == null) {
                rendered = new LinkedHashMap<>();
            }
            rendered.put(step.index(), arguments);
        }
        return arguments;
    }

    private Map<String, @Nullable Object> renderedBefore(int step) {
        Map<String, @Nullable Object> arguments = rendered == null ? null : rendered.get(step);
        if (arguments == null) {
            throw new IllegalStateException("the arguments of step " + step + " were not rendered before its retry");
        }
        return arguments;
    }

    private void stop(int index, int attempt) {
        StepCall call = calls[index];
        if (call != null && call.attempt() == attempt) {
            ErrorInfo why = machine.stepError(index);
            call.stop(
                    why != null
                            ? why.message()
                            : machine.abortReason().isEmpty() ? "its phase is being stopped" : machine.abortReason());
        }
    }

    private void arm(Fired timer, long due) {
        switch (timer.timer()) {
            case ATTEMPT_DEADLINE, IDLE -> {
                StepCall call = calls[timer.index()];
                if (call != null && call.attempt() == timer.attempt()) {
                    Cancellable armed = schedule(timer, due);
                    if (timer.timer() == TimerKind.IDLE) {
                        call.idleTimer(armed);
                    } else {
                        call.attemptTimer(armed);
                    }
                }
            }
            default -> timers.add(schedule(timer, due));
        }
    }

    private Cancellable schedule(Fired timer, long due) {
        return engine.timers().schedule(Math.max(0, due - micros()) * 1000, () -> postElsewhere(timer));
    }

    private void decide(int unit) {
        if (!machine.wantsDecision(unit)) {
            return;
        }
        RunEvent.Decision decision = RunEvent.Decision.RUN;
        ErrorInfo error = null;
        Template condition = plan.unit(unit).condition();
        try {
            if (condition != null && !condition.test(values, masker)) {
                decision = RunEvent.Decision.SKIP;
            }
        } catch (OpdbusException failure) {
            decision = RunEvent.Decision.FAIL;
            error = failure.error();
        }
        apply(new RunEvent.UnitDecided(machine.nextSequence(), micros(), unit, decision, -1, error));
    }

    private void renderOutputs() {
        Map<String, @Nullable Object> rendered = Map.of();
        ErrorInfo error = null;
        try {
            rendered = values.render(plan.outputs(), masker);
        } catch (OpdbusException failure) {
            error = failure.error();
        }
        outputs = rendered;
        apply(new RunEvent.OutputsRendered(machine.nextSequence(), micros(), rendered, error));
    }

    private void finish() {
        timers.forEach(Cancellable::cancel);
        timers.clear();
        if (ownSession && !plan.operations().isEmpty()) {
            engine.sessions().closed(session);
        }
        engine.ended(this);
        Map<String, @Nullable Object> shown = machine.status() == RunStatus.SUCCEEDED ? maskedOutputs() : Map.of();
        future.complete(new EngineResult(id, plan, machine, values, masker, explanation, shown));
    }

    private Map<String, @Nullable Object> maskedOutputs() {
        return masker.idle() ? outputs : masker.maskMap(outputs);
    }

    // --- what its calls ask ---

    PlanUnit unitOf(PlanStep step) {
        return plan.unit(step.unit());
    }

    long micros() {
        return engine.clock().micros();
    }

    void chunk(PlanStep step, Chunk chunk) {
        if (notices != null) {
            notices.chunk(step, chunk);
        }
    }
}
