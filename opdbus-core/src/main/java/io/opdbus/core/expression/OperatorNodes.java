package io.opdbus.core.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes that compute or compare. Each opens the secrets it works on. */
final class OperatorNodes {

    private OperatorNodes() {}

    /** An operator on two numbers; {@code +} joins two strings as well. */
    record Arithmetic(Operator operator, Node left, Node right) implements Node {

        enum Operator {
            ADD("+"),
            SUBTRACT("-"),
            MULTIPLY("*"),
            DIVIDE("/"),
            REMAINDER("%");

            private final String symbol;

            Operator(String symbol) {
                this.symbol = symbol;
            }
        }

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object a = evaluation.open(left.value(evaluation));
            Object b = evaluation.open(right.value(evaluation));
            if (a instanceof Number x && b instanceof Number y) {
                return switch (operator) {
                    case ADD -> Numbers.add(x, y);
                    case SUBTRACT -> Numbers.subtract(x, y);
                    case MULTIPLY -> Numbers.multiply(x, y);
                    case DIVIDE -> Numbers.divide(x, y);
                    case REMAINDER -> Numbers.remainder(x, y);
                };
            }
            if (operator != Operator.ADD) {
                throw new EvaluationFailure(
                        "'" + operator.symbol + "' takes two numbers, not " + Kind.of(a) + " and " + Kind.of(b));
            }
            if (a instanceof String x && b instanceof String y) {
                return new TextWriter(evaluation).literal(x).literal(y).toString();
            }
            String hint = a instanceof String || b instanceof String
                    ? "; to join them as text, write them one after the other: \"${a}${b}\""
                    : "";
            throw new EvaluationFailure(
                    "'+' takes two numbers or two strings, not " + Kind.of(a) + " and " + Kind.of(b) + hint);
        }
    }

    /** {@code -a}. */
    record Negate(Node operand) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object value = operand.value(evaluation);
            if (value instanceof Number number) {
                return Numbers.negate(number);
            }
            throw new EvaluationFailure("'-' takes a number, not " + Kind.of(value));
        }
    }

    /** {@code a == b}, or {@code a != b}. */
    record Equal(Node left, Node right, boolean wanted) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            return Comparison.equal(left.value(evaluation), right.value(evaluation), evaluation) == wanted;
        }
    }

    /** {@code a < b} and its like. */
    record Order(Relation relation, Node left, Node right) implements Node {

        enum Relation {
            LESS("<"),
            AT_MOST("<="),
            GREATER(">"),
            AT_LEAST(">=");

            private final String symbol;

            Relation(String symbol) {
                this.symbol = symbol;
            }
        }

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object a = evaluation.open(left.value(evaluation));
            Object b = evaluation.open(right.value(evaluation));
            int order = Comparison.order(relation.symbol, a, b);
            return switch (relation) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** {@code text =~ 'pattern'}, or {@code !~}: whether the pattern matches the whole text. */
    record Matches(Node subject, LinearPattern pattern, boolean wanted) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object value = evaluation.open(subject.value(evaluation));
            if (!(value instanceof String text)) {
                throw new EvaluationFailure("a pattern matches a string, not " + Kind.of(value));
            }
            if (text.length() > Limits.SUBJECT_LENGTH) {
                throw new EvaluationFailure("the text is longer than the " + Limits.SUBJECT_LENGTH
                        + " characters that a pattern may be matched with");
            }
            return pattern.matches(text) == wanted;
        }
    }

    /** {@code item =~ list}, or {@code !~}: whether the list has an equal item, or the map has the key. */
    record Member(Node item, Node container, boolean wanted) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object sought = evaluation.open(item.value(evaluation));
            Object holder = container.value(evaluation);
            if (holder instanceof List<?> list) {
                return contains(list, sought, evaluation) == wanted;
            }
            if (holder instanceof Map<?, ?> map) {
                return (sought instanceof String && map.containsKey(sought)) == wanted;
            }
            throw new EvaluationFailure(
                    "'=~' takes a list, a map or a quoted pattern on its right side, not " + Kind.of(holder));
        }

        private static boolean contains(List<?> list, @Nullable Object sought, Evaluation evaluation) {
            for (Object candidate : list) {
                if (Comparison.equal(sought, candidate, evaluation)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code a =^ b} and {@code a =$ b}, or their negations: whether a string begins or ends with another. */
    record Affix(Node text, Node affix, boolean atStart, boolean wanted) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object a = evaluation.open(text.value(evaluation));
            Object b = evaluation.open(affix.value(evaluation));
            if (a instanceof String whole && b instanceof String part) {
                return (atStart ? whole.startsWith(part) : whole.endsWith(part)) == wanted;
            }
            throw new EvaluationFailure(
                    (atStart ? "'=^'" : "'=$'") + " takes two strings, not " + Kind.of(a) + " and " + Kind.of(b));
        }
    }
}
