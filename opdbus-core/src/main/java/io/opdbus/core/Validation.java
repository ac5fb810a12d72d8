package io.opdbus.core;

import io.opdbus.api.error.Problem;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.plan.ResolvedStep;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a check of a definition found (R1). Nothing has run.
 *
 * @param problems errors and warnings in the order of their positions
 * @param steps the operations (R6) and arguments (R7) of each step; empty where an error keeps it from being compiled
 * @param workstack the definition, where it could be read
 */
public record Validation(List<Problem> problems, List<ResolvedStep> steps, Optional<Workstack> workstack) {

    /** Checks for null and copies. */
    public Validation {
        problems = List.copyOf(problems);
        steps = List.copyOf(steps);
        Objects.requireNonNull(workstack, "workstack");
    }

    /**
     * Whether the definition can be run.
     *
     * @return false if there is any error; warnings do not count
     */
    public boolean valid() {
        return problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
