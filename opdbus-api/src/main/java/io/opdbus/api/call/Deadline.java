package io.opdbus.api.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * A moment by which a call must have ended (R10). Deadlines are absolute: what waits in a queue uses them up too.
 *
 * @param at the moment; {@link Instant#MAX} where there is none
 */
public record Deadline(Instant at) implements Comparable<Deadline> {

    private static final Deadline NONE = new Deadline(Instant.MAX);

    /** Checks for null. */
    public Deadline {
        Objects.requireNonNull(at, "at");
    }

    /**
     * No deadline.
     *
     * @return the deadline that never comes
     */
    public static Deadline none() {
        return NONE;
    }

    /**
     * A deadline counted from now by the system clock.
     *
     * @param timeout how long from now; one too long to count means none
     * @return the deadline
     */
    public static Deadline after(Duration timeout) {
        return after(timeout, InstantSource.system());
    }

    /**
     * A deadline counted from now by the given clock.
     *
     * @param timeout how long from now; one too long to count means none
     * @param clock tells what now is
     * @return the deadline
     */
    public static Deadline after(Duration timeout, InstantSource clock) {
        return timeout.compareTo(Duration.ofDays(36_500)) >= 0
                ? NONE
                : new Deadline(clock.instant().plus(timeout));
    }

    /**
     * Whether there is a deadline at all.
     *
     * @return false for {@link #none()}
     */
    public boolean exists() {
        return !at.equals(Instant.MAX);
    }

    /**
     * The time that is left by the system clock.
     *
     * @return zero if it has passed; a hundred years where there is none
     */
    public Duration remaining() {
        return remaining(InstantSource.system());
    }

    /**
     * The time that is left by the given clock.
     *
     * @param clock tells what now is
     * @return zero if it has passed; a hundred years where there is none
     */
    public Duration remaining(InstantSource clock) {
        if (!exists()) {
            return Duration.ofDays(36_500);
        }
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Whether it has passed by the system clock.
     *
     * @return true once no time is left
     */
    public boolean expired() {
        return exists() && remaining().isZero();
    }

    /**
     * The earlier of two.
     *
     * @param other another deadline
     * @return whichever comes first
     */
    public Deadline earlier(Deadline other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Deadline other) {
        return at.compareTo(other.at);
    }

    @Override
    public String toString() {
        return exists() ? at.toString() : "none";
    }
}
