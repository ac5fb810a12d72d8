package io.opdbus.core.tool;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolDescriptor;
import io.opdbus.core.schema.ArgumentCheck;
import io.opdbus.core.schema.SchemaCheck;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tool with what its descriptor said once, and its schemas made ready. */
record RegisteredTool(
        Tool tool,
        ToolDescriptor descriptor,
        ArgumentCheck check,
        @Nullable SchemaCheck output) {

    static RegisteredTool of(Tool tool) {
        Objects.requireNonNull(tool, "tool");
        ToolDescriptor descriptor;
        try {
            descriptor = tool.descriptor();
        } catch (RuntimeException failure) {
            throw refusal(tool, "cannot describe itself: " + failure, failure);
        }
        if (descriptor == null) {
            throw refusal(tool, "returned null from descriptor()", null);
        }
        try {
            return new RegisteredTool(
                    tool,
                    descriptor,
                    ArgumentCheck.of(descriptor.parameters()),
                    descriptor.output().map(SchemaCheck::of).orElse(null));
        } catch (OpdbusException unusable) {
            throw refusal(tool, "named '" + descriptor.name() + "' is not usable: " + unusable.getMessage(), unusable);
        }
    }

    String name() {
        return descriptor.name();
    }

    private static OpdbusException refusal(Tool tool, String what, @Nullable Throwable cause) {
        return new OpdbusException(
                ErrorCode.INVALID_ARGUMENT, "the tool " + tool.getClass().getName() + " " + what, cause);
    }
}
