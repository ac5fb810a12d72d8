package io.opdbus.core.tool;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Values;
import io.opdbus.core.concurrent.Cancellable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** Calls outside a run: no engine watches their deadlines, so they are watched here. */
final class StandaloneCalls {

    private static final String TIMED_OUT = "its deadline passed";

    private final TrackedToolExecutor executor;
    private final Duration stopGrace;
    private final Set<CancelToken> open = ConcurrentHashMap.newKeySet();

    StandaloneCalls(TrackedToolExecutor executor, Duration stopGrace) {
        this.executor = executor;
        this.stopGrace = stopGrace;
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    CompletableFuture<@Nullable Object> call(
            String name, Map<String, ?> arguments, CallContext context, ChunkSink output) {
        Tool tool;
        Arguments values;
        try {
            tool = executor.registry().get(name);
            values = Arguments.of(Values.map(arguments));
        } catch (OpdbusException refused) {
            OpdbusException told = refused.code().equals(ErrorCode.INVALID_OUTPUT)
                    ? new OpdbusException(
                            ErrorCode.INVALID_ARGUMENTS,
                            "tool '" + name + "': among its arguments, " + refused.getMessage(),
                            refused)
                    : refused;
            return CompletableFuture.failedFuture(told);
        }
        Call call = new Call(name, context);
        call.watchDeadline();
        executor.start(tool, values, call.context, output, call::ended);
        return call.result;
    }

    @Nullable Object await(String name, Map<String, ?> arguments, CallContext context) {
        CompletableFuture<@Nullable Object> result = call(name, arguments, context, ChunkSink.NONE);
        try {
            return result.get();
        } catch (InterruptedException interrupted) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new OpdbusException(
                    ErrorCode.CANCELLED, "the thread that waited for tool '" + name + "' was interrupted", interrupted);
        } catch (CancellationException cancelled) {
            throw new OpdbusException(ErrorCode.CANCELLED, "tool '" + name + "' was cancelled", cancelled);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OpdbusException known) {
                throw known;
            }
            throw new OpdbusException(ErrorCode.INTERNAL, "tool '" + name + "': " + failed.getCause(), failed);
        }
    }

    void cancelAll(String why) {
        open.forEach(token -> token.cancel(why));
    }

    private final class Call {

        final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        final CallFacts context;
        private final String name;
        private final CancelToken token = new CancelToken();
        private final CancelToken.Registration outer;
        private volatile boolean timedOut;
        private volatile Cancellable timer = () -> {};

        Call(String name, CallContext given) {
            this.name = name;
            context = new CallFacts(
                    given.runId(),
                    given.runId().equals(given.stepId()) ? name : given.stepId(),
                    given.idempotencyKey(),
                    given.attempt(),
                    given.deadline(),
                    token,
                    given.skills());
            open.add(token);
            token.onCancel(() -> timer = executor.timers().schedule(stopGrace.toNanos(), this::graceExpired));
            outer = given.cancelToken()
                    .onCancel(() -> token.cancel(given.cancelToken().reason()));
            result.whenComplete((value, failure) -> {
                if (result.isCancelled()) {
                    token.cancel("its caller cancelled it");
                }
            });
        }

        void watchDeadline() {
            if (context.deadline().exists()) {
                timer = executor.timers()
                        .schedule(context.deadline().remaining(executor.clock()).toNanos(), this::deadlinePassed);
            }
        }

        void ended(CallOutcome outcome) {
            timer.cancel();
            outer.close();
            open.remove(token);
            if (outcome instanceof CallOutcome.Succeeded succeeded) {
                result.complete(succeeded.value());
            } else if (outcome instanceof CallOutcome.Failed failed) {
                result.completeExceptionally(new OpdbusException(failed.error()));
            } else {
                result.completeExceptionally(stopped());
            }
        }

        private OpdbusException stopped() {
            boolean late = timedOut || !token.isCancelled();
            return late
                    ? new OpdbusException(ErrorCode.TIMED_OUT, "tool '" + name + "' was stopped: " + TIMED_OUT)
                    : new OpdbusException(ErrorCode.CANCELLED, "tool '" + name + "' was stopped: " + token.reason());
        }

        private void deadlinePassed() {
            timedOut = !token.isCancelled();
            token.cancel(TIMED_OUT);
        }

        /** The tool does not stop. Completed elsewhere: what depends on the stage must not hold the timers up. */
        private void graceExpired() {
            OpdbusException unknown = new OpdbusException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "tool '" + name + "' did not stop within " + stopGrace + " after its deadline; whether it had its "
                            + "effect is not known");
            ForkJoinPool.commonPool().execute(() -> result.completeExceptionally(unknown));
        }
    }
}
