package io.opdbus.core.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the compiler resolved for one step, for {@code validate --verbose} and the dry run.
 *
 * @param unit the unit's id
 * @param step the step's id
 * @param target the tool, or {@code agent.operation}
 * @param chosenBy which rule of R6 chose the operation, for people; empty for a tool
 * @param bound what R7 bound: arguments by name, with where each value comes from, such as {@code store_as requirements}
 * @param skills the active skills as {@code name@version}
 */
public record ResolvedStep(
        String unit, String step, String target, String chosenBy, Map<String, String> bound, List<String> skills) {

    /** Copies; the order is kept. */
    public ResolvedStep {
        bound = bound.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(bound));
        skills = List.copyOf(skills);
    }
}
