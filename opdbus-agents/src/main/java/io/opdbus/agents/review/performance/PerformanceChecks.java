package io.opdbus.agents.review.performance;

import io.opdbus.agents.review.rule.CallCheck;
import io.opdbus.agents.review.rule.Check;
import java.util.List;

/** All checks of the performance engineer. */
public final class PerformanceChecks {
    private PerformanceChecks() {}

    /** Fresh checks for one scan. */
    public static List<Check> all() {
        return List.of(
                new CallCheck(LoopCalls.table()),
                new CallCheck(BlockingCalls.table()),
                new CallCheck(UnboundedReadCalls.table()),
                new WholeFileLinesCheck(),
                new GrowingTextCheck(),
                new ListSearchCheck(),
                new UnboundedCacheCheck(),
                new LongFunctionCheck());
    }
}
