package io.opdbus.api.tool;

/**
 * How much of a tool may run at once. A call over a limit waits for its turn, inside its deadline.
 *
 * @param maxConcurrent calls at once over all runs of an executor; 0 means no limit
 * @param maxPerSecond calls begun in a second; 0 means no limit
 * @param maxOutputBytes size of a result as JSON; 0 means the executor's limit (1 MiB unless set, R19)
 */
public record ToolLimits(int maxConcurrent, int maxPerSecond, int maxOutputBytes) {

    /** No limits but the executor's. */
    public static final ToolLimits NONE = new ToolLimits(0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public ToolLimits {
        if (maxConcurrent < 0 || maxPerSecond < 0 || maxOutputBytes < 0) {
            throw new IllegalArgumentException("limits must not be negative; 0 means no limit");
        }
    }
}
