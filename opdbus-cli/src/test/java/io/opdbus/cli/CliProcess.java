package io.opdbus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, whose output can be waited for. */
final class CliProcess implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final Output out;
    private final Output err;

    /** What a stream has given so far. */
    private static final class Output {
        private final StringBuilder text = new StringBuilder();
        private final Thread reader;

        Output(InputStream stream) {
            reader = new Thread(() -> {
                byte[] buffer = new byte[4096];
                try {
                    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                        synchronized (text) {
                            text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                            text.notifyAll();
                        }
                    }
                } catch (IOException e) {
                    // The process is gone.
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        void await(String wanted) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE_NANOS;
            synchronized (text) {
                while (text.indexOf(wanted) < 0) {
                    long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                    if (left <= 0) {
                        throw new AssertionError("no '" + wanted + "' in: " + text);
                    }
                    text.wait(left);
                }
            }
        }

        String all() throws InterruptedException {
            reader.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
            synchronized (text) {
                return text.toString();
            }
        }
    }

    private CliProcess(Process process) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OpdbusCommand.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    static CliProcess opdbus(Path directory, String... args) throws IOException {
        return start(directory, Map.of(), command(args));
    }

    static CliProcess start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().remove("OPDBUS_CONFIG");
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new CliProcess(process);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void awaitOut(String text) throws InterruptedException {
        out.await(text);
    }

    void awaitErr(String text) throws InterruptedException {
        err.await(text);
    }

    Cli.Outcome end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("still running; stderr: " + err.text);
        }
        return new Cli.Outcome(process.exitValue(), out.all(), err.all());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
