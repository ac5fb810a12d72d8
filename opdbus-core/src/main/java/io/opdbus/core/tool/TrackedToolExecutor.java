package io.opdbus.core.tool;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.AsyncTool;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolLimits;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Arguments;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.TimerService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes every call of a tool: checks its arguments, fills in defaults, asks the active skills, waits for the tool's limits
 * without holding a thread, calls, checks and bounds the result, and keeps a record. Safe for use by several threads.
 */
public final class TrackedToolExecutor implements AutoCloseable {

    private final ToolRegistry registry;
    private final IdentityHashMap<Tool, GuardedTool> tools = new IdentityHashMap<>();
    private final BlockingExecutor blocking;
    private final TimerService timers;
    private final InstantSource clock;
    private final SkillRules skillRules;
    private final AuditTrail audit;
    private final StandaloneCalls standalone;
    private volatile boolean closed;

    private TrackedToolExecutor(Builder builder) {
        registry = builder.registry;
        blocking = builder.blocking;
        timers = builder.timers;
        clock = builder.clock;
        skillRules = builder.skillRules;
        audit = new AuditTrail(builder.audit);
        standalone = new StandaloneCalls(this, builder.stopGrace);
        registry.all().forEach(tool -> tools.put(tool.tool(), guarded(tool, builder)));
    }

    /**
     * Starts to set an executor up.
     *
     * @param registry the tools that can be called
     * @param blocking runs tools that block; closed by whoever made it, after this executor
     * @param timers serves rate limits and deadlines; closed by whoever made it, after this executor
     * @return a builder
     */
    public static Builder builder(ToolRegistry registry, BlockingExecutor blocking, TimerService timers) {
        return new Builder(registry, blocking, timers);
    }

    /**
     * The tools that can be called.
     *
     * @return the registry
     */
    public ToolRegistry registry() {
        return registry;
    }

    /**
     * Makes a call. Never blocks and throws nothing; whatever happens is the call's outcome. The caller watches the
     * deadline: it cancels the context's token when that has passed.
     *
     * @param tool a tool of the registry
     * @param arguments JSON-like values
     * @param context ids, deadline, cancel token and skills of the call
     * @param output takes the call's output while it runs; a text of more than 64 Ki characters is cut and marked
     * @param done takes the outcome, exactly once, on any thread, perhaps before this method returns; must not block
     */
    public void start(
            Tool tool, Arguments arguments, CallContext context, ChunkSink output, Consumer<CallOutcome> done) {
        GuardedTool guarded = tools.get(tool);
        if (guarded == null) {
            done.accept(new CallOutcome.Failed(
                    ErrorInfo.of(
                            ErrorCode.UNKNOWN_NAME,
                            "a tool of " + tool.getClass().getName() + " is called that this executor does not know; "
                                    + "register it"),
                    Ran.NO));
            return;
        }
        new ToolRun(this, guarded, arguments, context, output, done).begin();
    }

    /**
     * Makes a call outside a run, without a deadline.
     *
     * @param name the tool's name
     * @param arguments values that {@link io.opdbus.api.value.Values#map} can turn into JSON-like ones
     * @return completes with the result, or exceptionally with an {@link OpdbusException}; cancelling its future stops the
     *     call
     */
    public CompletionStage<@Nullable Object> call(String name, Map<String, ?> arguments) {
        return standalone.call(name, arguments, CallFacts.standalone(StandaloneCalls.newId()), ChunkSink.NONE);
    }

    /**
     * Makes a call outside a run whose context the caller chooses. Here the executor itself watches the deadline.
     *
     * @param name the tool's name
     * @param arguments values that {@link io.opdbus.api.value.Values#map} can turn into JSON-like ones
     * @param context ids, deadline, cancel token and skills of the call
     * @param output takes the call's output while it runs
     * @return completes with the result, or exceptionally with an {@link OpdbusException}: {@link ErrorCode#TIMED_OUT} when
     *     the deadline passed and the tool has stopped, {@link ErrorCode#OUTCOME_UNKNOWN} when it does not stop in time;
     *     cancelling its future stops the call
     */
    public CompletionStage<@Nullable Object> call(
            String name, Map<String, ?> arguments, CallContext context, ChunkSink output) {
        return standalone.call(name, arguments, context, output);
    }

