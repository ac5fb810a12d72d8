package io.opdbus.api.transport;

import java.util.concurrent.CompletionStage;

/** A call under way. Safe for use by several threads. */
public interface CallHandle {

    /**
     * Lets that many more chunks come (back-pressure). Nothing is delivered before the first request.
     *
     * @param chunks at least 1; {@link Long#MAX_VALUE} means without bound
     */
    void request(long chunks);

    /**
     * How the call ends. The stage is completed exactly once, never exceptionally, after the last chunk was delivered, on
     * a thread of the transport that must not be blocked.
     *
     * @return the same stage each time
     */
    CompletionStage<CallOutcome> outcome();

    /**
     * Asks the other side to stop. Does not block; may be called more than once and after the end. The outcome comes all
     * the same: {@link CallOutcome.Stopped} where the stop is confirmed, else what really happened. A transport that
     * cannot stop its peer leaves the call running, and the caller's grace period decides (R10).
     */
    void cancel();
}
