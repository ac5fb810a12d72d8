package io.opdbus.core.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes from a value along a path to a value inside it. A path that leads nowhere is missing, whatever the reason. */
final class AccessNode implements Node {

    private final Node base;
    private final Step[] steps;

    private AccessNode(Node base, Step[] steps) {
        this.base = base;
        this.steps = steps;
    }

    static Node of(Node base, List<Step> steps) {
        return steps.isEmpty() ? base : new AccessNode(base, steps.toArray(Step[]::new));
    }

    @Override
    public @Nullable Object value(Evaluation evaluation) {
        Object value = valueOrMissing(evaluation);
        if (value == Scope.MISSING) {
            throw missing(evaluation);
        }
        return value;
    }

    @Override
    public @Nullable Object valueOrMissing(Evaluation evaluation) {
        Object value = base.valueOrMissing(evaluation);
        for (Step step : steps) {
            if (value == Scope.MISSING) {
                return value;
            }
            value = step.into(value, evaluation);
        }
        return value;
    }

    @Override
    public String label() {
        return label(steps.length);
    }

    private String label(int count) {
        StringBuilder text = new StringBuilder(base.label());
        for (int i = 0; i < count; i++) {
            text.append(steps[i]);
        }
        return text.toString();
    }

    /** Walks the path once more to say where it ends. */
    private MissingFailure missing(Evaluation evaluation) {
        Object value = base.value(evaluation);
        for (int i = 0; i < steps.length; i++) {
            Object next = steps[i].into(value, evaluation);
            if (next == Scope.MISSING) {
                return new MissingFailure(label(), "'" + label(i) + "' " + steps[i].whyMissing(value, evaluation));
            }
            value = next;
        }
        return new MissingFailure(label(), "'" + label() + "' has no value");
    }
}
