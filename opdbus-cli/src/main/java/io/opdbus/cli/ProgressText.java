package io.opdbus.cli;

import io.opdbus.api.run.RollbackStep;
import io.opdbus.api.run.RunNotice;
import io.opdbus.api.run.RunStatus;
import io.opdbus.api.run.UnitStatus;
import java.time.Duration;
import java.util.Optional;

/** Notices as lines for people. */
final class ProgressText {

    private static final int STATE = 11;

    private final Screen screen;

    ProgressText(Screen screen) {
        this.screen = screen;
    }

    /** The line that stays, where the notice has one. */
    Optional<String> line(RunNotice notice) {
        if (notice instanceof RunNotice.RunStarted started) {
            return Optional.of(screen.paint(
                    Screen.Colour.FAINT, started.kind() + " '" + started.id() + "': run " + started.runId()));
        }
        if (notice instanceof RunNotice.UnitEnded ended) {
            return Optional.of(ended(ended));
        }
        if (notice instanceof RunNotice.RetryScheduled retry) {
            return Optional.of(state(Screen.Colour.YELLOW, "retrying") + retry.unit() + "  " + retry.step() + " in "
                    + Words.elapsed(retry.delay()) + ", attempt " + retry.attempt() + " failed: "
                    + TextWidth.plain(retry.error().message()));
        }
        if (notice instanceof RunNotice.Aborting aborting) {
            return Optional.of(state(Screen.Colour.YELLOW, "stopping") + TextWidth.plain(aborting.reason()));
        }
        if (notice instanceof RunNotice.RollbackStarted rollback) {
            return Optional.of(state(Screen.Colour.YELLOW, "rollback") + rollback.unit() + "  "
                    + TextWidth.plain(rollback.reason()));
        }
        if (notice instanceof RunNotice.StepRolledBack undone) {
            return Optional.of(undone(undone.step()));
        }
        if (notice instanceof RunNotice.LateOutcome late) {
            return Optional.of(state(Screen.Colour.YELLOW, "late") + late.unit() + "  " + late.step() + ": "
                    + TextWidth.plain(late.outcome()) + "; not applied");
        }
        if (notice instanceof RunNotice.Dropped dropped && dropped.notices() > 0) {
            return Optional.of(state(Screen.Colour.YELLOW, "left out") + Words.count(dropped.notices(), "notice")
                    + " of progress");
        }
        return Optional.empty();
    }

    private String ended(RunNotice.UnitEnded ended) {
        String reason = ended.status() == UnitStatus.SUCCEEDED ? "" : "  " + TextWidth.plain(ended.reason());
        String time = ended.duration().isZero() ? "" : "  " + Words.elapsed(ended.duration());
        return state(colour(ended.status()), Words.lower(ended.status()))
                + ended.unit()
                + time
                + reason.stripTrailing();
    }

    private String undone(RollbackStep step) {
        Screen.Colour colour = switch (step.outcome()) {
            case UNDONE, NOT_NEEDED -> Screen.Colour.FAINT;
            case FAILED, NO_ROLLBACK, UNKNOWN -> Screen.Colour.RED;
        };
        return state(colour, Words.lower(step.outcome())) + step.unit() + "  " + step.step()
                + step.error()
                        .map(error -> ": " + TextWidth.plain(error.message()))
                        .orElse("");
    }

    /** The line of a unit that runs, no wider than the terminal. */
    String running(String unit, Duration elapsed, String note) {
        int columns = screen.terminal().columns() - 1;
        String text = TextWidth.pad("running", STATE) + unit + "  " + Words.elapsed(elapsed) + "  " + note;
        String fitted = TextWidth.fit(text, columns);
        return fitted.startsWith("running")
                ? screen.paint(Screen.Colour.CYAN, "running") + fitted.substring("running".length())
                : fitted;
    }

    String state(Screen.Colour colour, String word) {
        return screen.paint(colour, word) + " ".repeat(Math.max(1, STATE - word.length()));
    }

    private static Screen.Colour colour(UnitStatus status) {
        return switch (status) {
            case SUCCEEDED -> Screen.Colour.GREEN;
            case SKIPPED, PENDING, RUNNING, WAITING -> Screen.Colour.FAINT;
            case FAILED, BLOCKED, UNKNOWN -> Screen.Colour.RED;
            case STOPPED -> Screen.Colour.YELLOW;
        };
    }

    static Screen.Colour colour(RunStatus status) {
        return switch (status) {
            case SUCCEEDED -> Screen.Colour.GREEN;
            case RUNNING, CANCELLED, TIMED_OUT -> Screen.Colour.YELLOW;
            case FAILED -> Screen.Colour.RED;
        };
    }
}
