package io.opdbus.core.tool;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.tool.AsyncTool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingTask;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a tool, from its checks to its one outcome. It is the task, the sink and the callback at once, so that a call
 * which ends at once costs one object.
 */
final class ToolRun extends BlockingTask
        implements ToolGate.Caller, ChunkSink, BiConsumer<@Nullable Object, @Nullable Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(TrackedToolExecutor.class);
    /** What work gives whose outcome comes later. */
    private static final Object STARTED = new Object();

    private static final CallOutcome STOPPED = new CallOutcome.Stopped();
    private static final AtomicIntegerFieldUpdater<ToolRun> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(ToolRun.class, "ended");

    private final TrackedToolExecutor executor;
    private final GuardedTool tool;
    private final CallContext context;
    private final ChunkSink output;
    private final Consumer<CallOutcome> done;
    private final @Nullable Instant started;
    private final long startedNanos;
    private Arguments arguments;
    private boolean inGate;
    private volatile int ended;

    ToolRun(
            TrackedToolExecutor executor,
            GuardedTool tool,
            Arguments arguments,
            CallContext context,
            ChunkSink output,
            Consumer<CallOutcome> done) {
        this.executor = executor;
        this.tool = tool;
        this.arguments = arguments;
        this.context = context;
        this.output = output;
        this.done = done;
        boolean audited = executor.audited();
        this.started = audited ? executor.clock().instant() : null;
        this.startedNanos = audited ? executor.timers().nanoTime() : 0;
    }

    /** Checks the call and sends it on its way. Never blocks. */
    void begin() {
        ErrorInfo refusal = refusal();
        if (refusal != null) {
            refused(refusal);
            return;
        }
        if (mustStop()) {
            end(STOPPED);
            return;
        }
        ToolGate gate = tool.gate();
        if (gate == null || enter(gate)) {
            launch();
        }
    }

    private void launch() {
        AsyncTool async = tool.async();
        if (async == null) {
            executor.blocking().start(this);
        } else {
            startAsync(async);
        }
    }

    private @Nullable ErrorInfo refusal() {
        if (executor.closed()) {
            return Refusals.closed(tool);
        }
        try {
            arguments = tool.registered().check().apply(tool.callee(), arguments);
        } catch (OpdbusException misfit) {
            return Failures.masked(misfit.error(), arguments);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.error("the arguments of {} could not be checked", tool.callee(), defect);
            return Refusals.unchecked(tool, defect);
        }
        List<ActiveSkill> skills = context.skills();
        return skills.isEmpty() ? null : Refusals.denied(tool, skills, executor.skillRules());
    }

    private boolean mustStop() {
        return context.cancelToken().isCancelled()
                || context.deadline().exists()
                        && !executor.clock()
                                .instant()
                                .isBefore(context.deadline().at());
    }

    /** Returns whether the call may go on now; else it goes on later, or has ended. */
    private boolean enter(ToolGate gate) {
        inGate = true;
        ToolGate.Entry entry = gate.enter(this);
        if (entry == ToolGate.Entry.FULL) {
            inGate = false;
            refused(Refusals.queueFull(tool));
        }
        return entry == ToolGate.Entry.ADMITTED;
    }

    @Override
    public void admitted() {
        if (mustStop()) {
            end(STOPPED);
        } else {
            executor.blocking().start(this); // one that never blocks too: whoever left the gate has other things to do
        }
    }

    @Override
    public void cancelledWaiting() {
        inGate = false;
        end(STOPPED);
    }

    @Override
    public void closedWaiting() {
        inGate = false;
        refused(Refusals.closed(tool));
    }

    // --- a tool whose thread may block ---

    @Override
    public CancelToken token() {
        return context.cancelToken();
    }

    @Override
    protected @Nullable Object work() throws Exception {
        AsyncTool async = tool.async();
        if (async != null) {
            startAsync(async);
            return STARTED;
        }
        return tool.registered().tool().call(call());
    }

    @Override
    protected void returned(@Nullable Object result) {
        if (result != STARTED) {
            finish(result, null);
        }
    }

    @Override
    protected void threw(Throwable failure) {
        finish(null, failure);
    }

    @Override
    protected void neverStarted(ErrorInfo why) {
        if (why.code().equals(ErrorCode.CANCELLED)) {
            end(STOPPED);
        } else {
            refused(Refusals.noThread(tool, why));
        }
    }

    // --- a tool that never blocks ---

    private void startAsync(AsyncTool async) {
        CompletionStage<? extends @Nullable Object> stage;
        try {
            stage = async.start(call());
        } catch (Throwable thrown) { // an Error is an outcome too: lost, it would leave the run waiting
            finish(null, thrown);
            return;
        }
        if (stage == null) {
            String what = tool.callee() + " (" + async.getClass().getName() + ") returned null instead of a stage";
            end(new CallOutcome.Failed(ErrorInfo.of(ErrorCode.TOOL_FAILED, what), Ran.YES));
            return;
        }
        if (stage.getClass() == CompletableFuture.class) {
            CompletableFuture<?> future = (CompletableFuture<?>) stage;
            if (future.isDone() && !future.isCompletedExceptionally()) {
                finish(future.join(), null);
                return;
            }
        }
        try {
            stage.whenComplete(this);
        } catch (Throwable broken) {
            finish(null, broken);
        }
    }

    /** The stage is complete. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        finish(value, failure == null ? null : Failures.unwrap(failure));
    }

    // --- output ---

    @Override
    public void emit(Chunk chunk) {
        if (ended != 0) {
            return;
        }
        try {
            output.emit(ToolResults.bounded(chunk));
        } catch (RuntimeException failure) {
            LOG.warn("a sink for the output of tool '{}' failed", tool.name(), failure);
        }
    }

    // --- the end ---

    private ToolCall call() {
        return new ToolCall(tool.name(), arguments, context, output == NONE ? NONE : this);
    }

    /** The tool has done its part. Whatever is wrong with what it gave or threw, the call ends. */
    private void finish(@Nullable Object value, @Nullable Throwable failure) {
        CallOutcome outcome;
        try {
            outcome = failure == null ? ToolResults.outcome(tool, value, arguments) : failed(failure);
        } catch (Throwable broken) {
            String what = tool.callee() + " ended with something that cannot be read: "
                    + broken.getClass().getName();
            outcome = new CallOutcome.Failed(ErrorInfo.of(ErrorCode.TOOL_FAILED, what), Ran.YES);
        }
        end(outcome);
    }

    private CallOutcome failed(Throwable failure) {
        if (failure instanceof Error) {
            LOG.error("tool '{}' failed with an error", tool.name(), failure);
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("tool '{}' failed: {}", tool.name(), Failures.error(tool.name(), failure, arguments));
        }
        if (context.cancelToken().isCancelled()) {
            return STOPPED;
        }
        return new CallOutcome.Failed(Failures.error(tool.name(), failure, arguments), Ran.YES);
    }

    private void refused(ErrorInfo why) {
        end(new CallOutcome.Failed(why, Ran.NO));
    }

    private void end(CallOutcome outcome) {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return; // a stage that completes twice
        }
        if (inGate && tool.gate() != null) {
            tool.gate().leave();
        }
        if (started != null) {
            executor.audit(tool, context, arguments, started, startedNanos, outcome);
        }
        try {
            done.accept(outcome);
        } catch (RuntimeException | Error failure) {
            LOG.error("the caller of tool '{}' failed to take its outcome", tool.name(), failure);
        }
    }
}
