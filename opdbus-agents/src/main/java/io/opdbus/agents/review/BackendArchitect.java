package io.opdbus.agents.review;

import io.opdbus.agents.review.architecture.ArchitectureCheck;
import io.opdbus.agents.review.rule.Severity;
import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.schema.Hints;
import java.util.List;
import java.util.Map;

/**
 * The agent {@code backend_architect}. Its operation {@code analyze} tells modules, sizes, dependencies, circles and tests of a
 * source tree, with a picture; {@code review} also judges them.
 */
public final class BackendArchitect implements Agent {
    private final Agent agent = Agent.builder("backend_architect")
            .description(
                    "Knows the modules of a source tree: sizes, dependencies, circles, tests, and what is wrong with them")
            .tags("architecture", "design", "modules", "dependencies", "review", "analyze", "backend", "code")
            .operation(
                    "analyze",
                    operation -> operation
                            .description("Tells the modules of a source tree and how they depend on each other")
                            .parameters(ReviewArguments::declareTree)
                            .streaming()
                            .hints(Hints.READ_ONLY),
                    (call, output) -> analyze(call, output))
            .operation(
                    "review",
                    operation -> operation
                            .description("Looks through a source tree for circles, oversized and untested parts")
                            .parameters(ReviewArguments::declareReview)
                            .streaming()
                            .hints(Hints.READ_ONLY),
                    (call, output) -> review(call, output))
            .defaultOperation("analyze")
            .build();

    /** Without state: one instance serves all calls. */
    public BackendArchitect() {}

    @Override
    public AgentDescriptor descriptor() {
        return agent.descriptor();
    }

    @Override
    public Object invoke(AgentCall call, ChunkSink output) throws Exception {
        return java.util.Objects.requireNonNull(agent.invoke(call, output));
    }

    private static Map<String, Object> review(AgentCall call, ChunkSink output) {
        ArchitectureCheck check = new ArchitectureCheck();
        Map<String, Object> result = scan(call, output, check);
        result.putAll(check.facts().toMap());
        return result;
    }

    /** The facts without the findings, with a summary of its own. */
    private static Map<String, Object> analyze(AgentCall call, ChunkSink output) {
        ArchitectureCheck check = new ArchitectureCheck();
        Map<String, Object> result = scan(call, output, check);
        List.of("findings", "counts", "rules", "more", "suppressed").forEach(result::remove);
        result.put("summary", check.facts().summary());
        result.putAll(check.facts().toMap());
        return result;
    }

    private static Map<String, Object> scan(AgentCall call, ChunkSink output, ArchitectureCheck check) {
        ReviewArguments arguments = ReviewArguments.of(call.arguments(), Severity.INFO);
        return new Review(call, arguments, List.of(check)).run(output);
    }
}
