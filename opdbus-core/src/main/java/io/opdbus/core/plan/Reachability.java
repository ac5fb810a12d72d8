package io.opdbus.core.plan;

import java.util.Arrays;

/**
 * Answers whether one node of an acyclic graph comes before another. Numbers from one walk over the graph answer most
 * questions at once; the few others are answered by a search that those numbers keep small.
 */
final class Reachability {

    private final int[][] before;
    private final int[] rank;
    private final int[] begin;
    private final int[] end;
    private final int[] low;
    private final int[] seen;
    private final int[] stack;
    private int search;

    /**
     * Walks over the graph.
     *
     * @param before the nodes that each node directly comes after
     * @param order the nodes, each after those that it comes after; nodes that lie on or after a circle are left out,
     *     and must not be asked about
     */
    Reachability(int[][] before, int[] order) {
        int size = before.length;
        this.before = before;
        this.rank = new int[size];
        this.begin = new int[size];
        this.end = new int[size];
        this.low = new int[size];
        this.seen = new int[size];
        this.stack = new int[size];
        Arrays.fill(rank, -1);
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        int[][] after = after(before, rank);
        walk(order, after);
        for (int i = order.length - 1; i >= 0; i--) {
            int node = order[i];
            low[node] = end[node];
            for (int other : after[node]) {
                low[node] = Math.min(low[node], low[other]);
            }
        }
    }

    private static int[][] after(int[][] before, int[] rank) {
        int[] counts = new int[before.length];
        for (int node = 0; node < before.length; node++) {
            for (int other : before[node]) {
                counts[other] += rank[node] >= 0 ? 1 : 0;
            }
        }
        int[][] after = new int[before.length][];
        for (int node = 0; node < before.length; node++) {
            after[node] = counts[node] == 0 ? UnitDraft.NO_NUMBERS : new int[counts[node]];
        }
        for (int node = before.length - 1; node >= 0; node--) {
            for (int other : before[node]) {
                if (rank[node] >= 0) {
                    after[other][--counts[other]] = node;
                }
            }
        }
        return after;
    }

    /** Depth first: a node begins before and ends after all that it leads to for the first time. */
    private void walk(int[] order, int[][] after) {
        int[] cursor = new int[before.length];
        int begun = 0;
        int ended = 0;
        for (int root : order) {
            if (begin[root] > 0) {
                continue;
            }
            int depth = 0;
            stack[depth++] = root;
            begin[root] = ++begun;
            while (depth > 0) {
                int node = stack[depth - 1];
                if (cursor[node] < after[node].length) {
                    int other = after[node][cursor[node]++];
                    if (begin[other] == 0) {
                        begin[other] = ++begun;
                        stack[depth++] = other;
                    }
                } else {
                    end[node] = ++ended;
                    depth--;
                }
            }
        }
    }

    /** Whether a path leads from the first node to the second. */
    boolean comesBefore(int first, int second) {
        if (rank[first] >= rank[second]) {
            return false;
        }
        return isAbove(first, second) || mayReach(first, second) && search(first, second);
    }

    /** Whether the walk went through the first node to the second: then there is a path. */
    private boolean isAbove(int first, int second) {
        return begin[first] <= begin[second] && end[second] <= end[first];
    }

    /** Whether there can be a path: what a node reaches has ended within its span. */
    private boolean mayReach(int first, int second) {
        return low[first] <= low[second] && end[second] <= end[first];
    }

    private boolean search(int first, int second) {
        search++;
        int depth = 0;
        stack[depth++] = second;
        seen[second] = search;
        while (depth > 0) {
            for (int node : before[stack[--depth]]) {
                if (node == first || rank[node] > rank[first] && isAbove(first, node)) {
                    return true;
                }
                if (seen[node] != search && rank[node] > rank[first] && mayReach(first, node)) {
                    seen[node] = search;
                    stack[depth++] = node;
                }
            }
        }
        return false;
    }
}
