package io.opdbus.agents.review;

import io.opdbus.agents.review.source.SourceWalk;
import io.opdbus.agents.review.source.TreeFacts;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.tool.ToolSource;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools {@code source_list} and {@code review_report}. */
public final class ReviewTools implements ToolSource {
    /** Offers the same tools each time. */
    public ReviewTools() {}

    @Override
    public Collection<Tool> tools() {
        Tool list = Tool.builder("source_list")
                .description(
                        "Counts the source files of a tree by language, and what a review would leave out, by reason")
                .tags("source", "code", "files", "languages")
                .parameters(ReviewArguments.declareTree(Parameters.builder()).build())
                .hints(Hints.READ_ONLY)
                .handler(ReviewTools::list);
        return List.of(list, ReportTool.create());
    }

    private static Map<String, Object> list(ToolCall call) {
        CallMonitor monitor = new CallMonitor(call, call.output());
        try {
            SourceWalk walk = ReviewArguments.tree(call.arguments()).walk();
            for (int files = 0; walk.hasNext(); files++) {
                monitor.before(files, walk.next().path());
            }
            TreeFacts facts = walk.facts();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", call.arguments().optionalString("path").orElse("."));
            result.putAll(facts.toMap());
            return result;
        } catch (IOException e) {
            throw new OpdbusException(ErrorCode.TOOL_FAILED, "the tree cannot be read: " + e, e);
        }
    }
}
