package io.opdbus.agents.review;

import io.opdbus.agents.review.rule.Severity;
import io.opdbus.agents.review.security.SecurityChecks;
import io.opdbus.api.agent.Agent;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.agent.AgentDescriptor;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.schema.Hints;
import java.util.Map;

/**
 * The agent {@code security_auditor}. Its operation {@code review} looks for secrets, dangerous calls, injection, switched-off
 * checks and weak cryptography in what is shipped; {@code audit} also tells what is less grave because it is in test code.
 */
public final class SecurityAuditor implements Agent {
    private final Agent agent = Agent.builder("security_auditor")
            .description(
                    "Finds secrets, dangerous calls, injection, switched-off certificate checks, weak cryptography and "
                            + "loose dependencies in source trees")
            .tags("security", "review", "audit", "vulnerabilities", "secrets", "code")
            .operation(
                    "review",
                    operation -> operation
                            .description("Looks through a source tree for security problems")
                            .parameters(ReviewArguments::declareReview)
                            .streaming()
                            .hints(Hints.READ_ONLY),
                    (call, output) -> run(call, output, Severity.LOW))
            .operation(
                    "audit",
                    operation -> operation
                            .description(
                                    "Looks through a source tree for security problems, and tells those in test code too")
                            .parameters(ReviewArguments::declareReview)
                            .streaming()
                            .hints(Hints.READ_ONLY),
                    (call, output) -> run(call, output, Severity.INFO))
            .defaultOperation("review")
            .build();

    /** Without state: one instance serves all calls. */
    public SecurityAuditor() {}

    @Override
    public AgentDescriptor descriptor() {
        return agent.descriptor();
    }

    @Override
    public Object invoke(AgentCall call, ChunkSink output) throws Exception {
        return java.util.Objects.requireNonNull(agent.invoke(call, output));
    }

    private static Map<String, Object> run(AgentCall call, ChunkSink output, Severity least) {
        ReviewArguments arguments = ReviewArguments.of(call.arguments(), least);
        return new Review(call, arguments, SecurityChecks.all()).run(output);
    }
}
