package io.opdbus.core.agent;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.SessionSpec;
import io.opdbus.api.transport.Transport;
import io.opdbus.core.concurrent.BlockingExecutor;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.concurrent.TimerService;
import io.opdbus.core.process.ProcessRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The way to every agent of the catalogue, over whichever transport its address is for: sessions, connections that are
 * opened when they are needed and again when they broke, a bounded number of calls at once with a fair queue, a circuit
 * breaker for each agent, health checks, and the processes of agents that have a command.
 *
 * <p>Safe for use by several threads. But for {@link #close} no method blocks; what waits for its turn, a connection, an
 * answer or a pause holds no thread.
 */
public final class AgentPool implements AutoCloseable {

    private static final Duration CLOSING_TIME = Duration.ofSeconds(10);

    private final AgentCatalog catalog;
    private final Transports transports;
    private final PoolContext context;
    private final Map<String, PooledAgent> agents = new TreeMap<>();
    private final Map<String, PooledAgent> index;
    private final SessionTable sessions;
    private final List<PooledAgent> runOnConnection;
    private final HealthWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    private AgentPool(Builder builder) {
        this.catalog = builder.catalog;
        this.transports = new Transports(builder.transports);
        this.context = new PoolContext(builder.executor, builder.timers, builder.clock);
        this.sessions = new SessionTable(context);
        SessionSpec own = SessionSpec.of("pool-" + UUID.randomUUID());
        for (AgentEntry entry : catalog.entries()) {
            Optional<AgentProcess> process = entry.settings().command().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new AgentProcess(entry.id(), entry.settings(), builder.processes, context));
            agents.put(entry.id(), new PooledAgent(entry, transports.find(entry.address()), process, context, own));
        }
        this.index = Map.copyOf(agents);
        this.runOnConnection = catalog.config().runOnConnection().stream()
                .distinct()
                .map(index::get)
                .toList();
        this.watch = new HealthWatch(
                agents.values(),
                sessions.all(),
                context,
                catalog.config().pool().healthCheckInterval());
    }

    /**
     * Starts to describe a pool.
     *
     * @param catalog which agents there are, and the settings
     * @param executor starts processes; stays open
     * @param timers keeps time; stays open
     * @return a builder
     */
    public static Builder builder(AgentCatalog catalog, BlockingExecutor executor, TimerService timers) {
        return new Builder(catalog, executor, timers);
    }

    /**
     * Starts the processes of the agents that run on connection, connects to them, keeps these connections, and begins
     * to ask idle agents how they are. Whatever fails is tried again; {@link #status()} shows it.
     */
    public void connect() {
        if (!closed.get()) {
            watch.start();
            runOnConnection.forEach(watch::keep);
        }
    }

    /**
     * Opens a session, unless it is open already. It stays open, however many runs use it, until it is closed. Agents
     * that run on connection are connected for it at once, the others at the first call. Where a session of the same id is
     * being closed, the new one begins when that has ended.
     *
     * @param id the session's id
     * @throws OpdbusException with {@link ErrorCode#CLOSED} if the pool is closed
     */
    public void openSession(String id) {
        if (closed.get()) {
            throw new OpdbusException(closedError());
        }
        Optional<PoolSession> opened = sessions.open(id);
        if (closed.get()) {
            closeSession(id);
            throw new OpdbusException(closedError());
        }
        opened.ifPresent(this::connect);
    }

    private void connect(PoolSession session) {
        watch.start();
        for (PooledAgent agent : runOnConnection) {
            if (!agent.local()) {
                session.connection(agent).acquire();
            }
        }
    }

    /**
     * Closes a session: its calls are cancelled, its agents let go of its state. Does nothing if it is not open.
     *
     * @param id the session's id
     * @return completes when nothing of it is left, at the latest after ten seconds; never exceptionally
     */
    public CompletionStage<Void> closeSession(String id) {
        return sessions.close(id, context.deadline(CLOSING_TIME)).minimalCompletionStage();
    }

    /**
     * Starts a call. Never blocks. How the call ends is told once: as the transport tells it, or
     *
     * <ul>
     *   <li>{@code Stopped} where it was cancelled, or its session closed, before it was sent;
     *   <li>{@code Failed} with {@code Ran.NO}: {@code UNKNOWN_NAME}, {@code NO_TRANSPORT}, {@code CLOSED} (pool or
     *       session), {@code LIMIT_EXCEEDED} (the queue is full), {@code CIRCUIT_OPEN}, {@code AGENT_UNAVAILABLE} (after
     *       repetitions), {@code SESSION_LOST}, {@code TIMED_OUT} (its deadline passed before it was sent);
     *   <li>{@code Failed} with {@code Ran.UNKNOWN} and {@code OUTCOME_UNKNOWN} where it was cancelled, its deadline
     *       passed, or its session was closed, and then nothing more was heard of it.
     * </ul>
     *
     * <p>Its deadline binds also while it waits; so does its cancel token: cancelling it cancels the call.
     *
     * @param call what is called, in an open session
     * @param chunks takes the call's output, one chunk after the other; must not block
     * @param done takes the outcome, on any thread, possibly before this method returns; must not block
     */
    public void start(AgentCall call, ChunkSink chunks, Consumer<CallOutcome> done) {
        Objects.requireNonNull(chunks, "chunks");
        Objects.requireNonNull(done, "done");
        PooledAgent agent = index.get(call.agent());
        PoolSession session = sessions.find(call.session());
        if (agent == null) {
            done.accept(Failures.notRun(catalog.unknown(call.agent()).error()));
        } else if (closed.get()) {
            done.accept(Failures.notRun(closedError()));
        } else if (session == null) {
            done.accept(Failures.notRun(ErrorCode.CLOSED, "session '" + call.session() + "' is not open"));
        } else {
            new PooledCall(agent, session, call, chunks, done).start();
        }
    }

    /**
     * Why no call can reach an agent, as far as that is known without connecting: for the check before a run (R1).
     *
     * @param id the agent's id
     * @return {@code UNKNOWN_NAME} or {@code NO_TRANSPORT}; empty if it may be reached
     */
    public Optional<ErrorInfo> check(String id) {
        PooledAgent agent = index.get(id);
        return agent == null ? Optional.of(catalog.unknown(id).error()) : agent.unreachable();
    }

    /**
     * What an agent can do (R6): from the catalogue, else by connecting and asking; the answer is kept.
     *
     * @param id the agent's id
     * @param deadline when to give up
     * @return completes with the descriptor, with empty where the agent's protocol cannot tell, or exceptionally with an
     *     {@link OpdbusException}
     */
    public CompletionStage<Optional<AgentDescriptor>> resolve(String id, Deadline deadline) {
        Optional<AgentDescriptor> known = catalog.find(id);
        if (known.isEmpty()) {
            return CompletableFuture.failedStage(catalog.unknown(id));
        }
        if (!known.get().operations().isEmpty()) {
            return CompletableFuture.completedStage(known);
        }
        PooledAgent agent = Objects.requireNonNull(index.get(id));
        CompletableFuture<Optional<AgentDescriptor>> result = new CompletableFuture<>();
        Cancellable limit = context.after(
                deadline.remaining(context.clock()),
                () -> result.completeExceptionally(new OpdbusException(ErrorInfo.retryable(
                        ErrorCode.TIMED_OUT, "agent " + agent.address() + " did not say in time what it can do"))));
        agent.own()
                .acquire()
                .thenCompose(channel -> channel.describe(deadline))
                .thenApply(told -> told.map(descriptor -> catalog.learn(agent.entry(), descriptor)))
                .whenComplete((told, failure) -> {
                    limit.cancel();
                    if (failure != null) {
                        result.completeExceptionally(new OpdbusException(Failures.describe(id, failure)));
                    } else {
                        result.complete(told);
                    }
                });
        return result;
    }

    /**
     * How the pool stands.
     *
     * @return a snapshot
     */
    public PoolStatus status() {
        return new PoolStatus(
                closed.get(),
                sessions.ids(),
                agents.values().stream().map(PooledAgent::status).toList());
    }

    /** Closes the pool within ten seconds, as {@link #close(Duration)}. */
    @Override
    public void close() {
        close(CLOSING_TIME);
    }

    /**
     * Takes no more calls, cancels those under way, closes the sessions and connections, ends the processes, and closes
     * the transports. Calls that do not end in time are given up with {@code OUTCOME_UNKNOWN}. May be called more than
     * once; only the first call does anything.
     *
     * @param timeout how long it may take at most
     */
    public void close(Duration timeout) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watch.stop();
        ClosingTime time = new ClosingTime(timeout, context);
        List<PoolSession> open = sessions.drain();
        List<CompletionStage<?>> ends = new ArrayList<>();
        open.forEach(session -> ends.add(session.close(time.deadline(), context)));
        agents.values().forEach(agent -> ends.add(agent.own().close(time.deadline())));
        time.await(ends);
        open.forEach(PoolSession::end);
        List<CompletionStage<?>> processes = new ArrayList<>();
        for (PooledAgent agent : agents.values()) {
            agent.process().ifPresent(process -> processes.add(process.close(time.grace())));
        }
        time.await(processes);
        List<CompletionStage<?>> closings = new ArrayList<>();
        transports.all().forEach(transport -> closings.add(time.run(transport::close)));
        time.await(closings);
    }

    private static ErrorInfo closedError() {
        return ErrorInfo.of(ErrorCode.CLOSED, "the agent pool is closed");
    }

    /** Collects what a pool is made of. Not safe for use by several threads. */
    public static final class Builder {

        private final AgentCatalog catalog;
        private final BlockingExecutor executor;
        private final TimerService timers;
        private final List<Transport> transports = new ArrayList<>();
        private InstantSource clock = InstantSource.system();
        private ProcessRunner processes = ProcessRunner.create();

        private Builder(AgentCatalog catalog, BlockingExecutor executor, TimerService timers) {
            this.catalog = Objects.requireNonNull(catalog, "catalog");
            this.executor = Objects.requireNonNull(executor, "executor");
            this.timers = Objects.requireNonNull(timers, "timers");
        }

        /**
         * A way to reach agents. The pool closes it. Where several accept an address, the one with the highest priority is
         * taken, then the first by class name.
         *
         * @param transport added to those given before
         * @return this builder
         */
        public Builder transport(Transport transport) {
            transports.add(Objects.requireNonNull(transport, "transport"));
            return this;
        }

        /**
         * Tells how far a deadline is.
         *
         * @param source the system clock unless set
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Starts the agents' processes.
         *
         * @param runner one of the pool's own unless set; stays open
         * @return this builder
         */
        public Builder processes(ProcessRunner runner) {
            processes = Objects.requireNonNull(runner, "runner");
            return this;
        }

        /**
         * Makes the pool. Nothing is connected or started.
         *
         * @return the pool; close it
         */
        public AgentPool build() {
            return new AgentPool(this);
        }
    }
}
