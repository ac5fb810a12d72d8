package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of compiling a definition.
 *
 * @param plan the plan; empty where a problem stops the run
 * @param problems everything that was found, in the order of the positions; warnings too
 */
public record Compilation(Optional<Plan> plan, List<Problem> problems) {

    /** Checks for null and copies. */
    public Compilation {
        Objects.requireNonNull(plan, "plan");
        problems = List.copyOf(problems);
    }

    /**
     * The plan.
     *
     * @return the plan
     * @throws InvalidDefinitionException with all problems, if one stops the run
     */
    public Plan orThrow() {
        return plan.orElseThrow(() -> new InvalidDefinitionException(ErrorCode.INVALID_DEFINITION, problems));
    }
}
