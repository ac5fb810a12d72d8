package io.opdbus.cli;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.run.RunNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Progress on a terminal: what has ended stays, one line a phase; below, the phases that run, with the time that they have taken
 * and the last that they put out. Drawn ten times a second, however fast the output comes.
 */
final class LiveProgress extends Watcher {

    private static final long PERIOD_MILLIS = 100;
    private static final int LONGEST_TAIL = 512;

    /** A unit that runs. */
    private static final class Line {
        final Instant since;
        String note = "";
        String tail = "";

        Line(Instant since) {
            this.since = since;
        }
    }

    private final Screen screen;
    private final ProgressText text;
    private final Map<String, Line> running = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "opdbus-progress");
        thread.setDaemon(true);
        return thread;
    });

    LiveProgress(Screen screen) {
        this.screen = screen;
        this.text = new ProgressText(screen);
        Interrupts.onResize(() -> screen.terminal().measure());
    }

    @Override
    synchronized void tell(RunNotice notice) {
        if (notice instanceof RunNotice.RunStarted) {
            ticker.scheduleAtFixedRate(this::draw, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } else if (notice instanceof RunNotice.UnitStarted started) {
            running.put(started.unit(), new Line(started.at()));
        } else if (notice instanceof RunNotice.StepStarted step) {
            Line line = running.computeIfAbsent(step.unit(), unit -> new Line(step.at()));
            line.note = step.target() + (step.attempt() > 1 ? ", attempt " + step.attempt() : "");
            line.tail = "";
        } else if (notice instanceof RunNotice.UnitEnded ended) {
            running.remove(ended.unit());
        } else if (notice instanceof RunNotice.StepRolledBack undone) {
            running.remove(undone.step().unit());
        } else if (notice instanceof RunNotice.RunEnded) {
            running.clear();
            ticker.shutdownNow();
        }
        text.line(notice).ifPresent(screen::print);
        if (notice instanceof RunNotice.RunEnded || notice instanceof RunNotice.UnitEnded) {
            draw();
        }
    }

    @Override
    public synchronized void onChunk(String unit, String step, Chunk chunk) {
        Line line = running.get(unit);
        if (line == null || chunk.kind() == Chunk.Kind.HEARTBEAT) {
            return;
        }
        boolean whole = chunk.kind() == Chunk.Kind.PROGRESS;
        String all = whole ? chunk.content() : line.tail + chunk.content();
        line.tail = all.length() > LONGEST_TAIL ? all.substring(all.length() - LONGEST_TAIL) : all;
    }

    private synchronized void draw() {
        int room = Math.max(1, screen.terminal().rows() - 2);
        int shown = running.size() <= room ? running.size() : room - 1;
        Instant now = Instant.now();
        List<String> lines = new ArrayList<>();
        running.entrySet().stream().limit(shown).forEach(entry -> {
            Line line = entry.getValue();
            String last = lastLine(line.tail);
            lines.add(
                    text.running(entry.getKey(), Duration.between(line.since, now), last.isEmpty() ? line.note : last));
        });
        if (shown < running.size()) {
            lines.add("           and " + (running.size() - shown) + " more");
        }
        screen.live(lines);
    }

    /** The last line that is not blank, be it ended or not. */
    static String lastLine(String tail) {
        String[] lines = tail.split("[\r\n]+");
        for (int i = lines.length - 1; i >= 0; i--) {
            String plain = TextWidth.plain(lines[i]).strip();
            if (!plain.isEmpty()) {
                return plain;
            }
        }
        return "";
    }
}
