package io.opdbus.api.error;

import java.util.List;

/** A name fits nothing, or fits several things; {@link #candidates()} lists what was near. */
public final class UnknownNameException extends OpdbusException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> candidates;

    /**
     * An exception about one name.
     *
     * @param code {@link ErrorCode#UNKNOWN_NAME}, {@link ErrorCode#AMBIGUOUS_NAME} or
     *     {@link ErrorCode#UNKNOWN_OPERATION}
     * @param name the name as given
     * @param message what was looked for, where, and what to do
     * @param candidates the nearest or the fitting names, best first; may be empty
     */
    public UnknownNameException(ErrorCode code, String name, String message, List<String> candidates) {
        super(code, message);
        this.name = name;
        this.candidates = List.copyOf(candidates);
    }

    /**
     * The name that was looked for.
     *
     * @return the name as given
     */
    public String name() {
        return name;
    }

    /**
     * What may have been meant.
     *
     * @return names, best first; may be empty
     */
    public List<String> candidates() {
        return candidates;
    }
}
