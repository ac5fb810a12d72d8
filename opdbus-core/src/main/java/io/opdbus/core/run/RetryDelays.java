package io.opdbus.core.run;

import io.opdbus.api.workstack.RetryPolicy;
import java.time.Duration;

/** How long the pause before an attempt is: exponential, with jitter that is a hash and no chance (R9, R20). */
final class RetryDelays {

    private RetryDelays() {}

    /** The pause in microseconds after the given failed attempt, from 1. */
    static long micros(RetryPolicy policy, long seed, int step, int attempt) {
        double full = micros(policy.delay());
        double longest = micros(policy.maxDelay());
        for (int doubled = 1; doubled < attempt && full < longest; doubled++) {
            full *= policy.backoff();
        }
        full = Math.min(full, longest);
        return (long) (full * (1 - policy.jitter() * chance(seed, step, attempt)));
    }

    private static double micros(Duration pause) {
        return pause.getSeconds() * 1e6 + pause.getNano() / 1e3;
    }

    /** From 0 to 1. The seed is mixed by itself first, so that runs whose seeds are related share no pauses. */
    private static double chance(long seed, int step, int attempt) {
        long mixed = mixed(mixed(seed) + 0x9e3779b97f4a7c15L * (step + 1L) + 0xd1b54a32d192ed03L * attempt);
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
