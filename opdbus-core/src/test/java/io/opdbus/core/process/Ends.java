package io.opdbus.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What the tests of this package ask about ends. */
final class Ends {

    private static final long WAIT_SECONDS = 30;

    private Ends() {}

    static ProcessExit exitOf(RunningProcess process) throws Exception {
        return await(process.exit());
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    static boolean alive(long pid) {
        ProcStat stat = ProcStat.read(pid);
        return stat != null && !stat.dead();
    }

    static void assertGone(long... pids) {
        for (long pid : pids) {
            assertThat(alive(pid)).as("process %s is alive", pid).isFalse();
        }
    }
}
