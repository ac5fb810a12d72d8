package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes that make or measure values. */
final class DataNodes {

    private DataNodes() {}

    /** A value that is written in the expression. */
    record Literal(@Nullable Object constant) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            return constant;
        }
    }

    /** {@code [a, b]}. */
    record ListLiteral(List<Node> items) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            for (Node item : items) {
                values.add(item.value(evaluation));
            }
            return Collections.unmodifiableList(values);
        }
    }

    /** {@code {'a': b}}. */
    record MapLiteral(Map<String, Node> entries) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(key, entry.value(evaluation)));
            return Collections.unmodifiableMap(values);
        }
    }

    /** {@code size(x)}: the characters of a string, the items of a list, the entries of a map. */
    record Size(Node operand) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            return size("size", evaluation.open(operand.value(evaluation)));
        }
    }

    /** {@code empty(x)}: whether its size is 0, or it is null. */
    record Empty(Node operand) implements Node {

        @Override
        public @Nullable Object value(Evaluation evaluation) {
            Object value = evaluation.open(operand.value(evaluation));
            return value == null || size("empty", value) == 0;
        }
    }

    private static long size(String function, @Nullable Object value) {
        if (value instanceof String string) {
            return string.codePointCount(0, string.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new EvaluationFailure(function + "(…) takes a string, a list or a map, not " + Kind.of(value));
    }
}
