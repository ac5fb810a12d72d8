package io.opdbus.agents.review.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Finds the circles of a graph: Tarjan's strongly connected components, without recursion. */
final class Cycles {
    private final Digraph graph;
    private final int[] index;
    private final int[] low;
    private final boolean[] onStack;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<Integer>> components = new ArrayList<>();
    private int next = 1;

    private Cycles(Digraph graph) {
        this.graph = graph;
        this.index = new int[graph.size()];
        this.low = new int[graph.size()];
        this.onStack = new boolean[graph.size()];
    }

    /** The groups of two or more nodes that all lead to each other; in each, nodes by name; groups by their first name. */
    static List<List<Integer>> of(Digraph graph) {
        Cycles cycles = new Cycles(graph);
        for (int node = 0; node < graph.size(); node++) {
            if (cycles.index[node] == 0) {
                cycles.visit(node);
            }
        }
        cycles.components.sort(Comparator.comparing(group -> graph.name(group.get(0))));
        return cycles.components;
    }

    /** The shortest way from a node of a group back to itself, as the nodes passed; the shortest of all the group. */
    static List<Integer> shortest(Digraph graph, List<Integer> group) {
        boolean[] inside = new boolean[graph.size()];
        group.forEach(node -> inside[node] = true);
        List<Integer> best = List.of();
        for (int start : group.subList(0, Math.min(group.size(), 200))) {
            List<Integer> found = back(graph, start, inside);
            if (!found.isEmpty() && (best.isEmpty() || found.size() < best.size())) {
                best = found;
            }
            if (best.size() == 2) {
                break;
            }
        }
        return best;
    }

    private static List<Integer> back(Digraph graph, int start, boolean[] inside) {
        int[] from = new int[graph.size()];
        Arrays.fill(from, -1);
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(start);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int to : graph.next(node)) {
                if (to == start) {
                    return path(from, start, node);
                }
                if (inside[to] && from[to] < 0) {
                    from[to] = node;
                    queue.add(to);
                }
            }
        }
        return List.of();
    }

    private static List<Integer> path(int[] from, int start, int last) {
        List<Integer> path = new ArrayList<>();
        for (int node = last; node != start; node = from[node]) {
            path.add(0, node);
        }
        path.add(0, start);
        return path;
    }

    private void visit(int root) {
        Deque<int[]> frames = new ArrayDeque<>();
        Deque<int[]> successors = new ArrayDeque<>();
        enter(root, frames, successors);
        while (!frames.isEmpty()) {
            int[] frame = frames.element();
            int node = frame[0];
            int[] to = successors.element();
            if (frame[1] < to.length) {
                int target = to[frame[1]++];
                if (index[target] == 0) {
                    enter(target, frames, successors);
                } else if (onStack[target]) {
                    low[node] = Math.min(low[node], index[target]);
                }
            } else {
                frames.pop();
                successors.pop();
                if (!frames.isEmpty()) {
                    int parent = frames.element()[0];
                    low[parent] = Math.min(low[parent], low[node]);
                }
                if (low[node] == index[node]) {
                    component(node);
                }
            }
        }
    }

    private void enter(int node, Deque<int[]> frames, Deque<int[]> successors) {
        index[node] = next;
        low[node] = next++;
        stack.push(node);
        onStack[node] = true;
        frames.push(new int[] {node, 0});
        successors.push(graph.next(node));
    }

    private void component(int root) {
        List<Integer> group = new ArrayList<>();
        int node;
        do {
            node = stack.pop();
            onStack[node] = false;
            group.add(node);
        } while (node != root);
        if (group.size() > 1) {
            group.sort(Comparator.comparing(graph::name));
            components.add(group);
        }
    }
}
