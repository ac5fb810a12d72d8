package io.opdbus.core.config;

import io.opdbus.core.source.ObjectReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The limits of calls to one agent.
 *
 * @param connectTimeout how long opening a connection may take; 5 s by default
 * @param requestTimeout how long one attempt may take, for a streaming operation the pause between chunks; 30 s by
 *     default
 * @param maxRetries how often a call that surely never left is sent again; 3 by default
 * @param retryDelay the pause before the first of them; 100 ms by default
 * @param maxConcurrentCalls how many calls may be under way at once; 10 by default
 * @param maxQueuedCalls how many more may wait for their turn; 1,000 by default
 * @param circuitBreakerFailures after how many failures in a row the circuit breaker opens; 5 by default
 * @param circuitBreakerReset how long it stays open; 60 s by default
 */
public record CallLimits(
        Duration connectTimeout,
        Duration requestTimeout,
        int maxRetries,
        Duration retryDelay,
        int maxConcurrentCalls,
        int maxQueuedCalls,
        int circuitBreakerFailures,
        Duration circuitBreakerReset) {

    /** The default limits. */
    public static final CallLimits DEFAULT = new CallLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            3,
            Duration.ofMillis(100),
            10,
            1_000,
            5,
            Duration.ofSeconds(60));

    static final List<String> KEYS = List.of(
            "connect_timeout_ms",
            "request_timeout_ms",
            "max_retries",
            "retry_delay_ms",
            "max_concurrent_calls",
            "max_queued_calls",
            "circuit_breaker_failures",
            "circuit_breaker_reset_ms");

    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

    /** These limits with those that a table gives. */
    CallLimits overriddenBy(ObjectReader table) {
        return new CallLimits(
                millis(table, "connect_timeout_ms", 1, connectTimeout),
                millis(table, "request_timeout_ms", 1, requestTimeout),
                count(table, "max_retries", 0, 100, maxRetries),
                millis(table, "retry_delay_ms", 0, retryDelay),
                count(table, "max_concurrent_calls", 1, 10_000, maxConcurrentCalls),
                count(table, "max_queued_calls", 0, 1_000_000, maxQueuedCalls),
                count(table, "circuit_breaker_failures", 1, 10_000, circuitBreakerFailures),
                millis(table, "circuit_breaker_reset_ms", 1, circuitBreakerReset));
    }

    CallLimits withConnectTimeout(Duration timeout) {
        return new CallLimits(
                timeout,
                requestTimeout,
                maxRetries,
                retryDelay,
                maxConcurrentCalls,
                maxQueuedCalls,
                circuitBreakerFailures,
                circuitBreakerReset);
    }

    CallLimits withRequestTimeout(Duration timeout) {
        return new CallLimits(
                connectTimeout,
                timeout,
                maxRetries,
                retryDelay,
                maxConcurrentCalls,
                maxQueuedCalls,
                circuitBreakerFailures,
                circuitBreakerReset);
    }

    static Duration millis(ObjectReader table, String key, long min, Duration otherwise) {
        return table.integer(key, min, LONGEST_MILLIS).map(Duration::ofMillis).orElse(otherwise);
    }

    private static int count(ObjectReader table, String key, int min, int max, int otherwise) {
        Function<Long, Integer> narrow = Long::intValue;
        return table.integer(key, min, max).map(narrow).orElse(otherwise);
    }
}
