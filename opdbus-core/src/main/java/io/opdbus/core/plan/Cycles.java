package io.opdbus.core.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Finds the circles of a graph: one shortest circle for each set of nodes that all reach each other. No recursion. */
final class Cycles {

    private final int[][] next;
    private final int[] number;
    private final int[] low;
    private final int[] component;
    private final int[] path;
    private final int[] cursor;
    private final int[] stack;
    private int depth;
    private int stacked;
    private int numbered;
    private int components;

    private Cycles(int[][] next) {
        int size = next.length;
        this.next = next;
        this.number = new int[size];
        this.low = new int[size];
        this.component = new int[size];
        this.path = new int[size];
        this.cursor = new int[size];
        this.stack = new int[size];
        Arrays.fill(component, -1);
    }

    /**
     * Finds the circles.
     *
     * @param next the nodes that each node points to
     * @return for each knot of circles its shortest one through its lowest node: that node, and on along the arrows back
     *     to it, the first node repeated at the end
     */
    static List<List<Integer>> of(int[][] next) {
        Cycles cycles = new Cycles(next);
        for (int node = 0; node < next.length; node++) {
            if (cycles.number[node] == 0) {
                cycles.visit(node);
            }
        }
        return cycles.circles();
    }

    /** Tarjan's algorithm with a stack of its own. */
    private void visit(int root) {
        enter(root);
        while (depth > 0) {
            int node = path[depth - 1];
            if (cursor[node] < next[node].length) {
                int other = next[node][cursor[node]++];
                if (number[other] == 0) {
                    enter(other);
                } else if (component[other] < 0) {
                    low[node] = Math.min(low[node], number[other]);
                }
            } else {
                leave(node);
            }
        }
    }

    private void enter(int node) {
        number[node] = low[node] = ++numbered;
        path[depth++] = node;
        stack[stacked++] = node;
    }

    private void leave(int node) {
        depth--;
        if (depth > 0) {
            low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
        }
        if (low[node] == number[node]) {
            int member;
            do {
                member = stack[--stacked];
                component[member] = components;
            } while (member != node);
            components++;
        }
    }

    private List<List<Integer>> circles() {
        int[] sizes = new int[components];
        for (int node : component) {
            sizes[node]++;
        }
        boolean[] told = new boolean[components];
        Arrays.fill(path, -1);
        List<List<Integer>> circles = new ArrayList<>();
        for (int node = 0; node < next.length; node++) {
            boolean circular = sizes[component[node]] > 1 || pointsTo(node, node);
            if (circular && !told[component[node]]) {
                told[component[node]] = true;
                circles.add(shortest(node));
            }
        }
        return circles;
    }

    private boolean pointsTo(int node, int other) {
        return Arrays.stream(next[node]).anyMatch(n -> n == other);
    }

    /** The shortest way from a node back to it, by breadth, within its component. */
    private List<Integer> shortest(int start) {
        int[] from = path; // components share no nodes, so what one leaves behind does not disturb another
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
        while (from[start] < 0) {
            int node = open.remove();
            for (int other : next[node]) {
                if (component[other] == component[start] && from[other] < 0) {
                    from[other] = node;
                    open.add(other);
                }
            }
        }
        List<Integer> circle = new ArrayList<>(List.of(start));
        for (int node = from[start]; node != start; node = from[node]) {
            circle.add(node);
        }
        circle.add(start);
        Collections.reverse(circle);
        return circle;
    }
}
