package io.opdbus.core.plan;

import io.opdbus.api.workstack.Workstack;

/** Compiles large definitions in a JVM of its own, whose heap is bounded; ends with 1 where something is wrong. */
final class LargeDefinitions {

    static final int PHASES = 100_000;

    private LargeDefinitions() {}

    public static void main(String[] names) {
        for (String name : names) {
            Workstack workstack = named(name);
            long begun = System.nanoTime();
            Compilation compilation = Compiling.compile(workstack, Catalogue.usual());
            System.out.println(name + ": " + (System.nanoTime() - begun) / 1_000_000 + " ms");
            if (compilation.plan().isEmpty() || compilation.orThrow().unitCount() != PHASES) {
                System.out.println(compilation.problems().stream().limit(5).toList());
                System.exit(1);
            }
        }
    }

    private static Workstack named(String name) {
        return switch (name) {
            case "chain" -> chain();
            case "fan" -> fan();
            case "references" -> references();
            case "ladder" -> ladder();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Each phase depends on the one before. */
    private static Workstack chain() {
        Workstack.Builder chain = Workstack.builder("chain");
        for (int i = 0; i < PHASES; i++) {
            int phase = i;
            chain.phase("p" + i, p -> (phase == 0 ? p : p.dependsOn("p" + (phase - 1))).tool("noop"));
        }
        return chain.build();
    }

    /** All phases depend on the first, and the last on all. */
    private static Workstack fan() {
        Workstack.Builder fan = Workstack.builder("fan").phase("first", p -> p.tool("noop"));
        String[] all = new String[PHASES - 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = "p" + i;
            fan.phase(all[i], p -> p.dependsOn("first").tool("noop"));
        }
        return fan.phase("last", p -> p.dependsOn(all).tool("noop")).build();
    }

    /** A chain in which each phase references the first and the one before. */
    private static Workstack references() {
        Workstack.Builder chain = Workstack.builder("references");
        for (int i = 0; i < PHASES; i++) {
            int phase = i;
            String text = i == 0 ? "x" : "${r0} ${r" + (i - 1) + "} ${phases.p0.status}";
            chain.phase(
                    "p" + i,
                    p -> (phase == 0 ? p : p.dependsOn("p" + (phase - 1)))
                            .tool("say", t -> t.arg("text", text).storeAs("r" + phase)));
        }
        return chain.build();
    }

    /** Two chains with rungs both ways, in which each phase references one far above on the other side. */
    private static Workstack ladder() {
        Workstack.Builder ladder = Workstack.builder("ladder");
        for (int i = 0; i < PHASES; i++) {
            int phase = i;
            String text = i < 2_001 ? "x" : "${r" + (i - 2_001) + "}";
            ladder.phase(
                    "p" + i,
                    p -> (phase < 3 ? p : p.dependsOn("p" + (phase - 2), "p" + (phase - 3)))
                            .tool("say", t -> t.arg("text", text).storeAs("r" + phase)));
        }
        return ladder.build();
    }
}
