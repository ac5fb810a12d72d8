package io.opdbus.api.error;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A stable, machine-readable name of a kind of error, such as {@code TOOL_FAILED}.
 *
 * <p>The codes that opdbus itself raises are the constants of this type. Agents, tools and transports may bring codes
 * of their own: a code is any upper-case word of letters, digits and underscores.
 *
 * @param value the code as it is written in results, events and logs
 */
public record ErrorCode(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    // --- before a run (R1) ---
    /** A definition or configuration file is wrong; the exception lists every problem. */
    public static final ErrorCode INVALID_DEFINITION = new ErrorCode("INVALID_DEFINITION");
    /** An input that a run needs was not given, or does not have the declared type. */
    public static final ErrorCode INVALID_INPUT = new ErrorCode("INVALID_INPUT");
    /** An argument handed to the library's own API is not acceptable. */
    public static final ErrorCode INVALID_ARGUMENT = new ErrorCode("INVALID_ARGUMENT");
    /** The arguments of a tool or agent call do not match its declared parameters. */
    public static final ErrorCode INVALID_ARGUMENTS = new ErrorCode("INVALID_ARGUMENTS");
    /** No tool, agent, skill, workstack or workflow has the given name. */
    public static final ErrorCode UNKNOWN_NAME = new ErrorCode("UNKNOWN_NAME");
    /** A name fits several things; the exception lists the candidates. */
    public static final ErrorCode AMBIGUOUS_NAME = new ErrorCode("AMBIGUOUS_NAME");
    /** Two things were registered under one name. */
    public static final ErrorCode DUPLICATE_NAME = new ErrorCode("DUPLICATE_NAME");
    /** The agent has no operation of that name. */
    public static final ErrorCode UNKNOWN_OPERATION = new ErrorCode("UNKNOWN_OPERATION");
    /** The workstack is registered but switched off in workstacks.toml. */
    public static final ErrorCode DISABLED = new ErrorCode("DISABLED");
    /** A program that a step needs is not installed. */
    public static final ErrorCode PROGRAM_MISSING = new ErrorCode("PROGRAM_MISSING");
    /** No transport on the class path handles the agent's address. */
    public static final ErrorCode NO_TRANSPORT = new ErrorCode("NO_TRANSPORT");

    // --- while a step runs ---
    /** A tool's handler threw or reported a failure. */
    public static final ErrorCode TOOL_FAILED = new ErrorCode("TOOL_FAILED");
    /** An agent reported that its operation failed. */
    public static final ErrorCode AGENT_FAILED = new ErrorCode("AGENT_FAILED");
    /** An expression could not be evaluated, or a reference resolved to nothing (R4). */
    public static final ErrorCode EXPRESSION_FAILED = new ErrorCode("EXPRESSION_FAILED");
    /** A deadline passed: the run's, the unit's, the attempt's or the idle limit (R10). */
    public static final ErrorCode TIMED_OUT = new ErrorCode("TIMED_OUT");
    /** The step was stopped because its run or unit was cancelled (R10). */
    public static final ErrorCode CANCELLED = new ErrorCode("CANCELLED");
    /** Nobody can tell whether the step had its effect (R10). */
    public static final ErrorCode OUTCOME_UNKNOWN = new ErrorCode("OUTCOME_UNKNOWN");
    /** A step's output is larger than its limit (R19). */
    public static final ErrorCode OUTPUT_TOO_LARGE = new ErrorCode("OUTPUT_TOO_LARGE");
    /** A step answered with something that is not a JSON-like value. */
    public static final ErrorCode INVALID_OUTPUT = new ErrorCode("INVALID_OUTPUT");
    /** A rate, concurrency or queue limit refused the call. */
    public static final ErrorCode LIMIT_EXCEEDED = new ErrorCode("LIMIT_EXCEEDED");
    /** A tool may not touch what it was asked to touch: a path outside its roots, a program not allowed. */
    public static final ErrorCode ACCESS_DENIED = new ErrorCode("ACCESS_DENIED");

    // --- agents and transports ---
    /** The agent cannot be reached. */
    public static final ErrorCode AGENT_UNAVAILABLE = new ErrorCode("AGENT_UNAVAILABLE");
    /** The agent's circuit breaker is open. */
    public static final ErrorCode CIRCUIT_OPEN = new ErrorCode("CIRCUIT_OPEN");
    /** The connection broke while a call was under way. */
    public static final ErrorCode CONNECTION_LOST = new ErrorCode("CONNECTION_LOST");
    /** A reconnect found that the peer no longer holds the session's state. */
    public static final ErrorCode SESSION_LOST = new ErrorCode("SESSION_LOST");
    /** The peer broke its protocol. */
    public static final ErrorCode PROTOCOL_ERROR = new ErrorCode("PROTOCOL_ERROR");

    // --- the host's side ---
    /** The executor is closed or closing. */
    public static final ErrorCode CLOSED = new ErrorCode("CLOSED");
    /** A run ended without success, and the caller asked for its success. */
    public static final ErrorCode RUN_FAILED = new ErrorCode("RUN_FAILED");
    /** A defect in opdbus itself. */
    public static final ErrorCode INTERNAL = new ErrorCode("INTERNAL");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the code is not an upper-case word of at most 64 characters
     */
    public ErrorCode {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("error code '" + value + "' must match " + FORM.pattern());
        }
    }

    /**
     * Makes a code from whatever a foreign agent sent: letters are raised, other characters become underscores.
     *
     * @param foreign the code as received, may be empty
     * @param fallback the code to use where nothing usable remains
     * @return a code in the required form
     */
    public static ErrorCode ofForeign(String foreign, ErrorCode fallback) {
        String cleaned =
                foreign.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
        if (cleaned.isEmpty()) {
            return fallback;
        }
        return new ErrorCode(cleaned.length() > 64 ? cleaned.substring(0, 64) : cleaned);
    }

    @Override
    public String toString() {
        return value;
    }
}
