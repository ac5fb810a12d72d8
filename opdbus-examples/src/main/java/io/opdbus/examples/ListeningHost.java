package io.opdbus.examples;

import io.opdbus.api.call.Chunk;
import io.opdbus.api.run.Run;
import io.opdbus.api.run.RunListener;
import io.opdbus.api.run.RunNotice;
import io.opdbus.api.run.RunRequest;
import io.opdbus.api.run.RunResult;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.workstack.Workstack;
import io.opdbus.core.OrchestratedExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A host that shows what its runs do, ends one of them by a timeout, and cancels another. */
public final class ListeningHost {

    private ListeningHost() {}

    /**
     * Runs an endless job twice.
     *
     * @param args not looked at
     * @throws InterruptedException if this thread is interrupted
     */
    public static void main(String... args) throws InterruptedException {
        Workstack endless = Workstack.builder("endless")
                .phase("measure", p -> p.tool("measure"))
                .phase("report", p -> p.dependsOn("measure").tool("measure"))
                .finallyPhase("tidy", p -> p.tool("tidy"))
                .build();
        try (OrchestratedExecutor executor =
                OrchestratedExecutor.builder().tool(measure()).tool(tidy()).build()) {
            // tag::timeout[]
            RunRequest request = RunRequest.of(endless).timeout(Duration.ofMillis(300));
            RunResult late = executor.run(request.listener(new Progress()));
            System.out.println(late.explain());
            // end::timeout[]

            // tag::cancel[]
            Progress progress = new Progress();
            Run run = executor.start(RunRequest.of(endless).listener(progress));
            progress.firstChunk.await();
            run.cancel("the user pressed stop"); // asks, and does not wait
            RunResult cancelled = run.await(); // finally phases have run, too
            System.out.println(
                    cancelled.status() + ": " + cancelled.error().orElseThrow().message());
            // end::cancel[]
        }
    }

    // tag::listener[]
    /** Prints a line for each phase, and what its steps put out. */
    private static final class Progress implements RunListener {

        final CountDownLatch firstChunk = new CountDownLatch(1);

        @Override
        public void onNotice(RunNotice notice) {
            if (notice instanceof RunNotice.UnitStarted started) {
                System.out.println(started.unit() + " started");
            } else if (notice instanceof RunNotice.UnitEnded ended) {
                System.out.println(ended.unit() + " " + ended.status() + " " + ended.reason());
            }
        }

        @Override
        public void onChunk(String unit, String step, Chunk chunk) {
            firstChunk.countDown();
            System.out.println("  " + step + ": " + chunk.content());
        }
    }
    // end::listener[]

    /** Works until it is stopped: its thread is interrupted then, and sleep throws. */
    private static Tool measure() {
        return Tool.builder("measure").handler(call -> {
            for (int i = 1; ; i++) {
                call.progress("sample " + i);
                Thread.sleep(50);
            }
        });
    }

    private static Tool tidy() {
        return Tool.builder("tidy").handler(call -> "tidy");
    }
}
