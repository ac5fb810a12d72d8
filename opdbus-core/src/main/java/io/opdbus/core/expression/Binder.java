package io.opdbus.core.expression;

/**
 * Decides, while a template is compiled, which slot of a {@link Scope} each reference reads. It is asked once for every
 * occurrence, also in strings that turn out to be broken further on.
 */
@FunctionalInterface
public interface Binder {

    /**
     * Binds one reference.
     *
     * @param reference an occurrence of a reference
     * @return the slot and how much of the path it stands for, or {@link Binding#UNBOUND}
     */
    Binding bind(Reference reference);
}
