package io.opdbus.core.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which state follows on which signal. What is not in the table is ignored: that is how late, duplicate and stale facts are
 * met.
 *
 * @param <S> the states
 * @param <E> the signals
 */
final class TransitionTable<S extends Enum<S>, E extends Enum<E>> {

    /** One row. */
    record Transition<S, E>(S from, E on, S to) {}

    private final @Nullable Object[][] next;
    private final List<Transition<S, E>> transitions;

    private TransitionTable(int states, int signals, List<Transition<S, E>> transitions) {
        this.transitions = List.copyOf(transitions);
        this.next = new Object[states][signals];
        for (Transition<S, E> row : transitions) {
            Object before = next[row.from().ordinal()][row.on().ordinal()];
            if (before != null) {
                throw new IllegalStateException("two transitions from " + row.from() + " on " + row.on());
            }
            next[row.from().ordinal()][row.on().ordinal()] = row.to();
        }
    }

    /** The state that follows, or null where the signal is ignored in that state. */
    @SuppressWarnings("unchecked")
    @Nullable S next(S state, E signal) {
        return (S) next[state.ordinal()][signal.ordinal()];
    }

    /** All rows, as written. */
    List<Transition<S, E>> transitions() {
        return transitions;
    }

    static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(Class<S> states, Class<E> signals) {
        return new Builder<>(states.getEnumConstants().length, signals.getEnumConstants().length);
    }

    static final class Builder<S extends Enum<S>, E extends Enum<E>> {
        private final int states;
        private final int signals;
        private final List<Transition<S, E>> rows = new ArrayList<>();

        private Builder(int states, int signals) {
            this.states = states;
            this.signals = signals;
        }

        Builder<S, E> row(S from, E on, S to) {
            rows.add(new Transition<>(from, on, to));
            return this;
        }

        TransitionTable<S, E> build() {
            return new TransitionTable<>(states, signals, rows);
        }
    }
}
