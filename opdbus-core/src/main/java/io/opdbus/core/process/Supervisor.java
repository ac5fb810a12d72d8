package io.opdbus.core.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The life of one process, told from top to bottom by the thread that runs it: wait for the end or the order to stop,
 * clear away what is left, let the readers finish, report.
 */
final class Supervisor implements Runnable {

    /** How long what outlives the main process may take to end by itself, as the rest of a pipeline does. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    /** How long SIGKILL may take to act. */
    private static final long KILL_LIMIT = TimeUnit.SECONDS.toNanos(5);

    /** How long a reader may wait for a pipe that should have ended, and all readers together after a stop. */
    private static final long DRAIN_LIMIT = TimeUnit.SECONDS.toNanos(1);

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /** After so many rounds of killing one by one, something is forking faster than we look. */
    private static final int ROUNDS_BEFORE_GROUP = 3;

    private static final StopOutcome NOTHING_LEFT = new StopOutcome(List.of(), false);

    private final Process process;
    private final Kin kin;
    private final List<OutputPump> pumps;
    private final Optional<Duration> leftoverGrace;
    private final StopOrder order;
    private final CompletableFuture<StopOutcome> cleared;
    private final CompletableFuture<ProcessExit> exit;
    private final Runnable beforeExit;
    private final Set<ProcessHandle> signalled = new HashSet<>();

    Supervisor(
            Process process,
            Kin kin,
            List<OutputPump> pumps,
            Optional<Duration> leftoverGrace,
            StopOrder order,
            CompletableFuture<StopOutcome> cleared,
            CompletableFuture<ProcessExit> exit,
            Runnable beforeExit) {
        this.process = process;
        this.kin = kin;
        this.pumps = pumps;
        this.leftoverGrace = leftoverGrace;
        this.order = order;
        this.cleared = cleared;
        this.exit = exit;
        this.beforeExit = beforeExit;
    }

    @Override
    public void run() {
        try {
            boolean endedByItself = awaitEnd();
            StopOutcome outcome = endedByItself ? clearLeftovers() : bringDown(order::graceNanos);
            int code = exitCode();
            cleared.complete(outcome);
            awaitReaders();
            ProcessExit ended = report(code, !endedByItself, outcome);
            beforeExit.run();
            exit.complete(ended);
        } catch (Throwable e) {
            process.destroyForcibly();
            beforeExit.run();
            cleared.completeExceptionally(e);
            exit.completeExceptionally(e);
        }
    }

    private boolean awaitEnd() {
        long watch = kin.watchMillis();
        long step = watch == 0 ? StopOrder.LONGEST.toNanos() : TimeUnit.MILLISECONDS.toNanos(watch);
        while (!order.awaitExit(process, step)) {
            if (order.given()) {
                return false;
            }
            kin.alive();
        }
        return true;
    }

    private StopOutcome clearLeftovers() {
        if (order.given()) {
            return bringDown(order::graceNanos);
        }
        if (leftoverGrace.isEmpty()) {
            return NOTHING_LEFT;
        }
        long patienceEnds = System.nanoTime() + PATIENCE;
        long pause = FIRST_PAUSE;
        while (!kin.alive().isEmpty()) {
            if (order.given()) {
                return bringDown(order::graceNanos);
            }
            if (System.nanoTime() - patienceEnds >= 0) {
                long killAt = System.nanoTime() + StopOrder.saturatedNanos(leftoverGrace.get());
                return bringDown(() -> {
                    long left = Math.max(0, killAt - System.nanoTime());
                    return order.given() ? Math.min(left, order.graceNanos()) : left;
                });
            }
            order.pause(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        return NOTHING_LEFT;
    }

    /** SIGTERM to each as it is seen, SIGKILL to all once the grace is over, until two looks find nobody. */
    private StopOutcome bringDown(LongSupplier graceNanos) {
        long pause = FIRST_PAUSE;
        int emptyLooks = 0;
        int killRounds = 0;
        long giveUpAt = 0;
        while (true) {
            List<ProcessHandle> alive = kin.alive();
            long grace = graceNanos.getAsLong();
            if (alive.isEmpty()) {
                if (++emptyLooks == 2) {
                    return new StopOutcome(List.of(), killRounds > 0);
                }
            } else if (grace > 0) {
                emptyLooks = 0;
                alive.stream().filter(signalled::add).forEach(ProcessHandle::destroy);
            } else {
                emptyLooks = 0;
                giveUpAt = killRounds == 0 ? System.nanoTime() + KILL_LIMIT : giveUpAt;
                if (System.nanoTime() - giveUpAt >= 0) {
                    return new StopOutcome(
                            alive.stream().map(ProcessHandle::pid).sorted().toList(), true);
                }
                kill(alive, ++killRounds);
            }
            order.pause(grace > 0 ? Math.min(pause, grace) : pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    private void kill(List<ProcessHandle> alive, int round) {
        signalled.addAll(alive);
        alive.forEach(ProcessHandle::destroyForcibly);
        if (round > ROUNDS_BEFORE_GROUP) {
            kin.killGroup();
        }
    }

    private int exitCode() {
        try {
            return process.waitFor(DRAIN_LIMIT, TimeUnit.NANOSECONDS) ? process.exitValue() : ProcessExit.UNKNOWN;
        } catch (InterruptedException e) {
            return process.isAlive() ? ProcessExit.UNKNOWN : process.exitValue();
        }
    }

    /**
     * After a normal end a slow listener may take its time, but a pipe that some process out of reach holds open is
     * given up; after a stop nobody is waited for long.
     */
    private void awaitReaders() {
        long start = System.nanoTime();
        long stopLimit = 0;
        boolean stopping = false;
        while (!pumps.stream().allMatch(OutputPump::done)) {
            long now = System.nanoTime();
            if (order.given() && !stopping) {
                stopping = true;
                stopLimit = now + DRAIN_LIMIT;
            }
            if (stopping && now - stopLimit >= 0) {
                pumps.forEach(OutputPump::abandon);
                return;
            }
            long waited = now - start;
            pumps.stream()
                    .filter(pump -> Math.min(waited, pump.readingNanos()) >= DRAIN_LIMIT)
                    .forEach(OutputPump::abandon);
            if (pumps.stream().allMatch(pump -> pump.done() || pump.abandoned())) {
                return;
            }
            order.pause(LONGEST_PAUSE);
        }
    }

    private ProcessExit report(int code, boolean stopped, StopOutcome outcome) {
        OutputPump stdout = pumps.get(0);
        Optional<OutputPump> stderr = pumps.size() > 1 ? Optional.of(pumps.get(1)) : Optional.empty();
        signalled.removeIf(handle -> handle.pid() == process.pid());
        return new ProcessExit(
                code,
                stopped,
                outcome.gone(),
                stopped ? 0 : signalled.size(),
                stdout.bytes(),
                stderr.map(OutputPump::bytes).orElse(0L),
                stdout.truncated(),
                stderr.map(OutputPump::truncated).orElse(false),
                pumps.stream()
                        .map(pump -> Optional.ofNullable(pump.failure()))
                        .flatMap(Optional::stream)
                        .findFirst());
    }
}
