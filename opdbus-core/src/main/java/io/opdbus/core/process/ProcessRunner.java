package io.opdbus.core.process;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts child processes and sees to it that they end with all that they started.
 *
 * <p>On Linux each process is started through {@code setsid} (util-linux, BusyBox) where that is present, so it leads a
 * session and a process group of its own, has no controlling terminal, and does not see the terminal's Ctrl-C. What it
 * starts is found again by group, session, parent, and a marker in the environment ({@value #MARKER}). Elsewhere
 * repeated snapshots of the tree of children have to do.
 *
 * <p>What still runs when this JVM shuts down is stopped by a shutdown hook, with half a second of grace. A JVM that is
 * killed (SIGKILL, a crash) can do nothing: its children live on.
 *
 * <p>A runner may be used by several threads. It holds no resources while nothing runs and so need not be closed;
 * {@link #close} stops what runs and refuses further starts.
 */
public final class ProcessRunner implements AutoCloseable {

    /** The environment variable that marks all descendants of a process; its value ends with a unique id. */
    public static final String MARKER = "OPDBUS_PROCESS_ID";

    /** The code of the error that the operating system refused to start a program that was found. */
    public static final ErrorCode START_FAILED = new ErrorCode("PROCESS_START_FAILED");

    static final File NULL_DEVICE = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);
    private static final long IDLE_THREAD_SECONDS = 5;

    private final Executor executor;
    private final Optional<String> setsid;
    private final boolean procAvailable;
    private final RunningSet running = new RunningSet();

    private ProcessRunner(Executor executor, Optional<String> setsid, boolean procAvailable) {
        this.executor = executor;
        this.setsid = setsid;
        this.procAvailable = procAvailable;
    }

    /**
     * A runner with daemon threads of its own, which end after five idle seconds.
     *
     * @return a new runner
     */
    public static ProcessRunner create() {
        AtomicInteger number = new AtomicInteger();
        return using(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "opdbus-process-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    /**
     * A runner that uses the caller's threads.
     *
     * @param executor runs up to four blocking tasks for each process, each on a thread of its own and without
     *     queueing. Platform threads are best: reading a pipe pins a virtual thread
     * @return a new runner
     */
    public static ProcessRunner using(Executor executor) {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        return new ProcessRunner(
                executor,
                linux ? ProgramLookup.find("setsid").map(Path::toString) : Optional.empty(),
                linux && ProcStat.available());
    }

    /** The runner of a system that has less to offer. */
    ProcessRunner restricted(boolean withSetsid, boolean withProc) {
        return new ProcessRunner(executor, withSetsid ? setsid : Optional.empty(), withProc && procAvailable);
    }

    /**
     * Starts a process.
     *
     * @param spec what to start
     * @param listener takes the output; see there for threads
     * @return the running process
     * @throws OpdbusException {@link ErrorCode#PROGRAM_MISSING} if the program is not found in the {@code PATH} that
     *     the process would have, {@link ErrorCode#INVALID_ARGUMENT} if the working directory is none,
     *     {@link #START_FAILED} if the operating system refuses, {@link ErrorCode#CLOSED} after {@link #close} or
     *     while the JVM shuts down
     */
    public RunningProcess start(ProcessSpec spec, OutputListener listener) {
        running.requireOpen();
        String marker = UUID.randomUUID().toString();
        ProcessBuilder builder = prepare(spec, marker);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new OpdbusException(
                    START_FAILED, "cannot start " + spec.command().get(0) + ": " + e.getMessage(), e);
        }
        Kin kin = procAvailable ? new ProcKin(process.pid(), marker) : new DescendantKin(process.toHandle());
        return supervise(spec, listener, process, kin);
    }

    private RunningProcess supervise(ProcessSpec spec, OutputListener listener, Process process, Kin kin) {
        StopOrder order = new StopOrder();
        CompletableFuture<StopOutcome> cleared = new CompletableFuture<>();
        CompletableFuture<ProcessExit> exit = new CompletableFuture<>();
        RunningProcess handle = new RunningProcess(spec, process.pid(), order, cleared, exit);
        List<OutputPump> pumps = new ArrayList<>();
        pumps.add(
                new OutputPump(OutputSource.STDOUT, process.getInputStream(), listener, spec.maxOutput(), order::wake));
        if (!spec.mergedOutput()) {
            pumps.add(new OutputPump(
                    OutputSource.STDERR, process.getErrorStream(), listener, spec.maxOutput(), order::wake));
        }
        running.add(handle);
        Supervisor supervisor = new Supervisor(
                process, kin, pumps, spec.leftoverGrace(), order, cleared, exit, () -> running.remove(handle));
        try {
            executor.execute(supervisor);
            pumps.forEach(executor::execute);
            if (spec.stdin().length > 0) {
                executor.execute(() -> feed(process, spec.stdin()));
            }
        } catch (RuntimeException e) {
            process.destroyForcibly();
            order.give(Duration.ZERO);
            running.remove(handle);
            throw new OpdbusException(START_FAILED, "no thread for the output of " + spec + ": " + e.getMessage(), e);
        }
        return handle;
    }

    private ProcessBuilder prepare(ProcessSpec spec, String marker) {
        Path directory = spec.directory().orElse(Path.of("")).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            throw new OpdbusException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the working directory " + directory + " of "
                            + spec.command().get(0) + " does not exist or is no directory");
        }
        List<String> command = new ArrayList<>();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(spec.mergedOutput());
        Map<String, String> environment = builder.environment();
        spec.inherited().ifPresent(allowed -> environment.keySet().retainAll(allowed));
        environment.putAll(spec.environment());
        // The marker of a runner further up stays in front, so that it too can find what is started here.
        String outer = System.getenv(MARKER);
        environment.put(MARKER, outer == null ? marker : outer + ":" + marker);
        if (spec.stdin().length == 0) {
            builder.redirectInput(Redirect.from(NULL_DEVICE));
        }
        setsid.ifPresent(command::add);
        command.add(locate(spec, directory, environment.get("PATH")));
        command.addAll(spec.command().subList(1, spec.command().size()));
        return builder;
    }

    private static String locate(ProcessSpec spec, Path directory, @Nullable String path) {
        String program = spec.command().get(0);
        ProgramLookup lookup = ProgramLookup.ofPath(path);
        return lookup.find(program, directory)
                .map(Path::toString)
                .orElseThrow(() -> new OpdbusException(
                        ErrorCode.PROGRAM_MISSING,
                        "the program '" + program + "' is not an executable file"
                                + (program.indexOf('/') >= 0
                                        ? " (relative to " + directory + ")"
                                        : " in any directory of PATH " + lookup.directories())
                                + "; install it or name its path"));
    }

    private static void feed(Process process, byte[] bytes) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(bytes);
        } catch (IOException e) {
            // The process ended or closed its input before it had read everything; that is its right.
        }
    }

    /**
     * How many processes have not ended yet.
     *
     * @return the number at this moment
     */
    public int runningCount() {
        return running.size();
    }

    /** Stops what runs, with two seconds of grace, waits until it is gone, and refuses to start anything further. */
    @Override
    public void close() {
        running.close(CLOSE_GRACE);
    }
}
