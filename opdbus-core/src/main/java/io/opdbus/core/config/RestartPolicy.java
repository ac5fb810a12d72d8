package io.opdbus.core.config;

/** Whether the pool starts the process of an agent again when it has ended. */
public enum RestartPolicy {
    /** Never. */
    NEVER,
    /** When it ended with an exit code other than 0, or was killed. The default. */
    ON_FAILURE,
    /** Always. */
    ALWAYS
}
