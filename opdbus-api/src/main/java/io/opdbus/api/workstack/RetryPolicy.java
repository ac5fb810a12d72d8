package io.opdbus.api.workstack;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and when a step that failed in a retryable way is tried again (R9).
 *
 * @param maxAttempts all attempts together, at least 1
 * @param delay the pause before the second attempt
 * @param backoff by what each further pause is longer than the one before, at least 1
 * @param maxDelay the longest pause
 * @param jitter the share of a pause that is taken off by chance, from 0 to 1; the chance is a hash of the run's seed,
 *     the step and the attempt, so that a replay waits just as long
 */
public record RetryPolicy(int maxAttempts, Duration delay, double backoff, Duration maxDelay, double jitter) {

    /** One attempt, no retry. The default. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ofMillis(100), 2.0, Duration.ofSeconds(30), 0.2);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RetryPolicy {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(maxDelay, "maxDelay");
        if (maxAttempts < 1 || maxAttempts > 1000) {
            throw new IllegalArgumentException("max_attempts must be from 1 to 1000, is " + maxAttempts);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, is " + delay);
        }
        if (!(backoff >= 1) || backoff > 100) {
            throw new IllegalArgumentException("backoff must be from 1 to 100, is " + backoff);
        }
        if (maxDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException("max_delay " + maxDelay + " must not be shorter than delay " + delay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1, is " + jitter);
        }
    }

    /**
     * So many attempts, with the default pauses: 100 ms, doubled each time to at most 30 s, a fifth of it jitter.
     *
     * @param maxAttempts all attempts together, at least 1
     * @return the policy
     */
    public static RetryPolicy attempts(int maxAttempts) {
        return new RetryPolicy(maxAttempts, NONE.delay, NONE.backoff, NONE.maxDelay, NONE.jitter);
    }

    /**
     * The same policy with another first pause.
     *
     * @param first the pause before the second attempt; the longest pause is raised to it where it is shorter
     * @return a copy
     */
    public RetryPolicy withDelay(Duration first) {
        return new RetryPolicy(maxAttempts, first, backoff, maxDelay.compareTo(first) < 0 ? first : maxDelay, jitter);
    }

    /**
     * The same policy with other growth.
     *
     * @param factor by what each further pause is longer, at least 1
     * @return a copy
     */
    public RetryPolicy withBackoff(double factor) {
        return new RetryPolicy(maxAttempts, delay, factor, maxDelay, jitter);
    }

    /**
     * The same policy with another longest pause.
     *
     * @param longest the longest pause
     * @return a copy
     */
    public RetryPolicy withMaxDelay(Duration longest) {
        return new RetryPolicy(maxAttempts, delay, backoff, longest, jitter);
    }

    /**
     * The same policy with other jitter.
     *
     * @param share the share of a pause that is taken off by chance, from 0 to 1
     * @return a copy
     */
    public RetryPolicy withJitter(double share) {
        return new RetryPolicy(maxAttempts, delay, backoff, maxDelay, share);
    }
}