    /**
     * Makes a call outside a run and waits for it. Interrupting the waiting thread stops the call.
     *
     * @param name the tool's name
     * @param arguments values that {@link io.opdbus.api.value.Values#map} can turn into JSON-like ones
     * @param timeout how long it may take
     * @return the result
     * @throws OpdbusException as for {@link #call(String, Map, CallContext, ChunkSink)}
     */
    public @Nullable Object call(String name, Map<String, ?> arguments, Duration timeout) {
        CallFacts context = CallFacts.standalone(StandaloneCalls.newId()).withDeadline(Deadline.after(timeout, clock));
        return standalone.await(name, arguments, context);
    }

    /**
     * Takes no more calls, sends away those that wait for their turn, and cancels those made outside a run. Does not wait
     * for what runs. May be called more than once.
     */
    @Override
    public void close() {
        closed = true;
        for (GuardedTool tool : tools.values()) {
            if (tool.gate() != null) {
                tool.gate().close();
            }
        }
        standalone.cancelAll("the executor was closed");
    }

    boolean closed() {
        return closed;
    }

    BlockingExecutor blocking() {
        return blocking;
    }

    TimerService timers() {
        return timers;
    }

    InstantSource clock() {
        return clock;
    }

    SkillRules skillRules() {
        return skillRules;
    }

    boolean audited() {
        return audit.active();
    }

    void audit(
            GuardedTool tool,
            CallContext context,
            Arguments arguments,
            Instant started,
            long startedNanos,
            CallOutcome outcome) {
        Duration duration = Duration.ofNanos(timers.nanoTime() - startedNanos);
        audit.ended(tool.name(), context, arguments, started, duration, outcome);
    }

    private GuardedTool guarded(RegisteredTool tool, Builder builder) {
        ToolLimits limits = tool.descriptor().limits();
        ToolGate gate = limits.maxConcurrent() == 0 && limits.maxPerSecond() == 0
                ? null
                : new ToolGate(limits.maxConcurrent(), limits.maxPerSecond(), builder.maxWaiting, timers);
        return new GuardedTool(
                tool,
                tool.name(),
                "tool '" + tool.name() + "'",
                tool.tool() instanceof AsyncTool async ? async : null,
                gate,
                limits.maxOutputBytes() == 0 ? builder.maxOutputBytes : limits.maxOutputBytes());
    }

    /** Sets an executor up. Not safe for use by several threads. */
    public static final class Builder {

        private final ToolRegistry registry;
        private final BlockingExecutor blocking;
        private final TimerService timers;
        private InstantSource clock = InstantSource.system();
        private SkillRules skillRules = SkillRules.NONE;
        private @Nullable ToolAudit audit;
        private int maxOutputBytes = 1 << 20;
        private int maxWaiting = 10_000;
        private Duration stopGrace = Duration.ofSeconds(5);

        private Builder(ToolRegistry registry, BlockingExecutor blocking, TimerService timers) {
            this.registry = Objects.requireNonNull(registry, "registry");
            this.blocking = Objects.requireNonNull(blocking, "blocking");
            this.timers = Objects.requireNonNull(timers, "timers");
        }

        /**
         * The clock by which deadlines are compared.
         *
         * @param source the system's unless set
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Which tools the active skills allow.
         *
         * @param rules no restriction unless set
         * @return this builder
         */
        public Builder skillRules(SkillRules rules) {
            skillRules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /**
         * Who is told of every call.
         *
         * @param listener unless set, calls are logged at debug level
         * @return this builder
         */
        public Builder audit(ToolAudit listener) {
            audit = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * How large a result may be as JSON where its tool does not say (R19).
         *
         * @param bytes at least 1; 1 MiB unless set
         * @return this builder
         */
        public Builder maxOutputBytes(int bytes) {
            maxOutputBytes = positive(bytes, "maxOutputBytes");
            return this;
        }

        /**
         * How many calls of one tool may wait for its limits (R19); the next one fails with LIMIT_EXCEEDED.
         *
         * @param calls at least 1; 10,000 unless set
         * @return this builder
         */
        public Builder maxWaiting(int calls) {
            maxWaiting = positive(calls, "maxWaiting");
            return this;
        }

        /**
         * How long a call outside a run may take to stop after its deadline before its outcome is unknown (R10).
         *
         * @param grace five seconds unless set
         * @return this builder
         */
        public Builder stopGrace(Duration grace) {
            if (grace.isNegative()) {
                throw new IllegalArgumentException("stopGrace must not be negative, is " + grace);
            }
            stopGrace = grace;
            return this;
        }

        /**
         * Ends the set-up.
         *
         * @return the executor; close it
         */
        public TrackedToolExecutor build() {
            return new TrackedToolExecutor(this);
        }

        private static int positive(int value, String what) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, is " + value);
            }
            return value;
        }
    }
}
