package io.opdbus.core.process;

/** Which of its two output streams a process wrote to. */
public enum OutputSource {
    /** Standard output; both streams where the process was started with merged output. */
    STDOUT,
    /** Standard error. */
    STDERR
}
