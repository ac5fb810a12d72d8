package io.opdbus.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records output and lets a test wait for a line of standard output. */
final class Recorder implements OutputListener {

    private static final long WAIT_SECONDS = 30;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final OutputListener splitter = OutputListener.lines((source, line) -> {
        if (source == OutputSource.STDOUT) {
            lines.add(line);
        }
    });
    private final List<String> chunks = new ArrayList<>();
    private final StringBuilder stdout = new StringBuilder();
    private final StringBuilder stderr = new StringBuilder();

    @Override
    public synchronized void onText(OutputSource source, String chunk) throws InterruptedException {
        chunks.add(chunk);
        (source == OutputSource.STDOUT ? stdout : stderr).append(chunk);
        splitter.onText(source, chunk);
    }

    @Override
    public synchronized void onEnd(OutputSource source) throws InterruptedException {
        splitter.onEnd(source);
    }

    String awaitLine() throws InterruptedException {
        String line = lines.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a line of output").isNotNull();
        return line;
    }

    long awaitPid() throws InterruptedException {
        return Long.parseLong(awaitLine().trim());
    }

    synchronized String stdout() {
        return stdout.toString();
    }

    synchronized String stderr() {
        return stderr.toString();
    }

    synchronized List<String> chunks() {
        return List.copyOf(chunks);
    }
}
