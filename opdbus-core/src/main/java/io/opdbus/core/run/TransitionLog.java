package io.opdbus.core.run;

/** Sees every transition that is taken: the tests make sure that each row of each table is. */
@FunctionalInterface
interface TransitionLog {

    /** Sees nothing. */
    TransitionLog NONE = (from, signal, to) -> {};

    void taken(Enum<?> from, Enum<?> signal, Enum<?> to);
}
