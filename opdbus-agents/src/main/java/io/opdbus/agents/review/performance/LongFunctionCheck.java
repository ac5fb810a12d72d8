package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.LONG;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.BlockKind;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;

/** Functions of several hundred lines, functions inside them not counted. */
final class LongFunctionCheck implements Check {
    private static final int LONGEST = 250;

    @Override
    public List<Rule> rules() {
        return List.of(LONG);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE
                && file.language() != Language.SHELL
                && file.lines().count() > LONGEST;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        List<Block> blocks = unit.outline().blocks();
        int[] own = new int[blocks.size()];
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            int lines = lines(unit, block);
            own[i] += lines;
            if (block.kind() == BlockKind.FUNCTION || block.kind() == BlockKind.TYPE) {
                subtract(blocks, own, block.parent(), lines);
            }
            if (block.kind() == BlockKind.FUNCTION && own[i] > LONGEST) {
                reporter.at(LONG, unit, block.header(), block.name() + ", " + own[i] + " lines");
            }
        }
    }

    private static void subtract(List<Block> blocks, int[] own, int parent, int lines) {
        int at = parent;
        while (at >= 0
                && blocks.get(at).kind() != BlockKind.FUNCTION
                && blocks.get(at).kind() != BlockKind.TYPE) {
            at = blocks.get(at).parent();
        }
        if (at >= 0) {
            own[at] -= lines;
        }
    }

    private static int lines(SourceUnit unit, Block block) {
        if (block.body().isEmpty()) {
            return 1;
        }
        return unit.code().lastLine(block.body().to() - 1) - unit.code().line(block.header()) + 1;
    }
}
