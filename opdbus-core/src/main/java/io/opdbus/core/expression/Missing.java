package io.opdbus.core.expression;

/** The type of {@link Scope#MISSING}. */
enum Missing {
    VALUE;

    @Override
    public String toString() {
        return "missing";
    }
}
