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
import io.opdbus.api.value.Values;
import io.opdbus.core.concurrent.BlockingTask;
import io.opdbus.core.schema.JsonSize;
import io.opdbus.core.schema.Mismatch;
import io.opdbus.core.schema.SchemaCheck;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a tool, from its checks to its one outcome. It is the task, the sink and the callback at once, so that a call
 * which ends at once costs one object.
 */
final class ToolRun extends BlockingTask
        implements ToolGate.Caller, ChunkSink, BiConsumer<@Nullable Object, @Nullable Throwable> {

    /** The length at which a single chunk's text is cut (R19). */
    static final int MAX_CHUNK = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TrackedToolExecutor.class);
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
        if (gate != null) {
            enter(gate);
        } else if (tool.async() == null) {
            executor.blocking().start(this);
        } else {
            startAsync(tool.async());
        }
    }

    private @Nullable ErrorInfo refusal() {
        if (executor.closed()) {
            return ErrorInfo.of(ErrorCode.CLOSED, "tool '" + tool.name() + "' is not called: the executor is closed");
        }
        try {
            arguments = tool.registered().check().apply(tool.callee(), arguments);
        } catch (OpdbusException misfit) {
            return Failures.masked(misfit.error(), arguments);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.error("the arguments of tool '{}' could not be checked", tool.name(), defect);
            return ErrorInfo.of(
                    ErrorCode.INTERNAL, "the arguments of tool '" + tool.name() + "' could not be checked: " + defect);
        }
        List<ActiveSkill> skills = context.skills();
        return skills.isEmpty() ? null : deniedBy(skills);
    }

    private @Nullable ErrorInfo deniedBy(List<ActiveSkill> skills) {
        for (ActiveSkill skill : skills) {
            List<String> allowed = executor.skillRules().allowedTools(skill.name());
            if (!allowed.isEmpty() && !allowed.contains(tool.name())) {
                return ErrorInfo.of(
                        ErrorCode.ACCESS_DENIED,
                        "skill '" + skill.name() + "' does not allow tool '" + tool.name() + "'; it allows "
                                + String.join(", ", allowed)
                                + "; add the tool to its allowed-tools, or call it without the skill");
            }
        }
        return null;
    }

    private boolean mustStop() {
        return context.cancelToken().isCancelled()
                || context.deadline().exists()
                        && !executor.clock()
                                .instant()
                                .isBefore(context.deadline().at());
    }

    private void enter(ToolGate gate) {
        inGate = true;
        switch (gate.enter(this)) {
            case ADMITTED -> {
                if (tool.async() == null) {
                    executor.blocking().start(this);
                } else {
                    startAsync(tool.async());
                }
            }
            case WAITING -> {}
            case FULL -> {
                inGate = false;
                refused(ErrorInfo.retryable(
                        ErrorCode.LIMIT_EXCEEDED,
                        "too many calls of tool '" + tool.name()
                                + "' wait for its limits already; start less at once, or "
                                + "raise its maxConcurrent or maxPerSecond"));
            }
        }
    }

    @Override
    public void admitted() {
        if (mustStop()) {
            end(STOPPED);
        } else if (tool.async() == null) {
            executor.blocking().start(this);
        } else if (!executor.blocking().execute(() -> startAsync(tool.async()))) {
            refused(ErrorInfo.retryable(
                    ErrorCode.LIMIT_EXCEEDED, "no thread was free to start tool '" + tool.name() + "'"));
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
        refused(ErrorInfo.of(
                ErrorCode.CLOSED, "the executor was closed while tool '" + tool.name() + "' waited for its turn"));
    }

    // --- a tool whose thread may block ---

    @Override
    public CancelToken token() {
        return context.cancelToken();
    }

    @Override
    protected @Nullable Object work() throws Exception {
        return tool.registered().tool().call(call());
    }

    @Override
    protected void returned(@Nullable Object result) {
        end(result(result));
    }

    @Override
    protected void threw(Throwable failure) {
        end(failed(failure));
    }

    @Override
    protected void neverStarted(ErrorInfo why) {
        if (why.code().equals(ErrorCode.CANCELLED)) {
            end(STOPPED);
        } else {
            refused(new ErrorInfo(
                    why.code(), "tool '" + tool.name() + "': " + why.message(), why.retryable(), why.details()));
        }
    }

    // --- a tool that never blocks ---

    private void startAsync(@Nullable AsyncTool async) {
        CompletionStage<? extends @Nullable Object> stage;
        try {
            stage = Objects.requireNonNull(async).start(call());
        } catch (Throwable thrown) { // an Error is an outcome too: lost, it would leave the run waiting
            end(failed(thrown));
            return;
        }
        if (stage == null) {
            end(new CallOutcome.Failed(
                    ErrorInfo.of(
                            ErrorCode.TOOL_FAILED,
                            "tool '" + tool.name() + "' (" + async.getClass().getName()
                                    + ") returned null instead of a stage"),
                    Ran.YES));
            return;
        }
        if (stage.getClass() == CompletableFuture.class) {
            CompletableFuture<?> future = (CompletableFuture<?>) stage;
            if (future.isDone() && !future.isCompletedExceptionally()) {
                end(result(future.join()));
                return;
            }
        }
        try {
            stage.whenComplete(this);
        } catch (Throwable broken) {
            end(failed(broken));
        }
    }

    /** The stage is complete. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        end(failure == null ? result(value) : failed(Failures.unwrap(failure)));
    }

    // --- output ---

    @Override
    public void emit(Chunk chunk) {
        if (ended != 0) {
            return;
        }
        try {
            output.emit(chunk.content().length() <= MAX_CHUNK ? chunk : cut(chunk));
        } catch (RuntimeException failure) {
            LOG.warn("a sink for the output of tool '{}' failed", tool.name(), failure);
        }
    }

    private static Chunk cut(Chunk chunk) {
        String text = chunk.content();
        int end = Character.isHighSurrogate(text.charAt(MAX_CHUNK - 1)) ? MAX_CHUNK - 1 : MAX_CHUNK;
        return new Chunk(chunk.kind(), text.substring(0, end) + "[... " + (text.length() - end) + " characters cut]");
    }

    // --- the end ---

    private ToolCall call() {
        return new ToolCall(tool.name(), arguments, context, output == NONE ? NONE : this);
    }

    private CallOutcome result(@Nullable Object value) {
        Object normal;
        try {
            normal = Values.of(value);
            SchemaCheck schema = tool.registered().output();
            if (schema != null && !schema.accepts(normal)) {
                return misfit(schema.mismatches(normal));
            }
        } catch (OpdbusException invalid) {
            return failure(ErrorCode.INVALID_OUTPUT, invalid.error().message());
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.debug("the result of tool '{}' could not be read", tool.name(), broken);
            return failure(ErrorCode.INVALID_OUTPUT, "its result could not be read: " + broken);
        }
        if (JsonSize.exceeds(normal, tool.maxOutputBytes())) {
            return failure(
                    ErrorCode.OUTPUT_TOO_LARGE,
                    "its result takes more than " + tool.maxOutputBytes()
                            + " bytes as JSON; let it return less, or raise its maxOutputBytes");
        }
        return new CallOutcome.Succeeded(normal);
    }

    private CallOutcome misfit(List<Mismatch> mismatches) {
        String problems = mismatches.stream()
                .map(mismatch -> mismatch.text("the result's field", "the result"))
                .collect(Collectors.joining("; "));
        return failure(ErrorCode.INVALID_OUTPUT, "the result does not fit its output schema: " + problems);
    }

    private CallOutcome failure(ErrorCode code, String what) {
        ErrorInfo error = ErrorInfo.of(code, "tool '" + tool.name() + "': " + what);
        return new CallOutcome.Failed(Failures.masked(error, arguments), Ran.YES);
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
