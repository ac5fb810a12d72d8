package io.opdbus.api.transport;

/**
 * How the calls of a batch go together.
 *
 * @param parallel whether they may run at the same time; in order otherwise
 * @param stopOnError whether calls not yet started are left out once one failed; they end as failed with
 *     {@link CallOutcome.Ran#NO}
 */
public record BatchOptions(boolean parallel, boolean stopOnError) {

    /** At the same time, each for itself. */
    public static final BatchOptions PARALLEL = new BatchOptions(true, false);

    /** One after the other, until one fails. */
    public static final BatchOptions SEQUENTIAL = new BatchOptions(false, true);
}
