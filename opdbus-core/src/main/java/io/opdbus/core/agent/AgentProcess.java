package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.transport.AgentChannel;
import io.opdbus.core.concurrent.Cancellable;
import io.opdbus.core.config.AgentSettings;
import io.opdbus.core.process.OutputListener;
import io.opdbus.core.process.ProcessExit;
import io.opdbus.core.process.ProcessRunner;
import io.opdbus.core.process.ProcessSpec;
import io.opdbus.core.process.RunningProcess;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of an agent, started when the agent is first needed, started again with a growing pause when it ends, and
 * ended with the pool. Its output goes to the log {@code io.opdbus.agent.<id>}.
 */
final class AgentProcess {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Cancellable NO_TIMER = () -> {};

    private enum Phase {
        IDLE,
        STARTING,
        RUNNING,
        PAUSING,
        OVER,
        CLOSED
    }

    private final Object lock = new Object();
    private final String agent;
    private final AgentSettings settings;
    private final ProcessRunner runner;
    private final PoolContext context;
    private final Logger log;

    private Phase phase = Phase.IDLE;
    private @Nullable RunningProcess running;
    private @Nullable ErrorInfo failure;
    private Cancellable timer = NO_TIMER;
    private int failuresInARow;
    private long since;

    AgentProcess(String agent, AgentSettings settings, ProcessRunner runner, PoolContext context) {
        this.agent = agent;
        this.settings = settings;
        this.runner = runner;
        this.context = context;
        this.log = LoggerFactory.getLogger("io.opdbus.agent." + agent);
    }

    /** Connects to the process, which is started if need be, for as long as it may take until it answers. */
    CompletionStage<AgentChannel> connect(Supplier<CompletionStage<AgentChannel>> attempt) {
        ensureStarted();
        CompletableFuture<AgentChannel> result = new CompletableFuture<>();
        connect(attempt, context.timers().nanoTime(), result);
        return result;
    }

    OptionalLong pid() {
        synchronized (lock) {
            return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
        }
    }

    /** Ends the process with all that it started. */
    CompletionStage<?> close(Duration grace) {
        RunningProcess last;
        synchronized (lock) {
            phase = Phase.CLOSED;
            timer.cancel();
            last = running;
        }
        return last == null ? CompletableFuture.completedStage(null) : last.stop(grace);
    }

    private void connect(
            Supplier<CompletionStage<AgentChannel>> attempt, long began, CompletableFuture<AgentChannel> result) {
        attempt.get().whenComplete((channel, failed) -> {
            if (failed == null) {
                result.complete(channel);
            } else if (mayStillAnswer(began)) {
                context.after(POLL, () -> connect(attempt, began, result));
            } else {
                result.completeExceptionally(explain(Failures.describe(agent, failed)));
            }
        });
    }

    private boolean mayStillAnswer(long began) {
        long now = context.timers().nanoTime();
        long patience = Nanos.of(settings.startTimeout());
        synchronized (lock) {
            return switch (phase) {
                case STARTING, PAUSING -> now - began < patience;
                case RUNNING -> now - began < patience && now - since < patience;
                case IDLE, OVER, CLOSED -> false;
            };
        }
    }

    /** Why nobody answers is often told by how the process ended. */
    private OpdbusException explain(ErrorInfo error) {
        ErrorInfo own;
        synchronized (lock) {
            own = failure;
        }
        if (own == null || !error.code().equals(ErrorCode.AGENT_UNAVAILABLE)) {
            return new OpdbusException(error);
        }
        return new OpdbusException(
                own.retryable()
                        ? ErrorInfo.retryable(
                                ErrorCode.AGENT_UNAVAILABLE, error.message() + "; its process: " + own.message())
                        : own);
    }

    private void ensureStarted() {
        synchronized (lock) {
            if (phase != Phase.IDLE) {
                return;
            }
            phase = Phase.STARTING;
        }
        handOver();
    }

    /** Starting a process takes a while: not on the thread of a timer or a caller. */
    private void handOver() {
        if (!context.executor().execute(this::launch)) {
            launch();
        }
    }

    private void launch() {
        ProcessSpec spec = ProcessSpec.builder(settings.command())
                .maxOutput(Long.MAX_VALUE)
                .mergedOutput(true)
                .build();
        RunningProcess started;
        try {
            started = runner.start(spec, OutputListener.lines((source, line) -> log.info("{}", line)));
        } catch (OpdbusException refused) {
            ended(refused.error(), refused.code().equals(ProcessRunner.START_FAILED));
            return;
        }
        log.info(
                "the process {} of agent '{}' has started: {}",
                started.pid(),
                agent,
                settings.command().get(0));
        boolean unwanted;
        synchronized (lock) {
            unwanted = phase == Phase.CLOSED;
            if (!unwanted) {
                phase = Phase.RUNNING;
                running = started;
                since = context.timers().nanoTime();
            }
        }
        if (unwanted) {
            started.stop(Duration.ZERO);
        }
        started.exit().whenComplete((exit, impossible) -> exited(exit));
    }

    private void exited(@Nullable ProcessExit exit) {
        String how = exit == null
                ? "ended in an unforeseen way"
                : exit.signal().isPresent()
                        ? "was ended by signal " + exit.signal().getAsInt()
                        : "exited with code " + exit.exitCode();
        ended(
                ErrorInfo.retryable(ErrorCode.AGENT_UNAVAILABLE, "it " + how),
                switch (settings.restart()) {
                    case ALWAYS -> true;
                    case ON_FAILURE -> exit == null || !exit.succeeded();
                    case NEVER -> false;
                });
    }

    private void ended(ErrorInfo why, boolean again) {
        synchronized (lock) {
            running = null;
            failure = why;
            if (phase == Phase.CLOSED) {
                return;
            }
            long now = context.timers().nanoTime();
            boolean ranLong = phase == Phase.RUNNING && now - since >= Nanos.of(LONGEST_PAUSE);
            failuresInARow = ranLong ? 1 : failuresInARow + 1;
            phase = again ? Phase.PAUSING : Phase.OVER;
            if (again) {
                long pause = Nanos.doubled(FIRST_PAUSE, failuresInARow, LONGEST_PAUSE);
                timer = context.timers().schedule(pause, this::restart);
                log.warn(
                        "the process of agent '{}': {}; it is started again in {} s",
                        agent,
                        why.message(),
                        Duration.ofNanos(pause).toSeconds());
            } else {
                log.warn("the process of agent '{}': {}; it is not started again", agent, why.message());
            }
        }
    }

    private void restart() {
        synchronized (lock) {
            if (phase != Phase.PAUSING) {
                return;
            }
            phase = Phase.STARTING;
        }
        handOver();
    }
}
