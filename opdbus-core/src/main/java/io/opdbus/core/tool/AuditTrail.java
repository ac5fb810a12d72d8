package io.opdbus.core.tool;

import io.opdbus.api.call.CallContext;
import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.value.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener of every call; without one, the log at debug level. Makes no record that nobody reads. */
final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(ToolAudit.class);
    private static final ToolAudit DEBUG_LOG = record -> LOG.debug("{}", record);

    private final @Nullable ToolAudit listener;

    AuditTrail(@Nullable ToolAudit listener) {
        this.listener = listener;
    }

    boolean active() {
        return listener != null || LOG.isDebugEnabled();
    }

    void ended(
            String tool,
            CallContext context,
            Arguments arguments,
            Instant started,
            Duration duration,
            CallOutcome outcome) {
        try {
            ToolAuditRecord record = new ToolAuditRecord(
                    tool,
                    context.runId(),
                    context.stepId(),
                    context.attempt(),
                    context.skills().stream().map(ToolAuditRecord.UsedSkill::of).toList(),
                    List.copyOf(arguments.asMap().keySet()),
                    started,
                    duration,
                    word(outcome));
            (listener == null ? DEBUG_LOG : listener).ended(record);
        } catch (RuntimeException | Error failure) {
            LOG.warn("the audit listener failed to take the record of a call of tool '{}'", tool, failure);
        }
    }

    private static String word(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Failed failed) {
            return failed.error().code().value();
        }
        return outcome instanceof CallOutcome.Succeeded ? "SUCCEEDED" : "STOPPED";
    }
}
