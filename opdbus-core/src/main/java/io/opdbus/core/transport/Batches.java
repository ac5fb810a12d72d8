package io.opdbus.core.transport;

import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.CallHandle;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.transport.CallOutcome.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Batches for transports whose protocol has none: the calls are started one by one. */
public final class Batches {

    /** What is said of a call that was left out. */
    static final String LEFT_OUT = "left out because an earlier call of the batch failed";

    private static final CallOutcome STOPPED = new Stopped();
    private static final CallOutcome SKIPPED = new Failed(ErrorInfo.of(ErrorCode.CANCELLED, LEFT_OUT), Ran.NO);

    private Batches() {}

    /**
     * Makes calls one after the other: the next starts when the one before has ended.
     *
     * @param calls what is called
     * @param stopOnError whether calls are left out once one failed
     * @param start starts a call; runs on this thread or on one that ends a call, never recursively
     * @return a handle for each call, in the same order; chunks are requested for nobody
     */
    public static List<CallHandle> sequential(
            List<AgentCall> calls, boolean stopOnError, Function<AgentCall, CallHandle> start) {
        Chain chain = new Chain(calls, stopOnError, start);
        chain.advance();
        return List.copyOf(chain.links);
    }

    /** The calls of a batch, in order. */
    private static final class Chain {

        private final List<Link> links = new ArrayList<>();
        private final boolean stopOnError;
        private final Function<AgentCall, CallHandle> start;
        /** How often the chain was told to go on while somebody was at it. */
        private final AtomicInteger told = new AtomicInteger();

        private int next;
        private boolean failed;

        Chain(List<AgentCall> calls, boolean stopOnError, Function<AgentCall, CallHandle> start) {
            this.stopOnError = stopOnError;
            this.start = start;
            calls.forEach(call -> links.add(new Link(call)));
        }

        void advance() {
            if (told.getAndIncrement() > 0) {
                return;
            }
            int answered;
            do {
                answered = told.get();
                for (int i = 0; i < answered && next < links.size(); i++) {
                    step(links.get(next++));
                }
            } while (told.addAndGet(-answered) > 0);
        }

        private void step(Link link) {
            if (failed && stopOnError) {
                link.end(SKIPPED);
                advance();
            } else {
                link.start(start, end -> {
                    failed |= end instanceof Failed;
                    advance();
                });
            }
        }
    }

    /** A call that may not have started yet. */
    private static final class Link implements CallHandle {

        private final AgentCall call;
        private final OutcomeStage outcome = new OutcomeStage();
        /** Whoever sets it, starter or canceller, decides whether the call ever starts. */
        private final AtomicBoolean decided = new AtomicBoolean();

        private volatile @Nullable CallHandle running;
        private volatile boolean cancelled;

        Link(AgentCall call) {
            this.call = call;
        }

        void start(Function<AgentCall, CallHandle> how, Consumer<CallOutcome> then) {
            if (!decided.compareAndSet(false, true)) {
                then.accept(STOPPED);
                return;
            }
            CallHandle handle = how.apply(call);
            running = handle;
            if (cancelled) {
                handle.cancel();
            }
            handle.request(Long.MAX_VALUE);
            handle.outcome().thenAccept(end -> {
                then.accept(end);
                end(end);
            });
        }

        void end(CallOutcome how) {
            outcome.complete(how);
        }

        @Override
        public void request(long chunks) {
            // The chunks of a batch are delivered to nobody.
        }

        @Override
        public CompletionStage<CallOutcome> outcome() {
            return outcome;
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (decided.compareAndSet(false, true)) {
                end(STOPPED);
                return;
            }
            CallHandle handle = running;
            if (handle != null) {
                handle.cancel();
            }
        }
    }
}
