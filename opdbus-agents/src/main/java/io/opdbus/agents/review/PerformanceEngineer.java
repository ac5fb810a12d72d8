package io.opdbus.agents.review;

import io.opdbus.agents.review.performance.PerformanceChecks;
import io.opdbus.agents.review.rule.Severity;
import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.schema.Hints;

/**
 * The agent {@code performance_engineer}. Its operation {@code review} looks for work repeated in loops, nested scans, blocking
 * calls in asynchronous code, unbounded reads and caches, and oversized functions.
 */
public final class PerformanceEngineer implements Agent {
    private final Agent agent = Agent.builder("performance_engineer")
            .description(
                    "Finds work repeated in loops, nested scans, blocking calls in asynchronous code, unbounded reads and "
                            + "caches in source trees")
            .tags("performance", "review", "speed", "memory", "code")
            .operation(
                    "review",
                    operation -> operation
                            .description("Looks through a source tree for code that is slow or grows without bound")
                            .parameters(ReviewArguments::declareReview)
                            .streaming()
                            .hints(Hints.READ_ONLY),
                    (call, output) -> new Review(
                                    call, ReviewArguments.of(call.arguments(), Severity.INFO), PerformanceChecks.all())
                            .run(output))
            .defaultOperation("review")
            .build();

    /** Without state: one instance serves all calls. */
    public PerformanceEngineer() {}

    @Override
    public AgentDescriptor descriptor() {
        return agent.descriptor();
    }

    @Override
    public Object invoke(AgentCall call, ChunkSink output) throws Exception {
        return java.util.Objects.requireNonNull(agent.invoke(call, output));
    }
}
