package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import io.opdbus.core.source.Locator;
import io.opdbus.core.text.Suggestions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong with a definition, each thing once (R1). */
final class Report {

    /** How many names are looked at for suggestions, all problems together, so that many do not take too long. */
    private static final int MAX_COMPARED = 1_000_000;

    private final Locator locator;
    private final Set<Problem> found = new LinkedHashSet<>();
    private int compared;
    private boolean errors;

    Report(Locator locator) {
        this.locator = locator;
    }

    Location at(String pointer) {
        return locator.locate(pointer);
    }

    Location atKey(String pointer) {
        return locator.locateKey(pointer);
    }

    Location at(String pointer, int offset) {
        return locator.locate(pointer, offset);
    }

    void error(String pointer, String message) {
        error(ErrorCode.INVALID_DEFINITION, at(pointer), message);
    }

    void error(Location location, String message) {
        error(ErrorCode.INVALID_DEFINITION, location, message);
    }

    void error(ErrorCode code, Location location, String message) {
        add(Problem.error(code, location, message));
    }

    void warning(String pointer, String message) {
        warning(at(pointer), message);
    }

    void warning(Location location, String message) {
        add(Problem.warning(ErrorCode.INVALID_DEFINITION, location, message));
    }

    /** A name that fits nothing, with the nearest one of those that there are. */
    void unknown(ErrorCode code, Location location, String message, String name, Collection<String> known) {
        add(Problem.error(code, location, message).withSuggestion(nearest(name, known)));
    }

    void add(Problem problem) {
        found.add(problem);
        errors |= problem.severity() == Problem.Severity.ERROR;
    }

    Optional<String> nearest(String name, Collection<String> known) {
        if (compared > MAX_COMPARED) {
            return Optional.empty();
        }
        compared += known.size();
        return Suggestions.nearest(name, known);
    }

    boolean hasErrors() {
        return errors;
    }

    /** Everything that was found, in the order of the text, or of the definition's parts where there is no text. */
    List<Problem> sorted() {
        return found.stream().sorted(ProblemOrder.BY_POSITION).toList();
    }
}
