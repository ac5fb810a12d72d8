package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.rule.Severity.HIGH;
import static io.opdbus.agents.review.rule.Severity.LOW;
import static io.opdbus.agents.review.rule.Severity.MEDIUM;

import io.opdbus.agents.review.rule.Rule;

/** What the performance engineer looks for; each says what the cost grows with. */
final class PerformanceRules {
    static final Rule REGEX = Rule.of(
            "PERF-REGEX-001",
            MEDIUM,
            "Pattern compiled in a loop",
            "Cost: one compilation an iteration, O(n) for a result that is always the same.",
            "Compile it once, outside of the loop or as a constant.");
    static final Rule HIDDEN_REGEX = Rule.of(
            "PERF-REGEX-002",
            LOW,
            "Pattern looked up or compiled in a loop",
            "Cost: the text of the pattern is compiled, or looked up in a cache, in each iteration.",
            "Compile it once, outside of the loop or as a constant.");
    static final Rule CLIENT = Rule.of(
            "PERF-CLIENT-001",
            MEDIUM,
            "Expensive object made in a loop",
            "Cost: a connection, thread pool or model built anew in each iteration: O(n) set-ups instead of one.",
            "Make it once and use it for all iterations.");
    static final Rule QUERY = Rule.of(
            "PERF-QUERY-001",
            MEDIUM,
            "Query in a loop",
            "Cost: one round trip to the database an item: O(n) latencies.",
            "Ask for all items in one query, or send them as a batch.");
    static final Rule CONCATENATION = Rule.of(
            "PERF-CONCAT-001",
            LOW,
            "Text grown in a loop",
            "Cost: O(n²) characters copied, since each step copies all that was there before.",
            "Use a builder or collect the parts and join them.");
    static final Rule SCAN = Rule.of(
            "PERF-SCAN-001",
            MEDIUM,
            "List searched in a loop",
            "Cost: O(n·m), since the list is gone through from the start for each item.",
            "Keep the items in a set or map for the search.");
    static final Rule SLEEP = Rule.of(
            "PERF-SLEEP-001",
            LOW,
            "Waiting by sleeping in a loop",
            "Cost: half an interval of delay on average, and a thread that wakes up for nothing.",
            "Wait for the event itself: a condition, a future, a queue, a scheduler.");
    static final Rule ASYNC = Rule.of(
            "PERF-ASYNC-001",
            HIGH,
            "Blocking call in an asynchronous function",
            "Cost: every other task of the event loop waits as long as this call takes.",
            "Use the asynchronous variant, or hand the call to a thread pool.");
    static final Rule READ = Rule.of(
            "PERF-READ-001",
            MEDIUM,
            "Unbounded read from outside",
            "Cost: as much memory as the other side chooses to send.",
            "Set a limit, or process the stream piece by piece.");
    static final Rule READ_LINES = Rule.of(
            "PERF-READ-002",
            LOW,
            "Whole file in memory for its lines",
            "Cost: O(size of the file) memory where O(longest line) would do.",
            "Go through the file line by line.");
    static final Rule CACHE = Rule.of(
            "PERF-CACHE-001",
            MEDIUM,
            "Cache without a bound",
            "Cost: memory grows with the number of different keys for as long as the process runs.",
            "Use a cache with a largest size or an expiry, or remove entries when they are done with.");
    static final Rule LONG = Rule.of(
            "PERF-LONG-001",
            LOW,
            "Very long function",
            "Cost: compilers give up optimising functions of this size (HotSpot stops at 8,000 bytecodes), and readers too.",
            "Split it by step, state or case.");

    private PerformanceRules() {}
}
