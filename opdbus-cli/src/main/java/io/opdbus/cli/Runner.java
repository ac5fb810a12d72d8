package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.run.RollbackOutcome;
import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.core.OrchestratedExecutor;
import io.opdbus.core.source.SourceWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs a request, shows how it goes and what comes of it, and knows the exit status. */
final class Runner {

    private static final Duration LAST_NOTICES = Duration.ofSeconds(5);

    private final CliContext context;
    private final OutputOptions options;
    private final boolean plainProgress;

    /**
     * A runner.
     *
     * @param plainProgress whether progress is worth its lines where there is no terminal
     */
    Runner(CliContext context, OutputOptions options, boolean plainProgress) {
        this.context = context;
        this.options = options;
        this.plainProgress = plainProgress;
    }

    /** Does something that may fail before anything runs; with {@code --json} the document says so. */
    int orDocument(String kind, String id, Supplier<Integer> action) {
        try {
            return action.get();
        } catch (OpdbusException refused) {
            if (options.json()) {
                context.out().print(SourceWriter.json(ResultJson.notStarted(kind, id, refused.error())));
                context.out().flush();
            }
            throw refused;
        }
    }

    int run(OrchestratedExecutor executor, RunRequest request, Interrupts interrupts) {
        List<Watcher> watchers = watchers();
        RunRequest watched = request;
        for (Watcher watcher : watchers) {
            watched = watched.listener(watcher);
        }
        interrupts.starting();
        Run run = executor.start(watched);
        interrupts.attach(run);
        RunResult result = run.await();
        watchers.forEach(watcher -> watcher.awaitEnd(LAST_NOTICES));
        show(result, interrupts.interrupted());
        return ExitStatus.of(result.status(), interrupts.interrupted());
    }

    private List<Watcher> watchers() {
        List<Watcher> watchers = new ArrayList<>();
        boolean live = context.screen().terminal().live();
        if (options.events()) {
            watchers.add(new NoticeLines(context.out()));
        }
        switch (options.progress()) {
            case AUTO -> {
                // Lines of events on the same terminal would be drawn over.
                if (live && !options.events()) {
                    watchers.add(new LiveProgress(context.screen()));
                } else if (!live && plainProgress && !options.events()) {
                    watchers.add(new PlainProgress(context.screen()));
                }
            }
            case PLAIN -> watchers.add(new PlainProgress(context.screen()));
            case NONE -> {}
        }
        return watchers;
    }

    private void show(RunResult result, boolean interrupted) {
        if (options.json()) {
            context.out().print(SourceWriter.json(ResultJson.of(result)));
        } else if (!options.events()) {
            context.out().print(Outputs.text(result.outputs()));
        }
        context.out().flush();
        tell(result, interrupted);
        if (options.explain()) {
            String chain = result.explain().stripTrailing();
            if (options.json() || options.events()) {
                context.screen().print(chain);
            } else {
                context.line(chain);
                context.out().flush();
            }
        }
    }

    /** The end in a sentence; a success needs one only where progress was shown. */
    private void tell(RunResult result, boolean interrupted) {
        boolean quiet = options.progress() == OutputOptions.Progress.NONE || options.events();
        String what = result.kind() + " '" + result.id() + "'";
        String time = Words.elapsed(result.duration());
        if (result.succeeded()) {
            if (!quiet && (plainProgress || context.screen().terminal().live())) {
                context.screen().print(what + " " + painted(result, "succeeded") + " in " + time);
            }
            return;
        }
        String how = switch (result.status()) {
            case CANCELLED -> interrupted ? "was interrupted" : "was cancelled";
            case TIMED_OUT -> "timed out";
            case FAILED, RUNNING, SUCCEEDED -> "failed";
        };
        StringBuilder text = new StringBuilder("opdbus: " + what + " " + painted(result, how) + " after " + time);
        result.error().ifPresent(error -> text.append(": ").append(describe(error)));
        text.append(rolledBack(result.rollback()));
        if (!options.explain() && result.units().size() > 1) {
            text.append("\nopdbus: --explain tells why each phase ended as it did");
        }
        context.screen().print(text.toString());
    }

    private String painted(RunResult result, String word) {
        return context.screen().paint(ProgressText.colour(result.status()), word);
    }

    private static String describe(ErrorInfo error) {
        String hint = error.code().equals(ErrorCode.ACCESS_DENIED)
                ? "\nopdbus: tools reach the current directory; --allow-root and --allow-program allow more"
                : "";
        return error.code() + ": " + error.message() + hint;
    }

    private static String rolledBack(List<RollbackStep> steps) {
        if (steps.stream().allMatch(step -> step.outcome() == RollbackOutcome.NOT_NEEDED)) {
            return "";
        }
        Map<RollbackOutcome, Long> counts =
                steps.stream().collect(Collectors.groupingBy(RollbackStep::outcome, Collectors.counting()));
        StringBuilder text = new StringBuilder("\nopdbus: rolled back: ");
        List<String> parts = new ArrayList<>();
        for (RollbackOutcome outcome : RollbackOutcome.values()) {
            Long count = counts.get(outcome);
            if (count != null) {
                parts.add(count + " " + Words.lower(outcome).replace('_', ' '));
            }
        }
        text.append(String.join(", ", parts));
        steps.stream()
                .filter(step -> step.outcome() == RollbackOutcome.FAILED || step.outcome() == RollbackOutcome.UNKNOWN)
                .forEach(step -> text.append("\n  ")
                        .append(step.unit())
                        .append('/')
                        .append(step.step())
                        .append(": ")
                        .append(Words.lower(step.outcome()))
                        .append(step.error().map(error -> ": " + error).orElse("")));
        return text.toString();
    }
}
