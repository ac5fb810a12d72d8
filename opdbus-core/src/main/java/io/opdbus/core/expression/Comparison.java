package io.opdbus.core.expression;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality and order of JSON-like values. */
final class Comparison {

    private Comparison() {}

    /** Values of different kinds are never equal; numbers are equal when their values are, maps and lists deeply. */
    static boolean equal(@Nullable Object left, @Nullable Object right, Evaluation evaluation) {
        Object a = evaluation.open(left);
        Object b = evaluation.open(right);
        if (a instanceof Number x && b instanceof Number y) {
            return Numbers.compare(x, y) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return equalLists(x, y, evaluation);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return equalMaps(x, y, evaluation);
        }
        return a == null ? b == null : a.equals(b);
    }

    /** The order of two numbers, or of two strings by their characters. */
    static int order(String operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Numbers.compare(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        throw new EvaluationFailure("'" + operator + "' compares two numbers or two strings, not " + Kind.of(left)
                + " and " + Kind.of(right));
    }

    private static boolean equalLists(List<?> left, List<?> right, Evaluation evaluation) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object item : left) {
            if (!equal(item, others.next(), evaluation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right, Evaluation evaluation) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object key = entry.getKey();
            if (!right.containsKey(key) || !equal(entry.getValue(), right.get(key), evaluation)) {
                return false;
            }
        }
        return true;
    }
}
