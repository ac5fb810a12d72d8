package io.opdbus.core.agent;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.core.concurrent.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way through the pool. It waits for its turn, then for a connection, both without a thread; until it is
 * handed to the channel it can be called back at any moment and then surely never starts. Afterwards its outcome is the
 * transport's; the pool repeats it only if it never left.
 */
final class PooledCall {

    private static final int QUEUED = 0;
    private static final int CONNECTING = 1;
    private static final int SENT = 2;
    private static final int ENDED = 3;

    /** Chunks are requested by that many; the next ones when half of them have been consumed. */
    private static final int BATCH = 128;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final CallOutcome STOPPED = new Stopped();
    private static final Cancellable NO_TIMER = () -> {};
    private static final Logger LOG = LoggerFactory.getLogger(PooledCall.class);
    private static final AtomicReferenceFieldUpdater<PooledCall, CircuitState> PASSED =
            AtomicReferenceFieldUpdater.newUpdater(PooledCall.class, CircuitState.class, "passed");
    private static final AtomicIntegerFieldUpdater<PooledCall> STATE =
            AtomicIntegerFieldUpdater.newUpdater(PooledCall.class, "state");

    private final PooledAgent agent;
    private final PoolSession session;
    private final Connection connection;
    private final AgentCall call;
    private final ChunkSink sink;
    private final Consumer<CallOutcome> done;

    private volatile int state = QUEUED;
    private volatile boolean stopping;
    private volatile @Nullable CallHandle handle;
    private volatile Cancellable timer = NO_TIMER;
    private volatile CancelToken.@Nullable Registration registration;
    private volatile @Nullable CircuitState passed;
    private volatile @Nullable CallOutcome lastFailure;
    private boolean overdue;
    private int repetitions;
    private int consumed;
    private long sentAt;

    PooledCall(PooledAgent agent, PoolSession session, AgentCall call, ChunkSink sink, Consumer<CallOutcome> done) {
        this.agent = agent;
        this.session = session;
        this.connection = session.connection(agent);
        this.call = call;
        this.sink = sink;
        this.done = done;
    }

    void start() {
        if (!session.add(this)) {
            end(QUEUED, Failures.notRun(ErrorCode.CLOSED, "session '" + call.session() + "' was closed"));
            return;
        }
        registration = call.cancelToken().onCancel(this::stop);
        if (state == ENDED) {
            unregister();
            return;
        }
        switch (agent.queue().enter(this)) {
            case RUN -> turn();
            case WAIT -> {
                startTimer();
                if (state == ENDED) {
                    agent.queue().remove(this);
                }
            }
            case FULL ->
                end(
                        QUEUED,
                        Failures.notRun(ErrorInfo.retryable(
                                ErrorCode.LIMIT_EXCEEDED,
                                "agent '" + agent.id() + "' has "
                                        + agent.queue().maxRunning() + " calls under way and "
                                        + agent.queue().maxWaiting()
                                        + " waiting; start less at once or raise its max_concurrent or max_queued")));
        }
    }

    /** The call has got its place. */
    void turn() {
        if (STATE.compareAndSet(this, QUEUED, CONNECTING)) {
            connect();
        } else {
            agent.queue().leave();
            agent.queue().handOn();
        }
    }

    /** The caller wants the call to stop, or its session is closed. */
    void stop() {
        stopping = true;
        if (end(QUEUED, STOPPED) || end(CONNECTING, STOPPED)) {
            return;
        }
        CallHandle sent = handle;
        if (sent != null) {
            sent.cancel();
        }
    }

    /** Second time round, ends a call that should have ended long ago and of which nothing is heard. */
    void giveUpIfOverdue() {
        boolean late = state == SENT
                && (stopping
                        || call.deadline().remaining(agent.context().clock()).isZero());
        if (late && overdue && !agent.local()) {
            giveUp("it did not end after it was cancelled or its deadline had passed");
        }
        overdue = late;
    }

    void giveUp(String why) {
        if (end(QUEUED, STOPPED) || end(CONNECTING, STOPPED)) {
            return;
        }
        CircuitState permit = stopping ? null : PASSED.getAndSet(this, null);
        if (permit != null) {
            permit.failed();
        }
        end(
                SENT,
                new Failed(
                        ErrorInfo.of(
                                ErrorCode.OUTCOME_UNKNOWN,
                                "nobody can tell how operation '" + call.operation() + "' of agent '" + agent.id()
                                        + "' ended: " + why),
                        Ran.UNKNOWN));
    }

    private void connect() {
        CircuitState permit = agent.circuit().tryPass();
        if (permit == null) {
            CallOutcome before = lastFailure;
            end(CONNECTING, before != null ? before : circuitOpen());
            return;
        }
        passed = permit;
        if (state == ENDED) { // ended meanwhile, perhaps before it could give the permit back
            abandonPermit();
            return;
        }
        AgentChannel channel = connection.ready();
        if (channel != null) {
            send(channel);
            return;
        }
        if (timer == NO_TIMER) {
            startTimer();
        }
        connection.acquire().whenComplete((opened, failure) -> {
            if (failure == null) {
                send(opened);
            } else {
                abandonPermit();
                ended(Failures.notRun(Failures.describe(agent.id(), failure)), CONNECTING);
            }
        });
    }

