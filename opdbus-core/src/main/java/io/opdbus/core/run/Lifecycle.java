package io.opdbus.core.run;

/**
 * The life of a step, a unit and a run as tables. This is the one place that says what may follow what; the tests take every
 * row, and draw them for the documentation.
 */
final class Lifecycle {

    /** How a step stands. */
    enum StepState {
        IDLE,
        REQUESTED,
        RUNNING,
        STOPPING,
        RETRY_WAIT,
        SUCCEEDED,
        FAILED,
        SKIPPED,
        STOPPED,
        UNKNOWN;

        boolean ended() {
            return ordinal() >= SUCCEEDED.ordinal();
        }
    }

    /** What happens to a step. */
    enum StepSignal {
        /** Its turn has come. */
        REQUEST,
        /** Its condition was false. */
        SKIP,
        /** An attempt is about to be made. */
        START,
        /** The attempt did what was asked. */
        SUCCEED,
        /** The attempt failed, and another will be made. */
        RETRY,
        /** The pause is over. */
        RETRY_DUE,
        /** The attempt failed for good. */
        FAIL,
        /** The attempt is to stop. */
        STOP,
        /** The attempt was stopped and runs no more. */
        STOPPED,
        /** Nobody can tell how the attempt ended. */
        LOSE
    }

    /** How a unit stands. */
    enum UnitState {
        WAITING,
        READY,
        DECIDING,
        RUNNING,
        DRAINING,
        UNDOING,
        SUCCEEDED,
        FAILED,
        SKIPPED,
        BLOCKED,
        STOPPED,
        UNKNOWN;

        boolean ended() {
            return ordinal() >= SUCCEEDED.ordinal();
        }

        boolean active() {
            return ordinal() >= DECIDING.ordinal() && ordinal() <= UNDOING.ordinal();
        }
    }

    /** What happens to a unit. */
    enum UnitSignal {
        /** Its last dependency has ended. */
        READY,
        /** Its turn has come, and its condition is to be evaluated. */
        DECIDE,
        /** It runs. */
        RUN,
        /** It will not succeed; its running steps are awaited. */
        DRAIN,
        /** It failed, and its rollback runs. */
        UNDO,
        /** It ends so. */
        SUCCEED,
        FAIL,
        SKIP,
        BLOCK,
        STOP,
        LOSE
    }

    /** How a run stands. */
    enum RunState {
        NEW,
        RUNNING,
        ABORTING,
        ROLLING_BACK,
        OUTPUTS,
        FINALLY,
        ENDED
    }

    /** What happens to a run. */
    enum RunSignal {
        /** It begins. */
        START,
        /** Every unit succeeded, was skipped, or failed with tolerance. */
        ALL_DONE,
        /** Some unit did not, and what could go on has ended. */
        ALL_ENDED,
        /** It is to stop: a failure that reaches back, a deadline, a cancel. */
        ABORT,
        /** Nothing runs any more. */
        QUIET,
        /** Everything is rolled back that can be. */
        ROLLED_BACK,
        /** The outputs are there, or failed without reaching back. */
        OUTPUTS_DONE,
        /** The finally units have ended. */
        FINALLY_DONE
    }

