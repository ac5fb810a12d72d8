package io.opdbus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A graph of units without work: what is left is the orchestrator's own cost.
 *
 * @param dependencies for each unit the units that come before it
 */
record Graph(List<int[]> dependencies) {

    static Graph of(String shape) {
        return switch (shape) {
            case "chain10" -> chain(10);
            case "fan100" -> fan(100);
            case "ladder1000" -> ladder(1_000);
            default -> throw new IllegalArgumentException("unknown shape " + shape);
        };
    }

    private static Graph chain(int length) {
        List<int[]> units = new ArrayList<>();
        for (int unit = 0; unit < length; unit++) {
            units.add(unit == 0 ? new int[0] : new int[] {unit - 1});
        }
        return new Graph(units);
    }

    /** One, then so many side by side, then one that waits for them all. */
    private static Graph fan(int width) {
        List<int[]> units = new ArrayList<>();
        units.add(new int[0]);
        int[] all = new int[width];
        for (int unit = 1; unit <= width; unit++) {
            units.add(new int[] {0});
            all[unit - 1] = unit;
        }
        units.add(all);
        return new Graph(units);
    }

    /** Layers of ten; each unit depends on up to three of the layer before, the same ones each time. */
    private static Graph ladder(int size) {
        Random random = new Random(42);
        List<int[]> units = new ArrayList<>();
        for (int unit = 0; unit < size; unit++) {
            int layer = unit / 10;
            TreeSet<Integer> chosen = new TreeSet<>();
            for (int i = 0; layer > 0 && i < 3; i++) {
                chosen.add((layer - 1) * 10 + random.nextInt(10));
            }
            units.add(chosen.stream().mapToInt(Integer::intValue).toArray());
        }
        return new Graph(units);
    }

    int size() {
        return dependencies.size();
    }
}
