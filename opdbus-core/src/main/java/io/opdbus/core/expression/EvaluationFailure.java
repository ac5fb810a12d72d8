package io.opdbus.core.expression;

/** Ends an evaluation; becomes an exception that names the expression. Its message never holds a value. */
class EvaluationFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvaluationFailure(String message) {
        super(message, null, false, false);
    }

    final String text() {
        return String.valueOf(getMessage());
    }
}
