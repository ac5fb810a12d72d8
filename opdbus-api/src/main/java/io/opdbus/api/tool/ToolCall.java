package io.opdbus.api.tool;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.value.Arguments;
import java.util.List;
import java.util.Objects;

/**
 * One call of a tool.
 *
 * @param tool the tool's name
 * @param arguments checked against the declared parameters, defaults filled in
 * @param context ids, deadline, cancel token and skills of the call
 * @param output takes the call's output while it runs
 */
public record ToolCall(String tool, Arguments arguments, CallContext context, ChunkSink output) implements CallContext {

    /** Checks for null. */
    public ToolCall {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(output, "output");
    }

    /**
     * Tells how far the call has come.
     *
     * @param text a word for people
     */
    public void progress(String text) {
        output.progress(text);
    }

    @Override
    public String runId() {
        return context.runId();
    }

    @Override
    public String stepId() {
        return context.stepId();
    }

    @Override
    public String idempotencyKey() {
        return context.idempotencyKey();
    }

    @Override
    public int attempt() {
        return context.attempt();
    }

    @Override
    public Deadline deadline() {
        return context.deadline();
    }

    @Override
    public CancelToken cancelToken() {
        return context.cancelToken();
    }

    @Override
    public List<ActiveSkill> skills() {
        return context.skills();
    }
}
