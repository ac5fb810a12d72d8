package io.opdbus.core.expression;

import org.jspecify.annotations.Nullable;

/** A compiled expression or a part of one. Immutable, and shared by all threads. */
interface Node {

    /**
     * Evaluates it.
     *
     * @param evaluation the scope and the secrets used
     * @return a JSON-like value; a secret that was only passed on is still a secret
     * @throws MissingFailure if a reference in it resolves to nothing
     * @throws EvaluationFailure if an operator gets what it cannot work on
     */
    @Nullable Object value(Evaluation evaluation);

    /**
     * The same, where a reference that resolves to nothing is not an error.
     *
     * @param evaluation the scope and the secrets used
     * @return the value or {@link Scope#MISSING}
     */
    default @Nullable Object valueOrMissing(Evaluation evaluation) {
        try {
            return value(evaluation);
        } catch (MissingFailure missing) {
            return Scope.MISSING;
        }
    }

    /** How an error names it. */
    default String label() {
        return "(…)";
    }
}
