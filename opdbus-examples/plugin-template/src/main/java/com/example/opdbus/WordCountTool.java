package com.example.opdbus;

import io.opdbus.api.schema.Hints;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.tool.ToolDescriptor;
import java.util.Map;

// tag::plugin[]
/** Counts words. A provider: public, with a public constructor without parameters. */
public final class WordCountTool implements Tool {

    private final Tool tool = Tool.builder("word_count")
            .description("Counts the words of a text.")
            .tags("text", "count")
            .parameter("text", String.class, "the text")
            .hints(Hints.READ_ONLY) // it changes nothing: it may be repeated, and needs no undoing
            .handler(WordCountTool::count);

    @Override
    public ToolDescriptor descriptor() {
        return tool.descriptor();
    }

    @Override
    public Object call(ToolCall call) throws Exception {
        return tool.call(call);
    }

    private static Object count(ToolCall call) {
        String text = call.arguments().string("text").strip();
        return Map.of("words", text.isEmpty() ? 0 : text.split("\\s+").length);
    }
}
// end::plugin[]