    private void send(AgentChannel channel) {
        if (!STATE.compareAndSet(this, CONNECTING, SENT)) {
            return;
        }
        sentAt = agent.context().timers().nanoTime();
        connection.callStarts();
        CallHandle sent;
        try {
            sent = channel.invoke(call, this::consume);
        } catch (RuntimeException failure) {
            answered(channel, new Failed(Failures.describe(agent.id(), failure), Ran.UNKNOWN));
            return;
        }
        handle = sent;
        if (stopping) {
            sent.cancel();
        }
        sent.request(sink == ChunkSink.NONE ? Long.MAX_VALUE : BATCH);
        sent.outcome()
                .whenComplete((outcome, failure) -> answered(
                        channel,
                        failure == null ? outcome : new Failed(Failures.describe(agent.id(), failure), Ran.UNKNOWN)));
    }

    private void consume(Chunk chunk) {
        try {
            if (state != ENDED) {
                sink.emit(chunk);
            }
        } catch (RuntimeException failure) {
            LOG.warn("a sink of chunks failed; the call goes on", failure);
        }
        if (++consumed == BATCH / 2) {
            consumed = 0;
            CallHandle sent = handle;
            if (sent != null) {
                sent.request(BATCH / 2);
            }
        }
    }

    private void answered(AgentChannel channel, CallOutcome outcome) {
        boolean transports = Failures.isTransports(outcome);
        connection.callEnded(channel, outcome instanceof Failed failed ? failed.ran() : Ran.YES);
        CircuitState permit = PASSED.getAndSet(this, null);
        if (permit != null) {
            if (!transports) {
                permit.succeeded();
                agent.statistics().took(agent.context().timers().nanoTime() - sentAt);
            } else if (channel.isOpen() && !stopping) {
                permit.failed(); // a broken channel has been counted already, once for all its calls
            } else {
                permit.abandoned();
            }
        }
        if (transports) {
            agent.callFailed(((Failed) outcome).error());
        }
        ended(outcome, SENT);
    }

    /** An attempt has ended: the call too, unless it never left and may be repeated. */
    private void ended(CallOutcome outcome, int from) {
        if (!Failures.neverLeft(outcome)
                || repetitions >= agent.context().settings().maxRetries()) {
            end(from, outcome);
            return;
        }
        long pause = Nanos.doubled(agent.context().settings().retryDelay(), ++repetitions, LONGEST_PAUSE);
        Deadline deadline = call.deadline();
        if (Nanos.of(deadline.remaining(agent.context().clock())) <= pause) {
            end(from, outcome);
            return;
        }
        lastFailure = outcome;
        handle = null;
        if (STATE.compareAndSet(this, from, CONNECTING)) {
            if (stopping) {
                end(CONNECTING, STOPPED);
            } else {
                agent.context().timers().schedule(pause, this::again);
            }
        }
    }

    private void again() {
        if (state == CONNECTING) {
            connect();
        }
    }

    private void startTimer() {
        if (call.deadline().exists()) {
            timer = agent.context()
                    .after(call.deadline().remaining(agent.context().clock()), this::expired);
            if (state == ENDED) {
                timer.cancel();
            }
        }
    }

    private void expired() {
        if (state == SENT) {
            return; // the deadline is the transport's from here on
        }
        CallOutcome before = lastFailure;
        String waited = before instanceof Failed failed ? ": " + failed.error().message() : "";
        if (!end(QUEUED, late("waited for its turn behind other calls of the agent"))) {
            end(CONNECTING, late("waited for a connection" + waited));
        }
    }

    private CallOutcome late(String what) {
        return Failures.notRun(ErrorInfo.retryable(
                ErrorCode.TIMED_OUT, "the deadline passed while the call to agent '" + agent.id() + "' " + what));
    }

    private CallOutcome circuitOpen() {
        return Failures.notRun(ErrorInfo.retryable(
                ErrorCode.CIRCUIT_OPEN,
                "agent " + agent.address() + " could not be reached "
                        + agent.context().settings().circuitFailures() + " times in a row; calls are refused until one"
                        + " has found it again"
                        + agent.status()
                                .lastError()
                                .map(error -> "; last error: " + error.message())
                                .orElse("")));
    }

    /** Ends the call if it is in that state; exactly one of all that try does it. */
    private boolean end(int from, CallOutcome outcome) {
        if (!STATE.compareAndSet(this, from, ENDED)) {
            return false;
        }
        timer.cancel();
        unregister();
        session.remove(this);
        agent.statistics().ended(outcome);
        abandonPermit();
        if (from == QUEUED) {
            agent.queue().remove(this);
        } else {
            agent.queue().leave();
        }
        try {
            done.accept(outcome);
        } catch (RuntimeException failure) {
            LOG.error("the receiver of an outcome failed", failure);
        }
        if (from != QUEUED) {
            agent.queue().handOn();
        }
        return true;
    }

    /** A permit is given back once; what did not end in an answer tells the circuit nothing. */
    private void abandonPermit() {
        CircuitState permit = PASSED.getAndSet(this, null);
        if (permit != null) {
            permit.abandoned();
        }
    }

    private void unregister() {
        CancelToken.Registration made = registration;
        if (made != null) {
            made.close();
        }
    }
}
