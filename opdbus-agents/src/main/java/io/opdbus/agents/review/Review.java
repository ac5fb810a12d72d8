package io.opdbus.agents.review;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Finding;
import io.opdbus.agents.review.rule.FindingCollector;
import io.opdbus.agents.review.rule.Scan;
import io.opdbus.agents.review.rule.Severity;
import io.opdbus.agents.review.source.TreeFacts;
import io.opdbus.api.agent.AgentCall;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of a review agent: scans the tree and puts the result together, within the bound on a step's output. */
final class Review {
    private static final int PER_RULE = 60;
    private static final int FINDING_BYTES = 640 * 1024;

    private final AgentCall call;
    private final ReviewArguments arguments;
    private final List<Check> checks;

    Review(AgentCall call, ReviewArguments arguments, List<Check> checks) {
        this.call = call;
        this.arguments = arguments;
        this.checks = checks;
    }

    /** Findings and facts as JSON-like values. */
    Map<String, Object> run(ChunkSink output) {
        FindingCollector collector =
                new FindingCollector(PER_RULE, arguments.maxFindings(), FINDING_BYTES, arguments.minSeverity());
        Scan scan = new Scan(checks, collector);
        TreeFacts facts = scan(scan, output);
        List<Finding> shown = collector.shown();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("agent", call.agent());
        result.put("operation", call.operation());
        result.put("path", arguments.path());
        result.put("summary", summary(collector, facts));
        result.put("counts", counts(collector));
        result.put("rules", new LinkedHashMap<String, Object>(collector.byRule()));
        result.put(
                "findings",
                new ArrayList<Object>(shown.stream().map(Finding::toMap).toList()));
        result.put("more", collector.total() - shown.size());
        result.put("suppressed", scan.suppressed());
        result.put("files", facts.toMap());
        result.put("problems", scan.problems());
        output.progress(String.valueOf(result.get("summary")));
        return result;
    }

    private TreeFacts scan(Scan scan, ChunkSink output) {
        try {
            return scan.run(arguments.tree(), new CallMonitor(call, output));
        } catch (NoSuchFileException e) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENTS,
                    "there is nothing to review at \"" + arguments.path()
                            + "\"; give an existing directory or file as 'path'",
                    e);
        } catch (IOException e) {
            throw new OpdbusException(ErrorCode.AGENT_FAILED, "\"" + arguments.path() + "\" cannot be read: " + e, e);
        }
    }

    private static Map<String, Object> counts(FindingCollector collector) {
        Map<String, Object> counts = new LinkedHashMap<>();
        collector.bySeverity().forEach((severity, count) -> counts.put(severity.key(), count));
        return counts;
    }

    private static String summary(FindingCollector collector, TreeFacts facts) {
        StringBuilder text = new StringBuilder();
        text.append(collector.total()).append(collector.total() == 1 ? " finding" : " findings");
        List<String> parts = new ArrayList<>();
        for (Map.Entry<Severity, Long> entry : collector.bySeverity().entrySet()) {
            if (entry.getValue() > 0) {
                parts.add(entry.getValue() + " " + entry.getKey().key());
            }
        }
        text.append(parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
        text.append(" in ").append(facts.files()).append(facts.files() == 1 ? " file, " : " files, ");
        return text.append(facts.lines()).append(" lines").toString();
    }
}
