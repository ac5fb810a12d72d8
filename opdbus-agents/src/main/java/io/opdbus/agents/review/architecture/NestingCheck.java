package io.opdbus.agents.review.architecture;

import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.BlockKind;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions whose conditions and loops lie many levels deep; the deepest place of each is told. */
final class NestingCheck {
    private static final int DEEP = 6;

    void inspect(SourceUnit unit, Reporter reporter) {
        if (unit.language() == Language.SHELL) {
            return;
        }
        List<Block> blocks = unit.outline().blocks();
        int[] depth = new int[blocks.size()];
        int[] function = new int[blocks.size()];
        Map<Integer, Integer> deepest = new HashMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            int parent = block.parent();
            boolean starts = block.kind() == BlockKind.FUNCTION || block.kind() == BlockKind.TYPE;
            function[i] = starts ? i : parent < 0 ? -1 : function[parent];
            int outside = starts || parent < 0 ? 0 : depth[parent];
            depth[i] = outside + (nests(unit, block) ? 1 : 0);
            Integer before = deepest.get(function[i]);
            if (depth[i] >= DEEP && (before == null || depth[i] > depth[before])) {
                deepest.put(function[i], i);
            }
        }
        deepest.values().stream()
                .sorted()
                .forEach(index -> reporter.at(
                        ArchitectureRules.NESTING, unit, blocks.get(index).header(), depth[index] + " levels"));
    }

    /** An {@code else if} is as deep as its {@code if}, and cases are as deep as their switch. */
    private static boolean nests(SourceUnit unit, Block block) {
        boolean counts = block.kind() == BlockKind.LOOP || block.kind() == BlockKind.BRANCH;
        return counts && !unit.code().isAny(block.header(), "=>", "->", "case", "default");
    }
}
