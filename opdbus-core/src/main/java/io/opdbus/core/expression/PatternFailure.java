package io.opdbus.core.expression;

/** A pattern is malformed, or uses what is not supported. */
final class PatternFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PatternFailure(int position, String message) {
        super("pattern, character " + (position + 1) + ": " + message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
