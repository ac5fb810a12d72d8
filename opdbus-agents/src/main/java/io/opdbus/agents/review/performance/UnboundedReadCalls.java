package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.READ;
import static io.opdbus.agents.review.rule.CallRule.JVM;
import static io.opdbus.agents.review.rule.CallTest.arguments;
import static io.opdbus.agents.review.source.Language.GO;
import static io.opdbus.agents.review.source.Language.PYTHON;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads to the end of what somebody else sends. */
final class UnboundedReadCalls {
    private static final Pattern REMOTE_STREAM = Pattern.compile(
            "(?i).*(?:openStream|openConnection\\(\\)\\.getInputStream|getRequestBody|getResponseBody|request\\.getInputStream"
                    + "|req\\.getInputStream|response\\.body|socket\\.getInputStream|conn(?:ection)?\\.getInputStream)(?:\\(\\))?");
    private static final Pattern REMOTE_NAME = Pattern.compile(
            "(?i)(?:.*\\.)?(?:resp|response|req|request|conn|connection|sock|socket|upload|body|urlopen\\(\\))");
    private static final CallTest FROM_REMOTE =
            (unit, call) -> REMOTE_STREAM.matcher(call.receiver()).matches();
    private static final CallTest FROM_REMOTE_NAME =
            (unit, call) -> REMOTE_NAME.matcher(call.receiver()).matches();
    private static final CallTest OF_BODY = CallTest.mentions("Body");
    private static final CallTest UNLIMITED = (unit, call) -> !limited(unit, call.word());

    private UnboundedReadCalls() {}

    static List<CallRule> table() {
        return List.of(
                CallRule.of(READ, JVM, "*.readAllBytes", "*.readBytes").when(FROM_REMOTE),
                CallRule.of(READ, PYTHON, "*.read")
                        .when(arguments(0))
                        .when(FROM_REMOTE_NAME)
                        .when(UNLIMITED),
                CallRule.of(READ, GO, "io.ReadAll", "io/ioutil.ReadAll", "ioutil.ReadAll")
                        .when(OF_BODY)
                        .when(UNLIMITED));
    }

    private static boolean limited(SourceUnit unit, int token) {
        Optional<Block> function = unit.outline().callable(token);
        int from = function.map(block -> block.body().from()).orElse(0);
        int to = function.map(block -> block.body().to()).orElse(unit.code().size());
        for (int i = from; i < to; i++) {
            if (unit.code()
                    .isAny(
                            i,
                            "LimitReader",
                            "MaxBytesReader",
                            "ContentLength",
                            "content_length",
                            "max_size",
                            "MAX_SIZE")) {
                return true;
            }
        }
        return false;
    }
}
