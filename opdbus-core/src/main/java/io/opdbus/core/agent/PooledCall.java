package io.opdbus.core.agent;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import io.opdbus.core.concurrent.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way through the pool. It waits for its turn, then for a connection, both without a thread; until it is
 * handed to the channel it can be called back at any moment and then surely never starts. Afterwards its outcome is the
 * transport's; the pool repeats it only if it never left (R9).
 */
final class PooledCall {

    private static final int QUEUED = 0;
    private static final int CONNECTING = 1;
    private static final int SENT = 2;
    private static final int ENDED = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final CallOutcome STOPPED = new Stopped();
    private static final Cancellable NO_TIMER = () -> {};
    private static final Logger LOG = LoggerFactory.getLogger(PooledCall.class);
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
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable Failed lastFailure;
    private volatile CancelToken.@Nullable Registration registration;
    private volatile Cancellable timer = NO_TIMER;
    private int repetitions;
    private boolean overdue;

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
            case FULL -> end(QUEUED, Refusals.queueFull(agent));
        }
    }

    /** The call has got its place among those that run. */
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
        if (endBeforeSent(STOPPED)) {
            return;
        }
        Attempt current = attempt;
        if (current != null) {
            current.stop();
        }
    }

    boolean stopping() {
        return stopping;
    }

    boolean hasEnded() {
        return state == ENDED;
    }

    /** Second time round, gives up a call that should have ended long ago and of which nothing is heard. */
    void giveUpIfOverdue() {
        boolean late = state == SENT
                && !agent.local()
                && (stopping
                        || call.deadline().remaining(agent.context().clock()).isZero());
        if (late && overdue) {
            giveUp("it did not end after it was cancelled or its deadline had passed");
        }
        overdue = late;
    }

    void giveUp(String why) {
        if (endBeforeSent(STOPPED)) {
            return;
        }
        Attempt current = attempt;
        if (current != null && !stopping) {
            current.unanswered();
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

    /** An attempt came back. */
    void answered(CallOutcome outcome) {
        endOrRepeat(outcome, SENT);
    }

    private void connect() {
        CircuitState permit = agent.circuit().tryPass();
        if (permit == null) {
            Failed before = lastFailure;
            end(CONNECTING, before != null ? before : Refusals.circuitOpen(agent));
            return;
        }
        Attempt next = new Attempt(this, agent, connection, sink, permit);
        attempt = next;
        if (state == ENDED) { // ended meanwhile, perhaps before it could take the permit with it
            next.abandon();
            return;
        }
        AgentChannel channel = connection.ready();
        if (channel != null) {
            send(next, channel);
            return;
        }
        startTimer();
        connection.acquire().whenComplete((opened, failure) -> {
            if (failure == null) {
                send(next, opened);
            } else {
                next.abandon();
                endOrRepeat(Failures.notRun(Failures.describe(agent.id(), failure)), CONNECTING);
            }
        });
    }

    private void send(Attempt next, AgentChannel channel) {
        if (STATE.compareAndSet(this, CONNECTING, SENT)) {
            next.send(call, channel);
        }
    }

    /** An attempt has ended: the call too, unless it never left and may be repeated. */
    private void endOrRepeat(CallOutcome outcome, int from) {
        if (!Failures.neverLeft(outcome) || repetitions >= agent.limits().maxRetries()) {
            end(from, outcome);
            return;
        }
        long pause = Nanos.doubled(agent.limits().retryDelay(), ++repetitions, LONGEST_PAUSE);
        if (Nanos.of(call.deadline().remaining(agent.context().clock())) <= pause) {
            end(from, outcome);
            return;
        }
        lastFailure = (Failed) outcome;
        if (STATE.compareAndSet(this, from, CONNECTING)) {
            if (stopping) {
                end(CONNECTING, STOPPED);
            } else {
                agent.context().timers().schedule(pause, this::repeat);
            }
        }
    }

    private void repeat() {
        if (state == CONNECTING) {
            connect();
        }
    }

    /** Until the call is sent its deadline is the pool's affair, from then on the transport's. */
    private void startTimer() {
        if (timer == NO_TIMER && call.deadline().exists()) {
            timer = agent.context()
                    .after(call.deadline().remaining(agent.context().clock()), this::expired);
            if (state == ENDED) {
                timer.cancel();
            }
        }
    }

    private void expired() {
        if (state == QUEUED) {
            end(QUEUED, Refusals.late(agent, "waited for its turn behind other calls of the agent"));
        }
        Failed before = lastFailure;
        end(
                CONNECTING,
                Refusals.late(
                        agent,
                        "waited for a connection"
                                + (before == null ? "" : ": " + before.error().message())));
    }

    private boolean endBeforeSent(CallOutcome outcome) {
        return end(QUEUED, outcome) || end(CONNECTING, outcome);
    }

    /** Ends the call if it is in that state: of all that try, exactly one succeeds. */
    private boolean end(int from, CallOutcome outcome) {
        if (!STATE.compareAndSet(this, from, ENDED)) {
            return false;
        }
        timer.cancel();
        unregister();
        session.remove(this);
        agent.statistics().ended(outcome);
        Attempt last = attempt;
        if (last != null) {
            last.abandon();
        }
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

    private void unregister() {
        CancelToken.Registration made = registration;
        if (made != null) {
            made.close();
        }
    }
}
