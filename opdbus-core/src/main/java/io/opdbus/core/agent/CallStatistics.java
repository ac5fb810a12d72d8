package io.opdbus.core.agent;

import io.opdbus.api.transport.CallOutcome;
import io.opdbus.api.transport.CallOutcome.Failed;
import io.opdbus.api.transport.CallOutcome.Stopped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts an agent's calls. Latencies go into buckets of four to each power of two. */
final class CallStatistics {

    private static final int BITS = 2;
    private static final int STEPS = 1 << BITS;
    private static final int BUCKETS = 64 * STEPS;

    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder stopped = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);
    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);

    void ended(CallOutcome outcome) {
        calls.increment();
        if (outcome instanceof Failed) {
            failures.increment();
        } else if (outcome instanceof Stopped) {
            stopped.increment();
        }
    }

    /** A call reached the agent and came back. */
    void took(long nanos) {
        long counted = Math.max(1, nanos);
        totalNanos.add(counted);
        maxNanos.accumulate(counted);
        buckets.incrementAndGet(bucket(counted));
    }

    long calls() {
        return calls.sum();
    }

    long failures() {
        return failures.sum();
    }

    long stopped() {
        return stopped.sum();
    }

    AgentStatus.Latency latency() {
        long[] counts = new long[BUCKETS];
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = buckets.get(i);
            count += counts[i];
        }
        long max = maxNanos.get();
        return new AgentStatus.Latency(
                Duration.ofNanos(count == 0 ? 0 : totalNanos.sum() / count),
                Duration.ofNanos(Math.min(max, quantile(counts, count, 0.50))),
                Duration.ofNanos(Math.min(max, quantile(counts, count, 0.99))),
                Duration.ofNanos(max));
    }

    private static long quantile(long[] counts, long count, double share) {
        long wanted = (long) Math.ceil(count * share);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return upperBound(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        if (exponent < BITS) {
            return (int) nanos;
        }
        int step = (int) (nanos >>> (exponent - BITS)) & (STEPS - 1);
        return (exponent - BITS + 1) * STEPS + step;
    }

    private static long upperBound(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (STEPS + bucket % STEPS + 1) << shift) - 1;
    }
}
