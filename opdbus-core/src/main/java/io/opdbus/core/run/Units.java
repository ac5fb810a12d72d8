package io.opdbus.core.run;

import io.opdbus.api.error.ErrorInfo;
import io.opdbus.core.plan.Plan;
import io.opdbus.core.plan.PlanUnit;
import io.opdbus.core.run.Lifecycle.UnitSignal;
import io.opdbus.core.run.Lifecycle.UnitState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The units of a run: their states, and which may start next (R2). */
final class Units {

    private final Plan plan;
    private final TransitionLog log;
    private final UnitState[] states;
    private final int[] remaining;
    private final int[] cursors;
    private final int[] live;
    private final int[] causes;
    private final long[] startedAt;
    private final long[] endedAt;
    private final IndexSet readyShared;
    private final IndexSet readyAlone;
    private final IntQueue ended = new IntQueue();
    private final int[] endOrder;
    private int endedInOrder;
    private UnitSignal @Nullable [] verdicts;
    private @Nullable ErrorInfo @Nullable [] errors;
    private boolean @Nullable [] raceWon;
    private int active;
    private int endedMain;
    private int endedFinally;
    private boolean exclusiveRunning;
    private @Nullable RunObserver observer;

    Units(Plan plan, TransitionLog log) {
        this.plan = plan;
        this.log = log;
        int count = plan.unitCount();
        states = new UnitState[count];
        Arrays.fill(states, UnitState.WAITING);
        remaining = new int[count];
        cursors = new int[count];
        live = new int[count];
        causes = new int[count];
        Arrays.fill(causes, -1);
        startedAt = new long[count];
        endedAt = new long[count];
        endOrder = new int[count];
        readyShared = new IndexSet(count);
        readyAlone = new IndexSet(count);
        for (int unit = 0; unit < count; unit++) {
            remaining[unit] = plan.unit(unit).dependsOn().length;
            cursors[unit] = plan.unit(unit).firstStep();
        }
    }

    void begin(@Nullable RunObserver told) {
        observer = told;
    }

    UnitState state(int unit) {
        return states[unit];
    }

    long startedAt(int unit) {
        return startedAt[unit];
    }

    long endedAt(int unit) {
        return endedAt[unit];
    }

    /** The step that failed, or the unit that this one was blocked by; -1 for neither. */
    int cause(int unit) {
        return causes[unit];
    }

    @Nullable ErrorInfo error(int unit) {
        return errors == null ? null : errors[unit];
    }

    int active() {
        return active;
    }

    boolean allMainEnded() {
        return endedMain == plan.mainUnits();
    }

    boolean allFinallyEnded() {
        return endedFinally == plan.unitCount() - plan.mainUnits();
    }

    /** The units that have started and ended, in the order of their end. */
    int endedInOrder() {
        return endedInOrder;
    }

    int endOrder(int position) {
        return endOrder[position];
    }

    // --- which comes next ---

    /** Makes those ready that wait for nothing. */
    void open(int from, int to) {
        for (int unit = from; unit < to; unit++) {
            if (remaining[unit] == 0) {
                ready(unit);
            }
        }
    }

    private void ready(int unit) {
        if (fire(unit, UnitSignal.READY) != null) {
            (plan.unit(unit).exclusive() ? readyAlone : readyShared).add(unit);
        }
    }

    /** Takes the next unit that may start now, or -1. */
    int takeNext() {
        if (exclusiveRunning || active >= plan.maxParallel()) {
            return -1;
        }
        int shared = readyShared.lowest();
        int next = active == 0 ? Math.min(shared, readyAlone.lowest()) : shared;
        if (next == Integer.MAX_VALUE) {
            return -1;
        }
        boolean alone = next != shared;
        (alone ? readyAlone : readyShared).remove(next);
        exclusiveRunning = alone;
        active++;
        return next;
    }

    /** Takes a unit whose end has not been passed on yet, or -1. */
    int takeEnded() {
        return ended.poll();
    }

    boolean hasEnded() {
        return !ended.isEmpty();
    }

    /** Passes the end of a unit on to those that depend on it. */
    void passOn(int unit) {
        UnitState state = states[unit];
        PlanUnit planned = plan.unit(unit);
        boolean satisfied = state == UnitState.SUCCEEDED
                || state == UnitState.SKIPPED
                || planned.continueOnFailure() && (state == UnitState.FAILED || state == UnitState.UNKNOWN);
        for (int dependent : planned.dependents()) {
            if (!satisfied) {
                if (fire(dependent, UnitSignal.BLOCK) != null) {
                    causes[dependent] = unit;
                    notStarted(dependent);
                }
            } else if (--remaining[dependent] == 0) {
                ready(dependent);
            }
        }
    }

    /** Ends the units that have not started, because the run is being stopped. */
    void stopWaiting() {
        for (int unit = 0; unit < plan.mainUnits(); unit++) {
            if (states[unit] == UnitState.READY) {
                (plan.unit(unit).exclusive() ? readyAlone : readyShared).remove(unit);
            }
            if ((states[unit] == UnitState.WAITING || states[unit] == UnitState.READY)
                    && fire(unit, UnitSignal.STOP) != null) {
                notStarted(unit);
            }
        }
    }

    private void notStarted(int unit) {
        count(unit);
        ended.add(unit);
        if (observer != null) {
            observer.unitEnded(unit);
        }
    }

    private void count(int unit) {
        if (unit < plan.mainUnits()) {
            endedMain++;
        } else {
            endedFinally++;
        }
    }

    // --- one unit's life ---

    void started(int unit, UnitSignal signal, long now) {
        fire(unit, signal);
        startedAt[unit] = now;
        if (observer != null) {
            observer.unitStarted(unit);
        }
    }

    @Nullable UnitState fire(int unit, UnitSignal signal) {
        UnitState from = states[unit];
        UnitState to = Lifecycle.UNIT.next(from, signal);
        if (to != null) {
            states[unit] = to;
            log.taken(from, signal, to);
        }
        return to;
    }

    /** Ends a unit that had started. */
    void end(int unit, UnitSignal signal, long now) {
        if (fire(unit, signal) == null) {
            throw new IllegalStateException("unit " + unit + " cannot end by " + signal + " from " + states[unit]);
        }
        endedAt[unit] = now;
        active--;
        if (plan.unit(unit).exclusive()) {
            exclusiveRunning = false;
        }
        endOrder[endedInOrder++] = unit;
        count(unit);
        ended.add(unit);
        if (observer != null) {
            observer.unitEnded(unit);
        }
    }

    /** What the unit will end as, once its steps have. */
    void verdict(int unit, UnitSignal signal, int causeStep, @Nullable ErrorInfo error) {
        if (verdicts == null) {
            verdicts = new UnitSignal[states.length];
        }
        verdicts[unit] = signal;
        if (causeStep >= 0) {
            causes[unit] = causeStep;
        }
        if (error != null) {
            if (errors == null) {
                errors = new ErrorInfo[states.length];
            }
            errors[unit] = error;
        }
    }

    UnitSignal verdict(int unit) {
        return verdicts == null || verdicts[unit] == null ? UnitSignal.FAIL : verdicts[unit];
    }

    int cursor(int unit) {
        return cursors[unit];
    }

    void cursor(int unit, int step) {
        cursors[unit] = step;
    }

    int live(int unit) {
        return live[unit];
    }

    void addLive(int unit, int steps) {
        live[unit] += steps;
    }

    boolean raceWon(int unit) {
        return raceWon != null && raceWon[unit];
    }

    void winRace(int unit) {
        if (raceWon == null) {
            raceWon = new boolean[states.length];
        }
        raceWon[unit] = true;
    }
}
