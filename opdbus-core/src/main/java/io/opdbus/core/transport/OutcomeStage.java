package io.opdbus.core.transport;

import io.opdbus.api.transport.CallOutcome;
import java.util.concurrent.CompletableFuture;

/** The outcome of a call, which only its owner completes: what callers turn it into is a copy. */
final class OutcomeStage extends CompletableFuture<CallOutcome> {

    @Override
    public <T> CompletableFuture<T> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<CallOutcome> toCompletableFuture() {
        return copy();
    }
}
