package io.opdbus.core.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes that decide. Each evaluates no more than it needs. */
final class LogicNodes {

    private LogicNodes() {}

    /** {@code a && b && c}. */
    record And(List<Node> operands) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            for (Node operand : operands) {
                if (!decide("&&", operand, evaluation)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code a || b || c}. */
    record Or(List<Node> operands) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            for (Node operand : operands) {
                if (decide("||", operand, evaluation)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code !a}. */
    record Not(Node operand) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            return !decide("!", operand, evaluation);
        }
    }

    /** {@code test ? yes : no}. */
    record Conditional(Node test, Node yes, Node no) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            return decide("?:", test, evaluation) ? yes.value(evaluation) : no.value(evaluation);
        }
    }

    /** {@code first ?? otherwise}: otherwise, where first is null or a reference in it resolves to nothing. */
    record Coalesce(Node first, Node otherwise) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object value = known(evaluation);
            return value == null ? otherwise.value(evaluation) : value;
        }

        @Override
        public @Nullable Object valueOrMissing(Evaluation evaluation) {
            Object value = known(evaluation);
            return value == null ? otherwise.valueOrMissing(evaluation) : value;
        }

        private @Nullable Object known(Evaluation evaluation) {
            if (evaluation.isEarly()) {
                return first.value(evaluation);
            }
            Object value = first.valueOrMissing(evaluation);
            return value == Scope.MISSING ? null : value;
        }
    }

    private static boolean decide(String operator, Node operand, Evaluation evaluation) {
        Object value = operand.value(evaluation);
        if (value instanceof Boolean decision) {
            return decision;
        }
        throw new EvaluationFailure("'" + operator + "' takes true or false, not " + Kind.of(value));
    }
}
