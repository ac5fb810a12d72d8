package io.opdbus.core.expression;

/**
 * What a reference is bound to: a slot that holds the value of its root and of the first segments of its path. The
 * segments after those are looked up in that value.
 *
 * @param slot the number of the slot, or -1 for {@link #UNBOUND}
 * @param segments how many path segments the slot stands for; all of them must be known before the evaluation
 */
public record Binding(int slot, int segments) {

    /** Nothing has that name; evaluating the reference is an error unless it is guarded. */
    public static final Binding UNBOUND = new Binding(-1, 0);

    /** Checks the ranges. */
    public Binding {
        if (slot < -1 || segments < 0) {
            throw new IllegalArgumentException("slot " + slot + " or segments " + segments + " out of range");
        }
    }

    /**
     * A slot that holds the value of the root alone.
     *
     * @param slot the number of the slot
     * @return the binding
     */
    public static Binding of(int slot) {
        return new Binding(slot, 0);
    }
}
