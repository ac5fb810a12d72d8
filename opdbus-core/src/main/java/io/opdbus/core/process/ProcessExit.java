package io.opdbus.core.process;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param exitCode the exit code; 128 + n where signal n ended the process; {@link #UNKNOWN} where even SIGKILL did not
 *     end it in time
 * @param stopped whether {@link RunningProcess#stop} was called before the process had ended by itself
 * @param gone whether nothing that the process started is left
 * @param leftoversStopped how many processes outlived the main one and were ended for it; 0 where it was stopped
 * @param stdoutBytes bytes written to standard output, those beyond the limit included
 * @param stderrBytes bytes written to standard error, those beyond the limit included
 * @param stdoutTruncated whether standard output was longer than its limit, or not awaited to its end because of a stop
 *     or a process out of reach that holds the pipe open
 * @param stderrTruncated the same of standard error
 * @param listenerFailure what the {@link OutputListener} threw first, where it threw
 */
public record ProcessExit(
        int exitCode,
        boolean stopped,
        boolean gone,
        int leftoversStopped,
        long stdoutBytes,
        long stderrBytes,
        boolean stdoutTruncated,
        boolean stderrTruncated,
        Optional<Throwable> listenerFailure) {

    /** The exit code of a process whose end was not seen. */
    public static final int UNKNOWN = -1;

    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 64;

    /**
     * The signal that ended the process. A program that itself exits with a code above 128 cannot be told apart.
     *
     * @return the signal's number, or empty after an ordinary exit
     */
    public OptionalInt signal() {
        return exitCode > SIGNAL_BASE && exitCode <= SIGNAL_BASE + LAST_SIGNAL
                ? OptionalInt.of(exitCode - SIGNAL_BASE)
                : OptionalInt.empty();
    }

    /**
     * Whether the process ended with exit code 0.
     *
     * @return true after success
     */
    public boolean succeeded() {
        return exitCode == 0;
    }
}
