package io.opdbus.cli;

import io.opdbus.api.run.RunNotice;

/** Progress as lines that are appended, for files, pipes and simple terminals. */
final class PlainProgress extends Watcher {

    private final Screen screen;
    private final ProgressText text;

    PlainProgress(Screen screen) {
        this.screen = screen;
        this.text = new ProgressText(screen);
    }

    @Override
    void tell(RunNotice notice) {
        if (notice instanceof RunNotice.UnitStarted started) {
            screen.print(text.state(Screen.Colour.CYAN, "running") + started.unit());
        } else {
            text.line(notice).ifPresent(screen::print);
        }
    }

    @Override
    public boolean wantsChunks() {
        return false;
    }
}
