package io.opdbus.core.tool;

import io.opdbus.api.tool.AsyncTool;
import org.jspecify.annotations.Nullable;

/** A tool as one executor runs it; the callee is how errors call it. */
record GuardedTool(
        RegisteredTool registered,
        String name,
        String callee,
        @Nullable AsyncTool async,
        @Nullable ToolGate gate,
        int maxOutputBytes) {}