    static final TransitionTable<StepState, StepSignal> STEP = TransitionTable.of(StepState.class, StepSignal.class)
            .row(StepState.IDLE, StepSignal.REQUEST, StepState.REQUESTED)
            .row(StepState.REQUESTED, StepSignal.SKIP, StepState.SKIPPED)
            .row(StepState.REQUESTED, StepSignal.START, StepState.RUNNING)
            .row(StepState.REQUESTED, StepSignal.FAIL, StepState.FAILED)
            .row(StepState.REQUESTED, StepSignal.STOP, StepState.STOPPED)
            .row(StepState.RUNNING, StepSignal.SUCCEED, StepState.SUCCEEDED)
            .row(StepState.RUNNING, StepSignal.RETRY, StepState.RETRY_WAIT)
            .row(StepState.RUNNING, StepSignal.FAIL, StepState.FAILED)
            .row(StepState.RUNNING, StepSignal.LOSE, StepState.UNKNOWN)
            .row(StepState.RUNNING, StepSignal.STOP, StepState.STOPPING)
            .row(StepState.STOPPING, StepSignal.SUCCEED, StepState.SUCCEEDED)
            .row(StepState.STOPPING, StepSignal.RETRY, StepState.RETRY_WAIT)
            .row(StepState.STOPPING, StepSignal.FAIL, StepState.FAILED)
            .row(StepState.STOPPING, StepSignal.STOPPED, StepState.STOPPED)
            .row(StepState.STOPPING, StepSignal.LOSE, StepState.UNKNOWN)
            .row(StepState.RETRY_WAIT, StepSignal.RETRY_DUE, StepState.REQUESTED)
            .row(StepState.RETRY_WAIT, StepSignal.STOP, StepState.FAILED)
            .build();

    static final TransitionTable<UnitState, UnitSignal> UNIT = TransitionTable.of(UnitState.class, UnitSignal.class)
            .row(UnitState.WAITING, UnitSignal.READY, UnitState.READY)
            .row(UnitState.WAITING, UnitSignal.BLOCK, UnitState.BLOCKED)
            .row(UnitState.WAITING, UnitSignal.STOP, UnitState.STOPPED)
            .row(UnitState.READY, UnitSignal.DECIDE, UnitState.DECIDING)
            .row(UnitState.READY, UnitSignal.RUN, UnitState.RUNNING)
            .row(UnitState.READY, UnitSignal.STOP, UnitState.STOPPED)
            .row(UnitState.DECIDING, UnitSignal.RUN, UnitState.RUNNING)
            .row(UnitState.DECIDING, UnitSignal.SKIP, UnitState.SKIPPED)
            .row(UnitState.DECIDING, UnitSignal.DRAIN, UnitState.DRAINING)
            .row(UnitState.RUNNING, UnitSignal.SUCCEED, UnitState.SUCCEEDED)
            .row(UnitState.RUNNING, UnitSignal.DRAIN, UnitState.DRAINING)
            .row(UnitState.DRAINING, UnitSignal.UNDO, UnitState.UNDOING)
            .row(UnitState.DRAINING, UnitSignal.SUCCEED, UnitState.SUCCEEDED)
            .row(UnitState.DRAINING, UnitSignal.FAIL, UnitState.FAILED)
            .row(UnitState.DRAINING, UnitSignal.STOP, UnitState.STOPPED)
            .row(UnitState.DRAINING, UnitSignal.LOSE, UnitState.UNKNOWN)
            .row(UnitState.UNDOING, UnitSignal.FAIL, UnitState.FAILED)
            .row(UnitState.UNDOING, UnitSignal.LOSE, UnitState.UNKNOWN)
            .build();

    static final TransitionTable<RunState, RunSignal> RUN = TransitionTable.of(RunState.class, RunSignal.class)
            .row(RunState.NEW, RunSignal.START, RunState.RUNNING)
            .row(RunState.RUNNING, RunSignal.ALL_DONE, RunState.OUTPUTS)
            .row(RunState.RUNNING, RunSignal.ALL_ENDED, RunState.FINALLY)
            .row(RunState.RUNNING, RunSignal.ABORT, RunState.ABORTING)
            .row(RunState.OUTPUTS, RunSignal.OUTPUTS_DONE, RunState.FINALLY)
            .row(RunState.OUTPUTS, RunSignal.ABORT, RunState.ABORTING)
            .row(RunState.ABORTING, RunSignal.QUIET, RunState.ROLLING_BACK)
            .row(RunState.ROLLING_BACK, RunSignal.ROLLED_BACK, RunState.FINALLY)
            .row(RunState.FINALLY, RunSignal.FINALLY_DONE, RunState.ENDED)
            .build();

    private Lifecycle() {}
}
