package io.opdbus.core.expression;

import org.jspecify.annotations.Nullable;

/** Reads the slot that a reference is bound to. */
record SlotNode(Reference reference, Binding binding) implements Node {

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
        int slot = binding.slot();
        return slot < 0 ? Scope.MISSING : evaluation.scope().value(slot);
    }

    @Override
    public String label() {
        return reference.prefix(binding.segments());
    }

    private MissingFailure missing(Evaluation evaluation) {
        String why = evaluation.scope().whyMissing(reference);
        String what = binding.slot() < 0 ? "is not defined" : "has no value";
        return new MissingFailure(
                reference.toString(), "'" + label() + "' " + what + (why.isEmpty() ? "" : ": " + why));
    }
}
