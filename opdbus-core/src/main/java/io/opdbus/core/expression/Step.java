package io.opdbus.core.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a path at run time; its text is the step as one would write it. */
sealed interface Step {

    /** The value inside the container, or {@link Scope#MISSING}. */
    @Nullable Object into(@Nullable Object container, Evaluation evaluation);

    /** Why there is none, to follow the container's name in an error. */
    String whyMissing(@Nullable Object container, Evaluation evaluation);

    /** How a step for a segment that is known before the evaluation is made. */
    static Step of(Reference.Segment segment) {
        if (segment instanceof Reference.Segment.Key key) {
            return new ByKey(key);
        }
        if (segment instanceof Reference.Segment.Index index) {
            return new ByIndex(index);
        }
        throw new IllegalArgumentException("the evaluation finds out " + segment);
    }

    /** An entry of a map. */
    record ByKey(Reference.Segment.Key key) implements Step {

        private static final int KEYS_SHOWN = 12;
        private static final int KEY_LENGTH_SHOWN = 40;

        @Override
        public @Nullable Object into(@Nullable Object container, Evaluation evaluation) {
            if (container instanceof Map<?, ?> map) {
                Object value = map.get(key.name());
                return value != null || map.containsKey(key.name()) ? value : Scope.MISSING;
            }
            return Scope.MISSING;
        }

        @Override
        public String whyMissing(@Nullable Object container, Evaluation evaluation) {
            if (container instanceof Map<?, ?> map) {
                return "has no key '" + key.name() + "'; " + keysOf(map);
            }
            String hint = container instanceof List ? "; an item is taken with a position, as in [0]" : "";
            return "is " + Kind.of(container) + " and has no key '" + key.name() + "'" + hint;
        }

        private static String keysOf(Map<?, ?> map) {
            if (map.isEmpty()) {
                return "it is empty";
            }
            StringBuilder text = new StringBuilder("it has: ");
            int shown = 0;
            for (Object name : map.keySet()) {
                if (shown == KEYS_SHOWN) {
                    return text.append(", and ")
                            .append(map.size() - shown)
                            .append(" more")
                            .toString();
                }
                text.append(shown++ == 0 ? "" : ", ").append(shortened(String.valueOf(name)));
            }
            return text.toString();
        }

        private static String shortened(String name) {
            return name.length() <= KEY_LENGTH_SHOWN ? name : name.substring(0, KEY_LENGTH_SHOWN) + "…";
        }

        @Override
        public String toString() {
            return key.toString();
        }
    }

    /** An item of a list. */
    record ByIndex(Reference.Segment.Index position) implements Step {

        @Override
        public @Nullable Object into(@Nullable Object container, Evaluation evaluation) {
            int index = position.index();
            return container instanceof List<?> list && index >= 0 && index < list.size()
                    ? list.get(index)
                    : Scope.MISSING;
        }

        @Override
        public String whyMissing(@Nullable Object container, Evaluation evaluation) {
            if (container instanceof List<?> list) {
                return "has " + list.size() + (list.size() == 1 ? " item" : " items") + ", counted from 0, and none at "
                        + position.index();
            }
            String hint = container instanceof Map ? "; an entry is taken with its key, as in ['name']" : "";
            return "is " + Kind.of(container) + " and has no item " + position.index() + hint;
        }

        @Override
        public String toString() {
            return position.toString();
        }
    }

    /** What an expression in brackets gives: a string is a key, a whole number is a position. */
    record Computed(Node selector) implements Step {

        @Override
        public @Nullable Object into(@Nullable Object container, Evaluation evaluation) {
            Object selected = selector.valueOrMissing(evaluation);
            return selected == Scope.MISSING
                    ? selected
                    : step(selected, evaluation).into(container, evaluation);
        }

        @Override
        public String whyMissing(@Nullable Object container, Evaluation evaluation) {
            return step(selector.value(evaluation), evaluation).whyMissing(container, evaluation);
        }

        private static Step step(@Nullable Object selected, Evaluation evaluation) {
            Object key = evaluation.open(selected);
            if (key instanceof String name) {
                return new ByKey(new Reference.Segment.Key(name));
            }
            if (key instanceof Long || key instanceof BigInteger) {
                long index = ((Number) key).longValue();
                boolean fits = key instanceof Long && index == (int) index;
                return new ByIndex(new Reference.Segment.Index(fits ? (int) index : Integer.MAX_VALUE));
            }
            throw new EvaluationFailure(
                    "what stands in [ ] must be a string or a whole number, and is " + Kind.of(key));
        }

        @Override
        public String toString() {
            return "[…]";
        }
    }
}
