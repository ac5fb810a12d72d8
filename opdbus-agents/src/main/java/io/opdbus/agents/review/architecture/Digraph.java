package io.opdbus.agents.review.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Named nodes and weighted edges between them. Nodes keep the order in which they were first named. */
final class Digraph {
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Map<Integer, Integer>> edges = new ArrayList<>();
    private final List<Integer> incoming = new ArrayList<>();

    int node(String name) {
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        int id = names.size();
        ids.put(name, id);
        names.add(name);
        edges.add(new TreeMap<>());
        incoming.add(0);
        return id;
    }

    void edge(int from, int to) {
        if (from != to && edges.get(from).merge(to, 1, Integer::sum) == 1) {
            incoming.set(to, incoming.get(to) + 1);
        }
    }

    int size() {
        return names.size();
    }

    String name(int node) {
        return names.get(node);
    }

    /** The nodes that a node leads to, ascending. */
    int[] next(int node) {
        return edges.get(node).keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many times an edge was added. */
    int weight(int from, int to) {
        return edges.get(from).getOrDefault(to, 0);
    }

    int outDegree(int node) {
        return edges.get(node).size();
    }

    int inDegree(int node) {
        return incoming.get(node);
    }
}
