package io.opdbus.core.expression;

import org.jspecify.annotations.Nullable;

/**
 * Where an evaluation finds the values of references: one slot for each value that a {@link Binder} has given a number
 * to. A scope is read on the thread that renders, and not kept.
 */
public interface Scope {

    /** Stands for "there is no value", which is not the same as null. */
    Object MISSING = Missing.VALUE;

    /**
     * The value in a slot.
     *
     * @param slot a number that the binder has given, never negative
     * @return a JSON-like value, null where the value is null, or {@link #MISSING}
     */
    @Nullable Object value(int slot);

    /**
     * Why a reference has no value, for the error that names it: that its phase was skipped, or what is known instead.
     *
     * @param reference the reference whose slot is {@link #MISSING}, or that was never bound to one
     * @return the reason in a few words, or {@code ""}
     */
    default String whyMissing(Reference reference) {
        return "";
    }
}
