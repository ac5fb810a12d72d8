package io.opdbus.core.plan;

import static io.opdbus.core.plan.Compiling.compile;
import static io.opdbus.core.plan.Compiling.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.source.Locator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler's answers about graphs against those of a naive reckoning. */
class RandomGraphTest {

    private static final int GRAPHS = 150;

    /** The graph of a seed: {@code before[i]} are the phases that phase i depends on. */
    private record Graph(int[][] before, boolean[][] reaches) {

        static Graph random(Random random, boolean acyclic) {
            int size = 1 + random.nextInt(40);
            double density = random.nextDouble() * 3 / size;
            int[] shuffled = random.ints(0, size).distinct().limit(size).toArray();
            int[][] before = new int[size][];
            for (int later = 0; later < size; later++) {
                List<Integer> found = new ArrayList<>();
                for (int earlier = 0; earlier < size; earlier++) {
                    boolean allowed = acyclic ? shuffled[earlier] < shuffled[later] : earlier != later;
                    if (allowed && random.nextDouble() < density) {
                        found.add(earlier);
                    }
                }
                before[later] = found.stream().mapToInt(i -> i).toArray();
            }
            return new Graph(before, closure(before));
        }

        /** Warshall's: whether a path leads from one to the other. */
        private static boolean[][] closure(int[][] before) {
            int size = before.length;
            boolean[][] reaches = new boolean[size][size];
            for (int later = 0; later < size; later++) {
                for (int earlier : before[later]) {
                    reaches[earlier][later] = true;
                }
            }
            for (int via = 0; via < size; via++) {
                for (int from = 0; from < size; from++) {
                    for (int to = 0; to < size; to++) {
                        reaches[from][to] |= reaches[from][via] && reaches[via][to];
                    }
                }
            }
            return reaches;
        }

        int size() {
            return before.length;
        }

        /** How many sets of phases there are that all reach each other. */
        long knots() {
            Set<BitSet> knots = new HashSet<>();
            for (int node = 0; node < size(); node++) {
                if (reaches[node][node]) {
                    BitSet knot = new BitSet();
                    for (int other = 0; other < size(); other++) {
                        knot.set(other, reaches[node][other] && reaches[other][node]);
                    }
                    knots.add(knot);
                }
            }
            return knots.size();
        }

        /** A workstack of this graph in which each phase but that of -1 references another. */
        Workstack.Builder describe(Workstack.Builder workstack, IntUnaryOperator referenced) {
            for (int phase = 0; phase < size(); phase++) {
                String[] ids = new String[before[phase].length];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = "p" + before[phase][i];
                }
                int target = referenced.applyAsInt(phase);
                String text = target < 0 ? "none" : "${r" + target + "}";
                String result = "r" + phase;
                workstack.phase(
                        "p" + phase,
                        p -> p.dependsOn(ids)
                                .tool("say", t -> t.arg("text", text).storeAs(result)));
            }
            return workstack;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void circlesAreFoundWhereThereAreAny(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = Graph.random(random, false);
            Compilation compilation =
                    compile(graph.describe(Workstack.builder("w"), phase -> -1).build(), Catalogue.usual());
            assertThat((long) compilation.problems().size()).isEqualTo(graph.knots());
            compilation
                    .problems()
                    .forEach(problem -> assertThat(isCircle(graph, problem.message()))
                            .as(problem.message())
                            .isTrue());
        }
    }

    private static boolean isCircle(Graph graph, String message) {
        String path = message.substring(message.indexOf(": ") + 2, message.indexOf(';'));
        String[] ids = path.split(" -> ");
        for (int i = 0; i + 1 < ids.length; i++) {
            int from = Integer.parseInt(ids[i].substring(1));
            int to = Integer.parseInt(ids[i + 1].substring(1));
            if (java.util.Arrays.stream(graph.before()[from]).noneMatch(n -> n == to)) {
                return false;
            }
        }
        return ids.length > 2 && ids[0].equals(ids[ids.length - 1]);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void upstreamIsTheClosureOfDependencies(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = Graph.random(random, true);
            Report report = new Report(Locator.withoutText("test"));
            Outline outline = Outline.of(
                    graph.describe(Workstack.builder("w"), phase -> -1).build(), report);
            UnitGraph units = UnitGraph.of(outline, report);
            for (UnitDraft earlier : outline.units()) {
                for (UnitDraft later : outline.units()) {
                    assertThat(units.isUpstream(earlier, later)).isEqualTo(graph.reaches()[earlier.index][later.index]);
                }
            }
            assertThat(report.hasErrors()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void r5ReferencesAreAllowedExactlyToWhatIsUpstream(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < GRAPHS; i++) {
            Graph graph = Graph.random(random, true);
            int[] targets = random.ints(graph.size(), 0, graph.size()).toArray();
            List<String> expected = new ArrayList<>();
            for (int phase = 0; phase < graph.size(); phase++) {
                if (!graph.reaches()[targets[phase]][phase]) {
                    expected.add("/phases/" + phase + "/tools/0/args/text");
                }
            }
            assertThat(problems(w -> graph.describe(w, phase -> targets[phase])))
                    .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                    .isEqualTo(expected);
        }
    }
}
