package io.opdbus.core.definition;

import io.opdbus.api.workstack.AgentStep;
import io.opdbus.api.workstack.Coordination;
import io.opdbus.api.workstack.Phase;
import io.opdbus.api.workstack.RetryPolicy;
import io.opdbus.api.workstack.Step;
import io.opdbus.api.workstack.ToolStep;
import io.opdbus.core.source.Node;
import io.opdbus.core.source.ObjectReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a phase and the calls in it. What cannot be read is left out, with a problem. */
final class PhaseReader {

    private static final int MOST_ATTEMPTS = 1000;

    private PhaseReader() {}

    static Phase read(ObjectReader reader) {
        Shape.PHASE.rejectUnknownKeys(reader);
        return new Phase(
                reader.requiredString("id").orElse(""),
                reader.optionalString("name").orElse(""),
                reader.optionalString("description").orElse(""),
                reader.stringList("depends_on"),
                condition(reader),
                reader.stringList("skills"),
                each(reader, "tools", PhaseReader::tool),
                each(reader, "agents", PhaseReader::agent),
                reader.optionalString("operation"),
                reader.map("args").orElse(Map.of()),
                WorkstackReader.word(reader, "coordination", Coordination.class).orElse(Coordination.SEQUENTIAL),
                reader.duration("timeout"),
                retry(reader),
                reader.bool("continue_on_failure").orElse(false),
                each(reader, "rollback", PhaseReader::step));
    }

    private static <T> List<T> each(ObjectReader reader, String key, Function<Node, Optional<? extends T>> read) {
        List<T> all = new ArrayList<>();
        reader.list(key).forEach(item -> read.apply(item).ifPresent(all::add));
        return all;
    }

    private static Optional<String> condition(ObjectReader reader) {
        Optional<Node> given = reader.given("condition");
        if (given.isPresent() && given.get().value() instanceof Boolean always) {
            given.get().error("'condition' must be a string, is a boolean; write \"${" + always + "}\"");
            return Optional.empty();
        }
        return reader.optionalString("condition");
    }

    private static Optional<ToolStep> tool(Node node) {
        if (node.value() instanceof String name) {
            node.error("a tool call is a map; write {tool: " + name + "}");
            return Optional.empty();
        }
        Optional<ObjectReader> reader = node.object();
        if (reader.isPresent() && reader.get().has("agent") && !reader.get().has("tool")) {
            node.error("an agent call stands under 'agents', or under 'rollback'");
            return Optional.empty();
        }
        return reader.map(PhaseReader::tool);
    }

    private static ToolStep tool(ObjectReader reader) {
        Shape.TOOL_CALL.rejectUnknownKeys(reader);
        return new ToolStep(
                reader.requiredString("tool").orElse(""),
                reader.optionalString("id"),
                reader.map("args").orElse(Map.of()),
                reader.optionalString("store_as"),
                reader.duration("timeout"),
                retry(reader),
                reader.stringList("skills"),
                condition(reader),
                each(reader, "rollback", PhaseReader::step));
    }

    private static Optional<AgentStep> agent(Node node) {
        if (node.value() instanceof String name) {
            return Optional.of(AgentStep.builder(name).build());
        }
        if (!node.isMap()) {
            node.error("an agent call is a name or a map, this is " + node.describe());
            return Optional.empty();
        }
        Optional<ObjectReader> reader = node.object();
        if (reader.isPresent() && reader.get().has("tool") && !reader.get().has("agent")) {
            node.error("a tool call stands under 'tools', or under 'rollback'");
            return Optional.empty();
        }
        return reader.map(PhaseReader::agent);
    }

    private static AgentStep agent(ObjectReader reader) {
        Shape.AGENT_CALL.rejectUnknownKeys(reader);
        AgentStep named =
                AgentStep.builder(reader.requiredString("agent").orElse("")).build();
        return new AgentStep(
                named.agent(),
                operation(reader, named),
                reader.optionalString("id"),
                reader.map("args").orElse(Map.of()),
                reader.optionalString("store_as"),
                reader.duration("timeout"),
                retry(reader),
                reader.stringList("skills"),
                each(reader, "rollback", PhaseReader::step));
    }

    /** The call's own operation goes before the one that the agent's name brings (R6). */
    private static Optional<String> operation(ObjectReader reader, AgentStep named) {
        Optional<String> own = reader.optionalString("operation");
        if (own.isPresent() && named.operation().isPresent() && !own.equals(named.operation())) {
            reader.node("operation")
                    .ifPresent(node -> node.warning("'" + own.get() + "' is taken, not the '"
                            + named.operation().get() + "' that stands in 'agent'; drop one of the two"));
        }
        return own.or(named::operation);
    }

    /** Reads a call of a rollback: which kind it is shows by its keys. */
    private static Optional<? extends Step> step(Node node) {
        if (node.isString()) {
            return agent(node);
        }
        Optional<ObjectReader> reader = node.object();
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        boolean tool = reader.get().has("tool");
        boolean agent = reader.get().has("agent");
        if (tool == agent) {
            node.error("a call has either 'tool' or 'agent'");
            return Optional.empty();
        }
        return reader.map(tool ? PhaseReader::tool : PhaseReader::agent);
    }

    private static Optional<RetryPolicy> retry(ObjectReader reader) {
        Optional<Node> given = reader.given("retry");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.get().isMap()) {
            return given.flatMap(Node::object).flatMap(PhaseReader::retryPolicy);
        }
        if (given.get().isNumber()) {
            return given.get().integer(1, MOST_ATTEMPTS).map(attempts -> RetryPolicy.attempts(attempts.intValue()));
        }
        given.get()
                .error("'retry' must be a number of attempts or a map, is "
                        + given.get().describe());
        return Optional.empty();
    }

    private static Optional<RetryPolicy> retryPolicy(ObjectReader reader) {
        Shape.RETRY.rejectUnknownKeys(reader);
        reader.require("max_attempts");
        Optional<Long> attempts = reader.integer("max_attempts", 1, MOST_ATTEMPTS);
        Optional<Duration> delay = reader.given("delay").flatMap(Node::durationOrZero);
        Optional<Double> backoff = reader.given("backoff").flatMap(node -> node.number(1, 100));
        Optional<Duration> maxDelay = reader.given("max_delay").flatMap(Node::durationOrZero);
        Optional<Double> jitter = reader.given("jitter").flatMap(node -> node.number(0, 1));
        RetryPolicy policy = RetryPolicy.attempts(attempts.orElse(1L).intValue())
                .withBackoff(backoff.orElse(RetryPolicy.NONE.backoff()))
                .withJitter(jitter.orElse(RetryPolicy.NONE.jitter()))
                .withDelay(delay.orElse(RetryPolicy.NONE.delay()));
        if (maxDelay.isPresent() && maxDelay.get().compareTo(policy.delay()) < 0) {
            reader.node("max_delay").ifPresent(node -> node.error("'max_delay' must not be shorter than 'delay'"));
            return Optional.empty();
        }
        return Optional.of(policy.withMaxDelay(maxDelay.orElse(policy.maxDelay())));
    }
}
