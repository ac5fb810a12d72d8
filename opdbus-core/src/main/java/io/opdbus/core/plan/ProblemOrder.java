package io.opdbus.core.plan;

import io.opdbus.api.error.Location;
import io.opdbus.api.error.Problem;
import io.opdbus.core.source.JsonPointer;
import java.util.Comparator;
import java.util.List;

/** The order in which problems are told: by line and column; where there are none, by the definition's parts. */
final class ProblemOrder {

    static final Comparator<Problem> BY_POSITION = Comparator.comparing(Problem::location, ProblemOrder::compare);

    /** The keys of a definition in the order in which they are usually written; others come after them. */
    private static final List<String> KEYS = List.of(
            "workstack",
            "id",
            "name",
            "description",
            "version",
            "tags",
            "inputs",
            "variables",
            "depends_on",
            "condition",
            "skills",
            "operation",
            "args",
            "coordination",
            "timeout",
            "retry",
            "continue_on_failure",
            "parallel_phases",
            "rollback_scope",
            "tool",
            "agent",
            "tools",
            "agents",
            "store_as",
            "phases",
            "finally",
            "rollback",
            "outputs");

    private ProblemOrder() {}

    private static int compare(Location a, Location b) {
        if (a.line() != b.line()) {
            return Integer.compare(a.line(), b.line());
        }
        if (a.line() > 0) {
            return Integer.compare(a.column(), b.column());
        }
        return comparePointers(a.pointer(), b.pointer());
    }

    private static int comparePointers(String a, String b) {
        List<String> left = JsonPointer.tokens(a);
        List<String> right = JsonPointer.tokens(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = Integer.compare(rank(left.get(i)), rank(right.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** Positions in lists by number, keys by their usual place. */
    private static int rank(String token) {
        if (!token.isEmpty() && token.length() <= 9 && token.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Integer.parseInt(token);
        }
        int key = KEYS.indexOf(token);
        return key < 0 ? KEYS.size() : key;
    }
}
