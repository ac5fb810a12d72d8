package io.opdbus.core.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.value.Arguments;
import io.opdbus.api.value.Values;
import java.util.List;
import java.util.Map;

/** Calls tools as the executor would, without its checks. */
final class Calls {

    private Calls() {}

    static Tool named(BuiltinTools tools, String name) {
        return tools.tools().stream()
                .filter(tool -> tool.descriptor().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static ToolCall call(Tool tool, Map<String, ?> arguments, CallFacts context, ChunkSink output) {
        return new ToolCall(tool.descriptor().name(), Arguments.of(Values.map(arguments)), context, output);
    }

    static Object run(BuiltinTools tools, String name, Map<String, ?> arguments) throws Exception {
        Tool tool = named(tools, name);
        return Values.of(tool.call(call(tool, arguments, CallFacts.standalone("test"), ChunkSink.NONE)));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(BuiltinTools tools, String name, Map<String, ?> arguments) throws Exception {
        return (Map<String, Object>) run(tools, name, arguments);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(BuiltinTools tools, String name, Map<String, ?> arguments) throws Exception {
        return (List<Map<String, Object>>) run(tools, name, arguments);
    }

    static OpdbusException refused(BuiltinTools tools, ErrorCode code, String name, Map<String, ?> arguments) {
        Throwable thrown = catchThrowable(() -> run(tools, name, arguments));
        assertThat(thrown).isInstanceOf(OpdbusException.class);
        OpdbusException refusal = (OpdbusException) thrown;
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        return refusal;
    }
}
