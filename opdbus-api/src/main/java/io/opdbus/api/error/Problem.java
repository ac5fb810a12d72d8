package io.opdbus.api.error;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with a definition, configuration or request, found before anything ran (R1).
 *
 * @param severity whether it stops the run
 * @param code the stable code of this kind of problem
 * @param location where it lies
 * @param message what is wrong and what to do
 * @param suggestion the nearest known name, where one is near enough to be meant
 */
public record Problem(
        Severity severity, ErrorCode code, Location location, String message, Optional<String> suggestion) {

    /** Whether a problem stops the run. */
    public enum Severity {
        /** Nothing runs. */
        ERROR,
        /** Told, and the run goes on. */
        WARNING
    }

    /** Checks for null. */
    public Problem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(suggestion, "suggestion");
    }

    /**
     * An error without a suggestion.
     *
     * @param code the stable code of this kind of problem
     * @param location where it lies
     * @param message what is wrong and what to do
     * @return the problem
     */
    public static Problem error(ErrorCode code, Location location, String message) {
        return new Problem(Severity.ERROR, code, location, message, Optional.empty());
    }

    /**
     * A warning without a suggestion.
     *
     * @param code the stable code of this kind of problem
     * @param location where it lies
     * @param message what is odd and what to do
     * @return the problem
     */
    public static Problem warning(ErrorCode code, Location location, String message) {
        return new Problem(Severity.WARNING, code, location, message, Optional.empty());
    }

    /**
     * The same problem with the name that was probably meant.
     *
     * @param name the nearest known name, or empty
     * @return a copy that carries the suggestion
     */
    public Problem withSuggestion(Optional<String> name) {
        return new Problem(severity, code, location, message, name);
    }

    /**
     * {@code location: error: message; did you mean 'x'?}.
     *
     * @return the line that validate prints
     */
    @Override
    public String toString() {
        String text = location + ": " + (severity == Severity.ERROR ? "error: " : "warning: ") + message;
        return suggestion.map(name -> text + "; did you mean '" + name + "'?").orElse(text);
    }
}
