package io.opdbus.core.plan;

import io.opdbus.api.error.ErrorCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which unit comes after which (R2), checked: unknown ids, circles, arrows between finally phases and others. */
final class UnitGraph {

    private static final int CIRCLE_SHOWN = 40;

    private final Outline outline;
    private final Report report;
    private final int[][] before;
    private final boolean[] unsure;
    private int[] order = UnitDraft.NO_NUMBERS;
    private @Nullable Reachability reachability;

    private UnitGraph(Outline outline, Report report) {
        this.outline = outline;
        this.report = report;
        int size = outline.units().size();
        this.before = new int[size][];
        this.unsure = new boolean[size];
    }

    static UnitGraph of(Outline outline, Report report) {
        UnitGraph graph = new UnitGraph(outline, report);
        for (UnitDraft unit : outline.units()) {
            graph.before[unit.index] = graph.resolve(unit);
            unit.dependsOn = graph.before[unit.index];
        }
        graph.sort();
        return graph;
    }

    /**
     * Whether one unit has surely ended before the other starts. True where a problem with the dependencies of the later
     * one has been told, so that nothing is told that only follows from it.
     */
    boolean isUpstream(UnitDraft earlier, UnitDraft later) {
        if (earlier == later || isUnsure(later)) {
            return earlier != later;
        }
        if (isUnsure(earlier)) {
            return false; // else the later one, which comes after it, were unsure too
        }
        if (reachability == null) {
            reachability = new Reachability(before, order);
        }
        return reachability.comesBefore(earlier.index, later.index);
    }

    /** Whether the unit's dependencies, or those of one that it depends on, have a problem that was told. */
    boolean isUnsure(UnitDraft unit) {
        return unsure[unit.index];
    }

    private int[] resolve(UnitDraft unit) {
        List<String> ids = unit.phase.dependsOn();
        if (ids.isEmpty()) {
            return UnitDraft.NO_NUMBERS;
        }
        int[] found = new int[ids.size()];
        int count = 0;
        Set<String> listed = ids.size() == 1 ? Set.of() : new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (ids.size() > 1 && !listed.add(ids.get(i))) {
                report.warning(pointer(unit, i), "phase '" + ids.get(i) + "' is listed twice; remove one");
                continue;
            }
            UnitDraft other = dependency(unit, ids.get(i), i);
            if (other == null) {
                unsure[unit.index] = true;
            } else {
                found[count++] = other.index;
            }
        }
        int[] result = Arrays.copyOf(found, count);
        Arrays.sort(result);
        return result;
    }

    private @Nullable UnitDraft dependency(UnitDraft unit, String id, int position) {
        UnitDraft other = outline.unit(id);
        if (other == null) {
            report.unknown(
                    ErrorCode.UNKNOWN_NAME,
                    report.at(pointer(unit, position)),
                    "phase '" + unit.id() + "' depends on phase '" + id + "', which is not there",
                    id,
                    outline.unitIds());
            return null;
        }
        if (id.equals(unit.id())) {
            report.error(pointer(unit, position), "phase '" + id + "' depends on itself; remove it from depends_on");
            return null;
        }
        if (other.isFinally && !unit.isFinally) {
            report.error(
                    pointer(unit, position),
                    "phase '" + unit.id() + "' cannot depend on '" + id
                            + "', which is a finally phase: those run at the" + " very end");
            return null;
        }
        if (unit.isFinally && !other.isFinally) {
            report.error(
                    pointer(unit, position),
                    "finally phase '" + unit.id() + "' can only depend on finally phases, and '" + id
                            + "' is none; it runs after all of them anyway, so remove it");
            return null;
        }
        return other;
    }

    private static String pointer(UnitDraft unit, int position) {
        return unit.pointer() + "/depends_on/" + position;
    }

    /** Kahn's algorithm; what is left over lies on a circle or after one. */
    private void sort() {
        int size = before.length;
        int[] open = new int[size];
        int[] counts = new int[size];
        for (int unit = 0; unit < size; unit++) {
            open[unit] = before[unit].length;
            for (int other : before[unit]) {
                counts[other]++;
            }
        }
        int[][] after = new int[size][];
        for (int unit = 0; unit < size; unit++) {
            after[unit] = counts[unit] == 0 ? UnitDraft.NO_NUMBERS : new int[counts[unit]];
        }
        int[] queue = new int[size];
        int ready = 0;
        for (int unit = 0; unit < size; unit++) {
            for (int other : before[unit]) {
                after[other][--counts[other]] = unit;
            }
            if (open[unit] == 0) {
                queue[ready++] = unit;
            }
        }
        for (int done = 0; done < ready; done++) {
            for (int unit : after[queue[done]]) {
                unsure[unit] |= unsure[queue[done]];
                if (--open[unit] == 0) {
                    queue[ready++] = unit;
                }
            }
        }
        order = ready == size ? queue : Arrays.copyOf(queue, ready);
        if (ready < size) {
            for (int unit = 0; unit < size; unit++) {
                unsure[unit] |= open[unit] > 0;
            }
            Cycles.of(before).forEach(this::tellCircle);
        }
    }

    private void tellCircle(List<Integer> circle) {
        UnitDraft first = outline.units().get(circle.get(0));
        UnitDraft second = outline.units().get(circle.get(1));
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < circle.size(); i++) {
            if (i == CIRCLE_SHOWN && circle.size() > CIRCLE_SHOWN + 2) {
                path.append(" -> … ").append(circle.size() - CIRCLE_SHOWN - 1).append(" more …");
                i = circle.size() - 1;
            }
            path.append(i == 0 ? "" : " -> ")
                    .append(outline.units().get(circle.get(i)).id());
        }
        report.error(
                pointer(first, first.phase.dependsOn().indexOf(second.id())),
                "phases depend on each other in a circle: " + path + "; remove one of these dependencies");
    }
}
