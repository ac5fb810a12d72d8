package io.opdbus.core.source;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.InvalidDefinitionException;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects problems, so that all of them are reported together (R1). Not safe for several threads. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** An empty collection. */
    public Problems() {}

    /**
     * Adds a problem.
     *
     * @param problem the problem
     */
    public void add(Problem problem) {
        found.add(problem);
    }

    /**
     * Adds several problems.
     *
     * @param problems the problems
     */
    public void addAll(Collection<Problem> problems) {
        found.addAll(problems);
    }

    /**
     * Adds an error with the code {@link ErrorCode#INVALID_DEFINITION}.
     *
     * @param location where it lies
     * @param message what is wrong and what to do
     */
    public void error(Location location, String message) {
        found.add(Problem.error(ErrorCode.INVALID_DEFINITION, location, message));
    }

    /**
     * Adds an error with the code {@link ErrorCode#INVALID_DEFINITION} and the name that was probably meant.
     *
     * @param location where it lies
     * @param message what is wrong and what to do
     * @param suggestion the nearest known name, or empty
     */
    public void error(Location location, String message, Optional<String> suggestion) {
        found.add(Problem.error(ErrorCode.INVALID_DEFINITION, location, message).withSuggestion(suggestion));
    }

    /**
     * Adds a warning with the code {@link ErrorCode#INVALID_DEFINITION}.
     *
     * @param location where it lies
     * @param message what is odd and what to do
     */
    public void warning(Location location, String message) {
        found.add(Problem.warning(ErrorCode.INVALID_DEFINITION, location, message));
    }

    /**
     * Everything found so far.
     *
     * @return errors and warnings; source by source as first met, within a source by line and column
     */
    public List<Problem> sorted() {
        Map<String, Integer> rank = new HashMap<>();
        found.forEach(problem -> rank.putIfAbsent(problem.location().source(), rank.size()));
        return found.stream()
                .sorted(Comparator.comparingInt(
                                (Problem p) -> rank.getOrDefault(p.location().source(), 0))
                        .thenComparingInt(p -> p.location().line())
                        .thenComparingInt(p -> p.location().column()))
                .toList();
    }

    /**
     * Whether anything was found, be it a warning.
     *
     * @return true where nothing was
     */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * Whether an error was found; warnings do not count.
     *
     * @return true where there is at least one
     */
    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /**
     * Ends here if an error was found.
     *
     * @throws InvalidDefinitionException with everything found, warnings too, if at least one is an error
     */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidDefinitionException(ErrorCode.INVALID_DEFINITION, sorted());
        }
    }
}
