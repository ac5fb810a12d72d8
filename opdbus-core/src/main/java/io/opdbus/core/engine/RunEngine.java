package io.opdbus.core.engine;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunListener;
import io.opdbus.core.concurrent.TimerService;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.run.MachineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts runs and knows those under way. Safe for use by several threads. */
public final class RunEngine {

    private final StepInvoker invoker;
    private final SessionLifecycle sessions;
    private final TimerService timers;
    private final EngineClock clock;
    private final Executor threads;
    private final Executor listenerThreads;
    private final MachineSettings settings;
    private final Set<ActiveRun> active = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * An engine.
     *
     * @param invoker makes calls
     * @param sessions is told when a run needs a session of its own
     * @param timers wakes runs
     * @param clock stamps events
     * @param threads goes on with runs after a timer or a cancel; tasks are short
     * @param listenerThreads calls listeners, which may block
     * @param settings limits that hold for every run
     */
    public RunEngine(
            StepInvoker invoker,
            SessionLifecycle sessions,
            TimerService timers,
            EngineClock clock,
            Executor threads,
            Executor listenerThreads,
            MachineSettings settings) {
        this.invoker = invoker;
        this.sessions = sessions;
        this.timers = timers;
        this.clock = clock;
        this.threads = threads;
        this.listenerThreads = listenerThreads;
        this.settings = settings;
    }

    /**
     * What a run is started with.
     *
     * @param plan what is run
     * @param runId the run's id, from {@link #newRunId()}
     * @param values the initial values of the plan's slots; not to be used by the caller any more
     * @param session the named session; null for one of the run's own
     * @param timeout how long the run may take, besides the plan's timeout; null for no further limit
     * @param listeners who is told
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Start(
            Plan plan,
            String runId,
            @Nullable Object[] values,
            @Nullable String session,
            @Nullable Duration timeout,
            List<RunListener> listeners) {}

    /**
     * Starts a run, which goes on by itself.
     *
     * @param start what is run
     * @return the run
     * @throws OpdbusException with {@code CLOSED} if the engine is closed
     */
    public Run start(Start start) {
        ActiveRun run = create(start);
        threads.execute(run::begin);
        return run;
    }

    /**
     * Starts a run on the calling thread, which carries it as far as it goes without waiting.
     *
     * @param start what is run
     * @return the run, perhaps ended already
     * @throws OpdbusException with {@code CLOSED} if the engine is closed
     */
    public Run startHere(Start start) {
        ActiveRun run = create(start);
        run.begin();
        return run;
    }

    private ActiveRun create(Start start) {
        if (closed) {
            throw closedException();
        }
        ActiveRun run = new ActiveRun(this, start);
        active.add(run);
        if (closed && active.remove(run)) {
            throw closedException();
        }
        return run;
    }

    private static OpdbusException closedException() {
        return new OpdbusException(ErrorCode.CLOSED, "the executor is closed; build another one to run anything more");
    }

    /**
     * Makes an id for a run.
     *
     * @return letters and digits, unique for all practical purposes
     */
    public static String newRunId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "r" + Long.toString(System.currentTimeMillis(), 36) + Long.toString(random.nextLong() >>> 1, 36);
    }

    /**
     * Takes no more runs, cancels those under way, and waits for their end.
     *
     * @param reason why, for people
     * @param timeout how long to wait
     * @return true if every run has ended
     */
    public boolean close(String reason, Duration timeout) {
        closed = true;
        active.forEach(run -> run.cancel(reason));
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        for (ActiveRun run : active) {
            long left = end - System.nanoTime();
            try {
                if (left <= 0 || interrupted) {
                    break;
                }
                run.future().get(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException stop) {
                interrupted = true;
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return active.isEmpty();
    }

    /**
     * How many runs are under way.
     *
     * @return the number at this moment
     */
    public int activeRuns() {
        return active.size();
    }

    void ended(ActiveRun run) {
        active.remove(run);
    }

    StepInvoker invoker() {
        return invoker;
    }

    SessionLifecycle sessions() {
        return sessions;
    }

    TimerService timers() {
        return timers;
    }

    EngineClock clock() {
        return clock;
    }

    Executor threads() {
        return threads;
    }

    Executor listenerThreads() {
        return listenerThreads;
    }

    MachineSettings settings() {
        return settings;
    }
}
