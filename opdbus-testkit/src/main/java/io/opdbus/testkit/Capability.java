package io.opdbus.testkit;

/** What a transport can do because its protocol can. What it cannot do is not tested. */
public enum Capability {
    /** Output of an operation arrives while it runs. */
    STREAMING,
    /** An operation that emits more than was requested waits. */
    BACK_PRESSURE,
    /** A call can be stopped, and the peer confirms it. */
    CANCEL,
    /** The peer stops a call at its deadline by itself, or the transport stops it then. */
    DEADLINE,
    /** The calls of a parallel batch run at the same time. */
    PARALLEL_BATCH,
    /** A session has state of its own, which ends with it. */
    SESSION_STATE,
    /** The peer tells its operations. */
    DESCRIBE,
    /** Whole and decimal numbers of any size arrive digit for digit. */
    EXACT_NUMBERS,
    /** The error code, the message and whether it is retryable arrive as the agent gave them. */
    TYPED_ERRORS,
    /** The details of an error arrive. */
    ERROR_DETAILS,
    /** Run, step and idempotency key of a call reach the agent. */
    CALL_IDS,
    /** The active skills of a call reach the agent. */
    SKILLS,
    /** The peer is another process, which {@link TransportSetup#kill()} ends. */
    KILL
}
