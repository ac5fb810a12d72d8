package io.opdbus.core.expression;

import java.util.Objects;

/**
 * Something in a template that cannot be understood or is not allowed, found when it was compiled.
 *
 * @param pointer the JSON Pointer of the string within the template; {@code ""} for the whole
 * @param offset where in that string, in characters from 0
 * @param message what is wrong and what to do
 */
public record TemplateProblem(String pointer, int offset, String message) {

    /** Checks for null. */
    public TemplateProblem {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }
}
