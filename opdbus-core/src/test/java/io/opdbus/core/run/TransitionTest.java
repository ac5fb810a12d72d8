package io.opdbus.core.run;

import static io.opdbus.core.run.Played.lasting;
import static io.opdbus.core.run.Played.passing;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.RunEvent.Decision;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.StepStatus;
import io.opdbus.api.run.TimerKind;
import io.opdbus.api.run.UnitStatus;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.core.plan.TestPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lives of runs, told by hand. Together they take every row of {@link Lifecycle}. */
class TransitionTest {

    private static final RetryPolicy THRICE = RetryPolicy.attempts(3);
    private static final Set<TransitionTable.Transition<?, ?>> TAKEN = new LinkedHashSet<>();
    private static int played;

    private static Played play(TestPlan plan) {
        return new Played(plan, (from, signal, to) -> TAKEN.add(new TransitionTable.Transition<>(from, signal, to)));
    }

    private static Played begun(TestPlan plan) {
        return play(plan).begin();
    }

    TransitionTest() {
        played++;
    }

    @AfterAll
    static void everyRowIsTaken() {
        long tests = Arrays.stream(TransitionTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        if (played < tests) {
            return; // somebody runs a single one
        }
        List<?> neverTaken = Stream.of(Lifecycle.STEP, Lifecycle.UNIT, Lifecycle.RUN)
                .flatMap(table -> table.transitions().stream())
                .filter(row -> !TAKEN.contains(row))
                .toList();
        assertThat(neverTaken).as("rows that no scenario takes").isEmpty();
    }

    // --- order ---

    @Test
    @DisplayName("R2, R16: phases run one at a time in file order; finally phases at the very end")
    void oneAtATime() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.after("c").tool())
                .unit("b", u -> u.tool())
                .unit("c", u -> u.tool())
                .finallyUnit("z", u -> u.tool()));
        assertThat(run.commands()).isEqualTo("START b/t1");
        assertThat(run.pass("b/t1").commands()).isEqualTo("START c/t1");
        assertThat(run.pass("c/t1").commands()).isEqualTo("START a/t1");
        assertThat(run.pass("a/t1").commands()).isEqualTo("RENDER_OUTPUTS");
        assertThat(run.pending()).isEqualTo("RENDER_OUTPUTS");
        assertThat(run.machine.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.outputs(null).commands()).isEqualTo("START z/t1");
        assertThat(run.pass("z/t1").commands()).isEqualTo("FINISH");
        assertThat(run.machine.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.pending()).isEqualTo("FINISH");
        assertThat(run.machine.endedMicros()).isEqualTo(run.now());
    }

    @Test
    @DisplayName("R2: phases in parallel_phases overlap, at most max_parallel; an unlisted one runs alone")
    void overlap() {
        Played run = begun(new TestPlan()
                .maxParallel(2)
                .unit("a", u -> u.parallel().tool())
                .unit("b", u -> u.tool())
                .unit("c", u -> u.parallel().tool())
                .unit("d", u -> u.parallel().tool()));
        assertThat(run.commands()).isEqualTo("START a/t1, START c/t1");
        assertThat(run.pass("a/t1").commands()).isEqualTo("START d/t1");
        assertThat(run.pass("c/t1").commands()).isEmpty();
        assertThat(run.pass("d/t1").commands()).isEqualTo("START b/t1");
    }

    @Test
    @DisplayName("R3: tools in order, then agents as coordination says")
    void insideAPhase() {
        Played run = begun(new TestPlan()
                .unit(
                        "a",
                        u -> u.coordination(Coordination.PARALLEL)
                                .tool()
                                .tool()
                                .agent()
                                .agent())
                .unit("b", u -> u.coordination(Coordination.PIPELINE).agent().agent()));
        assertThat(run.commands()).isEqualTo("START a/t1");
        assertThat(run.pass("a/t1").commands()).isEqualTo("START a/t2");
        assertThat(run.pass("a/t2").commands()).isEqualTo("START a/a1, START a/a2");
        assertThat(run.pass("a/a2").commands()).isEmpty();
        assertThat(run.pass("a/a1").commands()).isEqualTo("START b/a1");
        assertThat(run.pass("b/a1").commands()).isEqualTo("START b/a2");
    }

    @Test
    @DisplayName("R8: a false condition skips a phase or a step; those who depend on it go on")
    void skipped() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.conditional().tool())
                .unit("b", u -> u.after("a").conditional().tool(s -> s.conditional())));
        assertThat(run.commands()).isEqualTo("DECIDE a");
        assertThat(run.machine.wantsDecision(0)).isTrue();
        assertThat(run.decide("a", Decision.SKIP).commands()).isEqualTo("DECIDE b");
        assertThat(run.pending()).isEqualTo("DECIDE b");
        assertThat(run.decide("b", Decision.RUN).commands()).isEqualTo("START b/t1");
        assertThat(run.skip("b/t1").commands()).isEqualTo("RENDER_OUTPUTS");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SKIPPED);
        assertThat(run.unit("b")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.machine.stepStatus(0)).isEqualTo(StepStatus.SKIPPED);
        assertThat(run.machine.stepStatus(1)).isEqualTo(StepStatus.SKIPPED);
        assertThat(run.machine.attempts(1)).isZero();
    }

    @Test
    @DisplayName("R3: the first success wins a race; the losers are stopped and do not count")
    void race() {
        Played run = begun(new TestPlan()
                .unit(
                        "a",
                        u -> u.coordination(Coordination.RACE).agent().agent().agent(s -> s.retry(THRICE))));
        run.start("a/a1", "a/a2", "a/a3").fail("a/a1", lasting("lost"));
        run.commands();
        assertThat(run.succeed("a/a2").commands()).isEqualTo("STOP a/a3");
        assertThat(run.fail("a/a3", passing("interrupted")).commands()).isEqualTo("RENDER_OUTPUTS");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.machine.error()).isNull();
    }

    @Test
    @DisplayName("R8: a race that nobody won is UNKNOWN where one of them may have won it")
    void raceLost() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.coordination(Coordination.RACE).agent().agent()));
        run.start("a/a1", "a/a2").fail("a/a1", lasting("connection lost"), Ran.UNKNOWN);
        assertThat(run.unit("a")).isEqualTo(UnitStatus.RUNNING);
        run.fail("a/a2", lasting("refused"));
        assertThat(run.unit("a")).isEqualTo(UnitStatus.UNKNOWN);
    }

    @Test
    @DisplayName("R12: a race that was won counts as completed, whatever becomes of its losers")
    void raceWonWhileAborting() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.coordination(Coordination.RACE).agent().agent()));
        run.start("a/a1", "a/a2").succeed("a/a1").cancel();
        assertThat(run.unit("a")).isEqualTo(UnitStatus.RUNNING);
        run.graceExpired("a/a2");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.rollback()).containsExactly("a/a2 NO_ROLLBACK", "a/a1 NO_ROLLBACK");
        run = begun(new TestPlan()
                .unit("a", u -> u.coordination(Coordination.RACE).agent().agent()));
        run.start("a/a1", "a/a2").cancel().stopped("a/a1").succeed("a/a2");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SUCCEEDED);
    }

    // --- retry ---

    @Test
    @DisplayName("R9: what is retryable is tried again after a pause, and only so often")
    void retried() {
        Played run = begun(new TestPlan().unit("a", u -> u.tool(s -> s.retry(THRICE))));
        run.start("a/t1").fail("a/t1", passing("once"), Ran.NO);
        assertThat(run.machine.stepStatus(0)).isEqualTo(StepStatus.RUNNING);
        assertThat(run.pending()).isEqualTo("RETRY a/t1");
        run.commands();
        assertThat(run.fire(TimerKind.RETRY, "a/t1").commands()).isEqualTo("START a/t1#2");
        assertThat(run.machine.wants(0, 1)).isFalse();
        assertThat(run.machine.wants(0, 2)).isTrue();
        run.start("a/t1").fail("a/t1", passing("twice")).fire(TimerKind.RETRY, "a/t1");
        run.start("a/t1").fail("a/t1", passing("thrice"));
        assertThat(run.unit("a")).isEqualTo(UnitStatus.FAILED);
        assertThat(run.machine.attempts(0)).isEqualTo(3);
        assertThat(run.machine.unitCause(0)).isZero();
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.machine.error()).isEqualTo(passing("thrice"));
    }

    @Test
    @DisplayName("R9: what is not retryable, or may have run and is not repeatable, is not tried again")
    void notRetried() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.continueOnFailure().tool(s -> s.retry(THRICE)))
                .unit("b", u -> u.continueOnFailure().tool(s -> s.retry(THRICE)))
                .unit("c", u -> u.continueOnFailure().tool(s -> s.retry(THRICE).repeatable())));
        run.start("a/t1").fail("a/t1", lasting("no"));
        assertThat(run.unit("a")).isEqualTo(UnitStatus.FAILED);
        run.start("b/t1").fail("b/t1", passing("lost"), Ran.UNKNOWN);
        assertThat(run.unit("b")).isEqualTo(UnitStatus.UNKNOWN);
        run.start("c/t1").fail("c/t1", passing("lost"), Ran.UNKNOWN);
        assertThat(run.unit("c")).isEqualTo(UnitStatus.RUNNING);
        run.fire(TimerKind.RETRY, "c/t1").pass("c/t1").outputs(null);
        assertThat(run.machine.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    @DisplayName("R9, R10: an attempt that takes too long, or is silent too long, is stopped and tried again")
    void attemptTimesOut() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.tool(s -> s.timeout(30).idle(20).retry(THRICE).rollback())));
        assertThat(run.start("a/t1").pending()).isEqualTo("AWAIT a/t1, ATTEMPT_DEADLINE a/t1, IDLE a/t1");
        assertThat(run.machine.pending().get(1).dueMicros()).isEqualTo(run.now() + 30_000);
        run.commands();
        assertThat(run.fire(TimerKind.ATTEMPT_DEADLINE, "a/t1").commands()).isEqualTo("STOP a/t1");
        assertThat(run.pending()).isEqualTo("STOP a/t1, GRACE a/t1");
        run.stopped("a/t1").fire(TimerKind.RETRY, "a/t1");
        run.start("a/t1").fire(TimerKind.IDLE, "a/t1").succeed("a/t1");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.machine.stepError(0)).isNull();
    }

    @Test
    @DisplayName("R10: what does not stop within the grace period is UNKNOWN; a late answer is ignored")
    void graceExpires() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.tool(s -> s.timeout(30).retry(THRICE).repeatable())));
        run.start("a/t1").fire(TimerKind.ATTEMPT_DEADLINE, "a/t1").graceExpired("a/t1");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.UNKNOWN);
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.machine.stepError(0)).isNotNull();
        assertThat(run.machine.stepError(0).message()).contains("grace period", "timeout of 30 ms");
        assertThat(run.succeed("a/t1").applied()).isFalse();
        assertThat(run.unit("a")).isEqualTo(UnitStatus.UNKNOWN);
    }

    @Test
    @DisplayName(
            "R9: an attempt that stopped without being asked to has failed; a step that could not start is not retried")
    void oddEnds() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.continueOnFailure().tool(s -> s.rollback()))
                .unit("b", u -> u.continueOnFailure().tool(s -> s.retry(THRICE)).rollback()));
        run.start("a/t1").stopped("a/t1").pass("a/t1/undo1");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.FAILED);
        run.fail("b/t1", passing("no such value"), Ran.NO);
        assertThat(run.unit("b")).isEqualTo(UnitStatus.FAILED);
        assertThat(run.machine.attempts(TestPlan.step(run.plan, "b/t1"))).isZero();
        assertThat(run.rollback()).containsExactly("a/t1 UNDONE");
    }

    // --- failure ---

    @Test
    @DisplayName("R8, R11, R12: scope phase undoes the failed phase at once, blocks what depends on it, and goes on")
    void scopePhase() {
        Played run = begun(new TestPlan()
                .unit(
                        "a",
                        u -> u.tool(s -> s.rollback().rollback())
                                .tool(s -> s.readOnly())
                                .tool()
                                .rollback())
                .unit("b", u -> u.after("a").tool())
                .unit("c", u -> u.after("b").tool())
                .unit("d", u -> u.tool()));
        run.pass("a/t1", "a/t2").start("a/t3").commands();
        assertThat(run.fail("a/t3", lasting("broken")).commands()).isEqualTo("START a/t1/undo1");
        assertThat(run.pending()).isEqualTo("ROLLBACK_DEADLINE a, START a/t1/undo1");
        assertThat(run.unit("b")).isEqualTo(UnitStatus.PENDING);
        run.pass("a/t1/undo1")
                .start("a/t1/undo2")
                .fail("a/t1/undo2", lasting("undo is broken"))
                .commands();
        assertThat(run.pass("a/rollback1").commands()).isEqualTo("START d/t1");
        assertThat(run.unit("b")).isEqualTo(UnitStatus.BLOCKED);
        assertThat(run.machine.unitCause(1)).isZero();
        assertThat(run.machine.unitCause(2)).isEqualTo(1);
        assertThat(run.pass("d/t1").commands()).isEqualTo("FINISH");
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.machine.error()).isEqualTo(lasting("broken"));
        assertThat(run.rollback())
                .containsExactly("a/t3 NOT_NEEDED", "a/t2 NOT_NEEDED", "a/t1 UNDONE", "a/t1 FAILED", "a UNDONE");
    }

    @Test
    @DisplayName("R12: the time of a phase's rollback ends the call under way; the others are not made")
    void rollbackTakesTooLong() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.tool(s -> s.rollback().rollback()).rollback())
                .unit("b", u -> u.tool(s -> s.rollback(r -> r.retry(THRICE)))));
        run.start("a/t1")
                .fail("a/t1", lasting("lost"), Ran.UNKNOWN)
                .start("a/t1/undo1")
                .commands();
        assertThat(run.fireUnit(TimerKind.ROLLBACK_DEADLINE, "a").commands()).isEqualTo("STOP a/t1/undo1");
        assertThat(run.pending()).isEqualTo("STOP a/t1/undo1, GRACE a/t1/undo1");
        assertThat(run.fireUnit(TimerKind.ROLLBACK_DEADLINE, "a").applied()).isFalse();
        run.graceExpired("a/t1/undo1");
        assertThat(run.rollback()).containsExactly("a/t1 UNKNOWN", "a/t1 FAILED", "a FAILED");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.UNKNOWN);
        run.start("b/t1").fail("b/t1", lasting("lost"), Ran.UNKNOWN).start("b/t1/undo1");
        run.fail("b/t1/undo1", passing("try again")).fireUnit(TimerKind.ROLLBACK_DEADLINE, "b");
        assertThat(run.rollback()).hasSize(4).endsWith("b/t1 FAILED");
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    @DisplayName("R12: scope completed stops the run at the first failure, and undoes all when nothing runs any more")
    void scopeCompleted() {
        Played run = begun(new TestPlan()
                .completed()
                .unit("a", u -> u.tool(s -> s.rollback()))
                .unit("b", u -> u.parallel().tool(s -> s.rollback()))
                .unit("c", u -> u.parallel().tool())
                .unit("d", u -> u.tool())
                .unit("e", u -> u.after("c").tool())
                .finallyUnit("z", u -> u.tool()));
        run.pass("a/t1").start("b/t1", "c/t1").commands();
        assertThat(run.fail("c/t1", lasting("broken")).commands()).isEqualTo("STOP b/t1");
        assertThat(run.unit("d")).isEqualTo(UnitStatus.STOPPED);
        assertThat(run.unit("e")).isEqualTo(UnitStatus.STOPPED);
        assertThat(run.succeed("b/t1").commands()).isEqualTo("START b/t1/undo1");
        assertThat(run.unit("b")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.pending()).isEqualTo("START b/t1/undo1, ROLLBACK_DEADLINE");
        assertThat(run.pass("b/t1/undo1").commands()).isEqualTo("START a/t1/undo1");
        assertThat(run.pass("a/t1/undo1").commands()).isEqualTo("START z/t1");
        assertThat(run.pass("z/t1").commands()).isEqualTo("FINISH");
        assertThat(run.rollback()).containsExactly("b/t1 UNDONE", "c/t1 NOT_NEEDED", "a/t1 UNDONE");
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.machine.abortReason()).isEqualTo("broken");
    }

    @Test
    @DisplayName(
            "R12: nothing starts once it is known that all is to be undone, though the failed phase still stops its steps")
    void abortsBeforeTheFailedPhaseHasEnded() {
        Played run = begun(new TestPlan()
                .completed()
                .unit(
                        "a",
                        u -> u.parallel()
                                .coordination(Coordination.PARALLEL)
                                .agent()
                                .agent())
                .unit("b", u -> u.parallel().tool())
                .unit("c", u -> u.parallel().after("b").tool()));
        run.start("a/a1", "a/a2", "b/t1").fail("a/a1", lasting("broken"));
        run.commands();
        assertThat(run.succeed("b/t1").commands()).isEmpty();
        assertThat(run.unit("c")).isEqualTo(UnitStatus.STOPPED);
        run.stopped("a/a2");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.FAILED);
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    @DisplayName("R14: the error of the run is the first one, though the phase that it is of ends later")
    void firstError() {
        Played run = begun(new TestPlan()
                .unit(
                        "a",
                        u -> u.parallel()
                                .coordination(Coordination.PARALLEL)
                                .agent()
                                .agent())
                .unit("b", u -> u.parallel().tool()));
        run.start("a/a1", "a/a2", "b/t1").fail("a/a1", lasting("first")).fail("b/t1", lasting("second"));
        run.stopped("a/a2");
        assertThat(run.machine.error()).isEqualTo(lasting("first"));
    }

    @Test
    @DisplayName("R10: a phase that takes too long fails, also while its condition is evaluated or a retry waits")
    void unitTimesOut() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.continueOnFailure().timeout(10).conditional().tool())
                .unit("b", u -> u.continueOnFailure().timeout(10).tool(s -> s.retry(THRICE)))
                .unit("c", u -> u.continueOnFailure().timeout(10).tool(s -> s.retry(THRICE)))
                .unit("d", u -> u.continueOnFailure().timeout(10).tool()));
        assertThat(run.pending()).isEqualTo("DECIDE a, UNIT_DEADLINE a");
        run.fireUnit(TimerKind.UNIT_DEADLINE, "a");
        assertThat(run.decide("a", Decision.RUN).applied()).isFalse();
        run.start("b/t1").fail("b/t1", passing("once")).fireUnit(TimerKind.UNIT_DEADLINE, "b");
        run.start("c/t1").fail("c/t1", passing("once")).fire(TimerKind.RETRY, "c/t1");
        run.fireUnit(TimerKind.UNIT_DEADLINE, "c");
        assertThat(run.machine.wants(TestPlan.step(run.plan, "c/t1"), 2)).isFalse();
        assertThat(run.machine.attempts(TestPlan.step(run.plan, "c/t1"))).isEqualTo(1);
        run.fireUnit(TimerKind.UNIT_DEADLINE, "d");
        for (String unit : List.of("a", "b", "c", "d")) {
            assertThat(run.unit(unit)).isEqualTo(UnitStatus.FAILED);
            assertThat(run.machine.unitError(run.plan.unitIndex(unit)).code()).isEqualTo(ErrorCode.TIMED_OUT);
        }
        assertThat(run.fireUnit(TimerKind.UNIT_DEADLINE, "a").applied()).isFalse();
        run.outputs(null);
        assertThat(run.machine.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.rollback()).containsExactly("b/t1 NOT_NEEDED", "c/t1 NOT_NEEDED");
    }

    @Test
    @DisplayName("R8: a condition that cannot be evaluated fails the phase")
    void conditionFails() {
        Played run = begun(new TestPlan().unit("a", u -> u.conditional().tool()));
        run.decide("a", Decision.FAIL);
        assertThat(run.unit("a")).isEqualTo(UnitStatus.FAILED);
        assertThat(run.machine.error()).isEqualTo(lasting("no condition"));
        run = begun(new TestPlan().unit("a", u -> u.conditional().tool()));
        run.take(new RunEvent.UnitDecided(1, run.now(), 0, Decision.FAIL, -1, null));
        assertThat(run.machine.error().code()).isEqualTo(ErrorCode.EXPRESSION_FAILED);
    }

    @Test
    @DisplayName(
            "R14: a step is undone where an attempt of it was stopped midway, though the last one failed by itself")
    void interruptedAttempts() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.tool(s -> s.timeout(30).rollback()))
                .unit("b", u -> u.tool(s -> s.retry(THRICE).repeatable().rollback()))
                .unit("c", u -> u.tool(s -> s.retry(THRICE).rollback())));
        run.start("a/t1")
                .fire(TimerKind.ATTEMPT_DEADLINE, "a/t1")
                .stopped("a/t1")
                .pass("a/t1/undo1");
        run.start("b/t1").fail("b/t1", passing("lost"), Ran.UNKNOWN).fire(TimerKind.RETRY, "b/t1");
        run.start("b/t1").fail("b/t1", lasting("refused"), Ran.NO).pass("b/t1/undo1");
        run.start("c/t1").fail("c/t1", passing("busy"), Ran.NO).fire(TimerKind.RETRY, "c/t1");
        run.start("c/t1").fail("c/t1", lasting("refused"), Ran.NO);
        assertThat(run.rollback()).containsExactly("a/t1 UNDONE", "b/t1 UNDONE", "c/t1 NOT_NEEDED");
        assertThat(run.unit("b")).isEqualTo(UnitStatus.FAILED);
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
    }

    // --- stopping ---

    @Test
    @DisplayName(
            "R10, R12: cancel stops what runs, starts nothing, waits for all, and undoes what was done, latest first")
    void cancelled() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.parallel().tool(s -> s.rollback()))
                .unit("b", u -> u.parallel().tool().tool())
                .unit("c", u -> u.parallel().conditional().tool())
                .unit("d", u -> u.parallel().tool(s -> s.rollback()))
                .unit("e", u -> u.parallel().tool(s -> s.retry(THRICE)))
                .unit("f", u -> u.after("a").tool())
                .unit("g", u -> u.tool()));
        run.start("a/t1", "b/t1", "d/t1", "e/t1").fail("e/t1", passing("once")).commands();
        assertThat(run.cancel().commands()).isEqualTo("STOP a/t1, STOP b/t1, STOP d/t1");
        assertThat(run.unit("c")).isEqualTo(UnitStatus.STOPPED);
        assertThat(run.unit("e")).isEqualTo(UnitStatus.STOPPED);
        assertThat(run.unit("f")).isEqualTo(UnitStatus.STOPPED);
        assertThat(run.cancel().applied()).isFalse();
        assertThat(run.decide("c", Decision.RUN).applied()).isFalse();
        assertThat(run.succeed("a/t1").commands()).isEmpty();
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.succeed("b/t1").commands()).isEmpty();
        assertThat(run.unit("b")).isEqualTo(UnitStatus.STOPPED);
        assertThat(run.graceExpired("d/t1").commands()).isEqualTo("START d/t1/undo1");
        assertThat(run.unit("d")).isEqualTo(UnitStatus.UNKNOWN);
        assertThat(run.machine.unitCause(3)).isEqualTo(TestPlan.step(run.plan, "d/t1"));
        assertThat(run.machine.unitError(3).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(run.pass("d/t1/undo1").commands()).isEqualTo("START a/t1/undo1");
        assertThat(run.pass("a/t1/undo1").commands()).isEqualTo("FINISH");
        assertThat(run.machine.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.machine.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(run.rollback()).containsExactly("d/t1 UNDONE", "b/t1 NO_ROLLBACK", "a/t1 UNDONE", "e/t1 NOT_NEEDED");
    }

    @Test
    @DisplayName("R10: a step that was not started when the run is stopped never starts")
    void neverStarts() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.coordination(Coordination.PARALLEL).agent().agent()));
        run.start("a/a1").cancel();
        assertThat(run.machine.wants(1, 1)).isFalse();
        assertThat(run.machine.stepStatus(1)).isEqualTo(StepStatus.STOPPED);
        run.stopped("a/a1");
        assertThat(run.machine.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    @DisplayName("R12: a phase that fails, or is being undone, while the run is stopped ends first, and is undone once")
    void undoingWhileAborting() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.parallel().tool(s -> s.rollback()).tool())
                .unit(
                        "b",
                        u -> u.parallel()
                                .coordination(Coordination.PARALLEL)
                                .agent(s -> s.rollback())
                                .agent())
                .unit("c", u -> u.parallel().tool(s -> s.rollback())));
        run.pass("a/t1", "c/t1").start("a/t2", "b/a1", "b/a2");
        run.succeed("b/a1").fail("b/a2", lasting("b is broken")).start("b/a1/undo1");
        run.fail("a/t2", lasting("a is broken")).commands();
        run.cancel();
        assertThat(run.succeed("b/a1/undo1").commands()).isEmpty();
        assertThat(run.pass("a/t1/undo1").commands()).isEqualTo("START c/t1/undo1");
        run.pass("c/t1/undo1");
        assertThat(run.rollback())
                .containsExactly("b/a2 NOT_NEEDED", "a/t2 NOT_NEEDED", "b/a1 UNDONE", "a/t1 UNDONE", "c/t1 UNDONE");
        assertThat(run.machine.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.machine.error()).isEqualTo(lasting("b is broken"));
    }

    @Test
    @DisplayName("R10: the run's deadline stops it; a failed phase that still stops its steps is undone with the rest")
    void runTimesOut() {
        Played run = play(new TestPlan()
                .unit(
                        "a",
                        u -> u.parallel()
                                .coordination(Coordination.PARALLEL)
                                .agent(s -> s.rollback())
                                .agent())
                .unit("b", u -> u.parallel().continueOnFailure().timeout(10).tool(s -> s.rollback())));
        run.begin(100).start("a/a1", "a/a2", "b/t1").succeed("a/a1");
        assertThat(run.pending()).startsWith("RUN_DEADLINE");
        run.fireUnit(TimerKind.UNIT_DEADLINE, "b")
                .fireRun(TimerKind.RUN_DEADLINE)
                .commands();
        run.succeed("a/a2");
        assertThat(run.unit("a")).isEqualTo(UnitStatus.SUCCEEDED);
        assertThat(run.stopped("b/t1").commands()).isEqualTo("START b/t1/undo1");
        assertThat(run.unit("b")).isEqualTo(UnitStatus.FAILED);
        run.pass("b/t1/undo1", "a/a1/undo1");
        assertThat(run.machine.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(run.machine.error().message()).contains("100 ms");
        assertThat(run.fireRun(TimerKind.RUN_DEADLINE).applied()).isFalse();
    }

    @Test
    @DisplayName("R12: the rollback of everything has one time for all its phases")
    void wholeRollbackTakesTooLong() {
        Played run = begun(new TestPlan()
                .unit("a", u -> u.tool(s -> s.rollback()))
                .unit("b", u -> u.tool(s -> s.rollback()))
                .unit("c", u -> u.tool())
                .finallyUnit("y", u -> u.continueOnFailure().tool(s -> s.rollback()))
                .finallyUnit("z", u -> u.tool()));
        run.pass("a/t1", "b/t1")
                .start("c/t1")
                .cancel()
                .stopped("c/t1")
                .start("b/t1/undo1")
                .commands();
        assertThat(run.fireRun(TimerKind.ROLLBACK_DEADLINE).commands()).isEqualTo("STOP b/t1/undo1");
        assertThat(run.stopped("b/t1/undo1").commands()).isEqualTo("START y/t1");
        assertThat(run.rollback()).containsExactly("c/t1 NO_ROLLBACK", "b/t1 FAILED", "a/t1 FAILED");
        assertThat(run.machine.rollback().get(1).error()).isNotNull();
        // A finally phase has a rollback and a time of its own.
        run.start("y/t1").fail("y/t1", lasting("lost"), Ran.UNKNOWN);
        assertThat(run.pending()).isEqualTo("ROLLBACK_DEADLINE y, START y/t1/undo1");
        assertThat(run.fireRun(TimerKind.ROLLBACK_DEADLINE).applied()).isFalse();
        assertThat(run.pass("y/t1/undo1", "z/t1").commands()).endsWith("FINISH");
        assertThat(run.rollback()).endsWith("y/t1 UNDONE");
        assertThat(run.machine.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    @DisplayName("R12: until its outputs are there a run can be stopped, and is undone whole")
    void cancelledWhileOutputsAreRendered() {
        Played run = begun(new TestPlan().unit("a", u -> u.tool(s -> s.rollback())));
        run.pass("a/t1").commands();
        assertThat(run.cancel().commands()).isEqualTo("START a/t1/undo1");
        assertThat(run.outputs(null).applied()).isFalse();
        assertThat(run.pass("a/t1/undo1").commands()).isEqualTo("FINISH");
        assertThat(run.machine.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    @DisplayName("R12, R16: outputs that cannot be rendered fail the run, and undo it where the scope is completed")
    void outputsFail() {
        Played run = begun(new TestPlan().unit("a", u -> u.tool(s -> s.rollback())));
        run.pass("a/t1").outputs(lasting("no such value"));
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.rollback()).isEmpty();
        run = begun(new TestPlan().completed().unit("a", u -> u.tool(s -> s.rollback())));
        run.pass("a/t1").outputs(lasting("no such value")).pass("a/t1/undo1");
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.rollback()).containsExactly("a/t1 UNDONE");
    }

    @Test
    @DisplayName(
            "R16: finally phases depend on each other, fail and are undone as others, and a cancel does not reach them")
    void finallyPhases() {
        Played run = begun(new TestPlan()
                .completed()
                .unit("a", u -> u.tool())
                .finallyUnit("x", u -> u.tool(s -> s.rollback()).tool())
                .finallyUnit("y", u -> u.after("x").tool())
                .finallyUnit("z", u -> u.tool()));
        run.pass("a/t1").outputs(null).commands();
        assertThat(run.pending()).isEqualTo("UNIT_DEADLINE x, START x/t1");
        assertThat(run.cancel().applied()).isFalse();
        run.pass("x/t1").start("x/t2").fail("x/t2", lasting("x is broken")).pass("x/t1/undo1", "z/t1");
        assertThat(run.unit("y")).isEqualTo(UnitStatus.BLOCKED);
        assertThat(run.rollback()).containsExactly("x/t2 NOT_NEEDED", "x/t1 UNDONE");
        assertThat(run.machine.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    @DisplayName("R8: a phase without steps that waits for its decision when the run is stopped did not succeed")
    void emptyPhases() {
        Played run = begun(new TestPlan().unit("a", u -> u.tool()).unit("b", u -> u.conditional()));
        run.pass("a/t1").cancel();
        assertThat(run.unit("b")).isEqualTo(UnitStatus.STOPPED);
        run = begun(new TestPlan().unit("a", u -> u.conditional()).unit("b", u -> {}));
        run.decide("a", Decision.RUN).outputs(null);
        assertThat(run.machine.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    // --- what is ignored ---

    @Test
    @DisplayName("R9, R10: duplicate, late and stale facts are ignored, and told")
    void ignored() {
        Played run = play(new TestPlan()
                .unit("a", u -> u.timeout(10).tool(s -> s.retry(THRICE).conditional())));
        List<RunEvent> told = new ArrayList<>();
        run.machine.observe(new RunObserver() {
            @Override
            public void ignored(RunEvent event) {
                told.add(event);
            }
        });
        assertThat(run.cancel().applied()).as("before the run began").isFalse();
        assertThat(run.pending()).isEmpty();
        run.begin().start("a/t1");
        assertThat(run.begin().applied()).as("begun twice").isFalse();
        run.take(new RunEvent.StepStarted(run.machine.nextSequence(), run.now(), 0, 1, Map.of()));
        assertThat(run.applied()).as("started twice").isFalse();
        assertThat(run.graceExpired("a/t1").applied())
                .as("nobody asked it to stop")
                .isFalse();
        run.fail("a/t1", passing("once"), Ran.NO).drain();
        assertThat(run.succeed("a/t1").applied())
                .as("an answer of a failed attempt")
                .isFalse();
        run.fire(TimerKind.RETRY, "a/t1");
        assertThat(run.fire(TimerKind.RETRY, "a/t1").applied()).as("due twice").isFalse();
        assertThat(run.skip("a/t1").applied())
                .as("only what has not run can be skipped")
                .isFalse();
        run.start("a/t1");
        assertThat(run.fail("a/t1", 1, passing("late"), Ran.YES).applied())
                .as("of attempt 1")
                .isFalse();
        assertThat(run.fail("a/t1", 3, passing("early"), Ran.YES).applied())
                .as("of attempt 3")
                .isFalse();
        assertThat(run.outputs(null).applied()).as("nobody asked for them").isFalse();
        assertThat(run.fireRun(TimerKind.ROLLBACK_DEADLINE).applied())
                .as("nothing is undone")
                .isFalse();
        assertThat(run.take(run.events.get(run.events.size() - 1)).applied())
                .as("an old number")
                .isFalse();
        assertThat(run.decide("a", Decision.SKIP).applied()).as("nobody asked").isFalse();
        run.succeed("a/t1").outputs(null);
        assertThat(run.machine.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(told).hasSize(13);
        assertThat(run.cancel().fireUnit(TimerKind.UNIT_DEADLINE, "a").applied())
                .as("after the end")
                .isFalse();
        assertThat(run.drain()).extracting(Command::kind).endsWith(Command.Kind.FINISH);
    }
}
