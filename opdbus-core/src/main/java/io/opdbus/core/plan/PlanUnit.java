package io.opdbus.core.plan;

import io.opdbus.api.workstack.Coordination;
import io.opdbus.core.expression.Template;
import org.jspecify.annotations.Nullable;

/**
 * A phase or node of a plan.
 *
 * <p>Its steps are the range from {@link #firstStep()} to {@link #endStep()}: tools in their order, then agents from
 * {@link #firstAgent()}. The arrays are not copied for speed: nobody writes into them.
 */
public final class PlanUnit {

    private final int index;
    private final String id;
    private final boolean exclusive;
    private final boolean finallyUnit;
    private final boolean continueOnFailure;
    private final long timeoutMicros;
    private final int[] dependsOn;
    private final int firstStep;
    private final int firstAgent;
    private final int endStep;
    private final Coordination coordination;
    private final @Nullable Template condition;
    private final int[] rollback;
    private int[] dependents = {};

    /**
     * A unit. The {@link Plan} adds the dependents.
     *
     * @param index its number in the plan
     * @param id its id in the definition
     * @param exclusive whether it runs alone (R2)
     * @param finallyUnit whether it runs at the very end (R16)
     * @param continueOnFailure whether its failure is tolerated (R11)
     * @param timeoutMicros how long it may take; {@link Long#MAX_VALUE} for no limit
     * @param dependsOn the units that must have ended before, ascending, without repetition
     * @param firstStep its first step
     * @param firstAgent its first agent step; {@code endStep} where it has none
     * @param endStep the step after its last
     * @param coordination how its agents go together (R3)
     * @param condition decides whether it runs; null where it always does
     * @param rollback the steps of its own rollback, in order
     */
    public PlanUnit(
            int index,
            String id,
            boolean exclusive,
            boolean finallyUnit,
            boolean continueOnFailure,
            long timeoutMicros,
            int[] dependsOn,
            int firstStep,
            int firstAgent,
            int endStep,
            Coordination coordination,
            @Nullable Template condition,
            int[] rollback) {
        this.index = index;
        this.id = id;
        this.exclusive = exclusive;
        this.finallyUnit = finallyUnit;
        this.continueOnFailure = continueOnFailure;
        this.timeoutMicros = timeoutMicros;
        this.dependsOn = dependsOn;
        this.firstStep = firstStep;
        this.firstAgent = firstAgent;
        this.endStep = endStep;
        this.coordination = coordination;
        this.condition = condition;
        this.rollback = rollback;
    }

    /** Its number in the plan. */
    public int index() {
        return index;
    }

    /** Its id in the definition. */
    public String id() {
        return id;
    }

    /** Whether it runs alone (R2). */
    public boolean exclusive() {
        return exclusive;
    }

    /** Whether it runs at the very end (R16). */
    public boolean isFinally() {
        return finallyUnit;
    }

    /** Whether its failure is tolerated (R11). */
    public boolean continueOnFailure() {
        return continueOnFailure;
    }

    /** How long it may take, in microseconds; {@link Long#MAX_VALUE} for no limit. */
    public long timeoutMicros() {
        return timeoutMicros;
    }

    /** The units that must have ended before. Not to be written. */
    public int[] dependsOn() {
        return dependsOn;
    }

    /** The units that wait for this one. Not to be written. */
    public int[] dependents() {
        return dependents;
    }

    /** Its first step. */
    public int firstStep() {
        return firstStep;
    }

    /** Its first agent step; {@link #endStep()} where it has none. */
    public int firstAgent() {
        return firstAgent;
    }

    /** The step after its last. */
    public int endStep() {
        return endStep;
    }

    /** How its agents go together (R3). */
    public Coordination coordination() {
        return coordination;
    }

    /** Decides whether it runs; null where it always does. */
    public @Nullable Template condition() {
        return condition;
    }

    /** The steps of its own rollback, in order. Not to be written. */
    public int[] rollback() {
        return rollback;
    }

    void dependents(int[] units) {
        dependents = units;
    }

    @Override
    public String toString() {
        return "unit " + index + " '" + id + "'";
    }
}
