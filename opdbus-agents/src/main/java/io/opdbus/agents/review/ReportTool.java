package io.opdbus.agents.review;

import io.opdbus.agents.review.report.ReviewReport;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Hints;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The tool {@code review_report}: one Markdown report of what the review agents found. */
final class ReportTool {
    private ReportTool() {}

    static Tool create() {
        return Tool.builder("review_report")
                .description("Writes one Markdown report of the results of the review agents")
                .tags("review", "report", "markdown")
                .optionalParameter("security", Map.class, "the result of security_auditor")
                .optionalParameter("architecture", Map.class, "the result of backend_architect")
                .optionalParameter("performance", Map.class, "the result of performance_engineer")
                .optionalParameter(
                        "report", String.class, "the file to write; none is written if empty or left out", "")
                .hints(Hints.IDEMPOTENT)
                .handler(ReportTool::call);
    }

    private static Map<String, Object> call(ToolCall call) {
        Map<String, Map<String, ?>> results = new LinkedHashMap<>();
        for (String area : new String[] {"security", "architecture", "performance"}) {
            results.put(area, call.arguments().map(area));
        }
        ReviewReport report = ReviewReport.of(results);
        String file = call.arguments().optionalString("report").orElse("");
        if (!file.isEmpty()) {
            write(file, report.markdown());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("report", file);
        result.put("findings", report.total());
        result.put("counts", report.counts());
        result.put("summary", report.summary());
        return result;
    }

    /** Replaces the file in one step, so that a reader never sees half a report. */
    private static void write(String file, String markdown) {
        try {
            Path target = Path.of(file).toAbsolutePath();
            if (Files.isDirectory(target)) {
                throw new OpdbusException(
                        ErrorCode.INVALID_ARGUMENTS,
                        "argument 'report' names a directory: \"" + file + "\"; give a file");
            }
            Path directory = Objects.requireNonNullElse(target.getParent(), target);
            Files.createDirectories(directory);
            Path part = directory.resolve(".report-" + UUID.randomUUID() + ".md");
            try {
                Files.writeString(part, markdown);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (InvalidPathException e) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENTS,
                    "argument 'report' is not a path: \"" + file + "\": " + e.getReason(),
                    e);
        } catch (IOException e) {
            throw new OpdbusException(
                    ErrorCode.TOOL_FAILED, "the report cannot be written to \"" + file + "\": " + e, e);
        }
    }
}
