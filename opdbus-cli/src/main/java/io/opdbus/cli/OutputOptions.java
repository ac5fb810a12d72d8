package io.opdbus.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a command that runs something shows of it. */
final class OutputOptions {

    /** How progress is shown. */
    enum Progress {
        /** Live on a terminal, else plain. */
        AUTO,
        /** Lines that are appended. */
        PLAIN,
        /** Not at all. */
        NONE
    }

    /** Standard output is for one form only. */
    static final class Form {
        @Option(names = "--json", description = "Print one JSON document on standard output, and nothing else there.")
        private boolean json;

        @Option(names = "--events", description = "Print one line of JSON for everything that happens.")
        private boolean events;
    }

    @ArgGroup
    private Form form = new Form();

    @Option(names = "--explain", description = "Print why each phase ended as it did.")
    private boolean explain;

    @Option(
            names = "--progress",
            paramLabel = "HOW",
            description = "auto (live on a terminal), plain (lines) or none; auto unless given.")
    private Progress progress = Progress.AUTO;

    boolean json() {
        return form.json;
    }

    boolean events() {
        return form.events;
    }

    boolean explain() {
        return explain;
    }

    Progress progress() {
        return progress;
    }
}
