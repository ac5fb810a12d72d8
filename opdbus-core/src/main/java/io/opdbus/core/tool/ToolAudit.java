package io.opdbus.core.tool;

/** Is told of every call of a tool, whether it was made or refused. */
@FunctionalInterface
public interface ToolAudit {

    /**
     * Takes the record of a call that has ended. Runs on the thread that ended the call, before the caller learns of the
     * outcome: it must not block. May be called by several threads at once. What it throws is logged, and changes nothing.
     *
     * @param record the record
     */
    void ended(ToolAuditRecord record);
}
