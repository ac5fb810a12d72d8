package io.opdbus.api.error;

import java.util.List;
import java.util.stream.Collectors;

/** A definition, configuration or request has problems; nothing has run (R1). All of them are reported together. */
public final class InvalidDefinitionException extends OpdbusException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * An exception that lists the given problems.
     *
     * @param code the code of the whole: {@link ErrorCode#INVALID_DEFINITION} or {@link ErrorCode#INVALID_INPUT}
     * @param problems at least one problem, in the order of their positions
     */
    public InvalidDefinitionException(ErrorCode code, List<Problem> problems) {
        super(code, problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an invalid definition has at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /**
     * Everything that is wrong.
     *
     * @return the problems, never empty, in the order of their positions
     */
    public List<Problem> problems() {
        return problems;
    }
}
