package io.opdbus.core.expression;

/** Ends the compilation of one string; becomes a {@link TemplateProblem}. */
final class SyntaxFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    SyntaxFailure(int offset, String message) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /** Where in the string, in characters from 0. */
    int offset() {
        return offset;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
