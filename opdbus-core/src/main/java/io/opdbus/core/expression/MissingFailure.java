package io.opdbus.core.expression;

/** A reference resolved to nothing. The nearest {@code ??} whose left side it happened in goes on with its right side. */
final class MissingFailure extends EvaluationFailure {

    private static final long serialVersionUID = 1L;

    private final String reference;

    MissingFailure(String reference, String message) {
        super(message);
        this.reference = reference;
    }

    /** The reference as it is written. */
    String reference() {
        return reference;
    }
}
