package io.opdbus.agents.review.performance;

import io.opdbus.agents.review.rule.CallTest;
import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Set;

/** Questions about the loops around a call. */
final class Loops {
    /** The call is in a loop. */
    static final CallTest REPEATED =
            (unit, call) -> !unit.outline().loops(call.word()).isEmpty();

    /** The call is in a loop over items, which is not one that tries again, waits or works through pages. */
    static final CallTest FOR_EACH = (unit, call) -> {
        List<Block> loops = unit.outline().loops(call.word());
        return !loops.isEmpty() && overItems(unit, loops.get(0)) && !patient(unit, loops.get(0));
    };

    /** The innermost loop goes on until something happens. */
    static final CallTest UNTIL = (unit, call) -> {
        List<Block> loops = unit.outline().loops(call.word());
        return !loops.isEmpty() && !overItems(unit, loops.get(0)) && !patient(unit, loops.get(0));
    };

    /** No argument differs from one iteration to the next. */
    static final CallTest SAME_ARGUMENTS = (unit, call) -> {
        List<Block> loops = unit.outline().loops(call.word());
        return loops.isEmpty() || !depends(unit, call.args(), loops.get(0));
    };

    private static final Set<String> PATIENT = Set.of(
            "retry",
            "retries",
            "attempt",
            "attempts",
            "backoff",
            "reconnect",
            "batch",
            "batches",
            "chunk",
            "chunks",
            "page",
            "pages",
            "migration",
            "migrations",
            "tries",
            "partition",
            "partitions",
            "shard",
            "shards",
            "warmup",
            "benchmark");

    private Loops() {}

    /** Whether a loop has a header that goes through items or counts, rather than a condition alone. */
    static boolean overItems(SourceUnit unit, Block loop) {
        Tokens code = unit.code();
        if (code.isAny(loop.header(), "while", "loop", "do", "until")) {
            return false;
        }
        if (unit.language() == Language.GO) {
            return unit.expressions().mentions(header(loop), "range") || hasPunct(unit, header(loop), ";");
        }
        boolean endless =
                code.is(loop.header() + 1, "(") && code.is(loop.header() + 2, ";") && code.is(loop.header() + 3, ";");
        return !endless;
    }

    static Span header(Block loop) {
        return new Span(loop.header(), loop.body().from());
    }

    private static boolean hasPunct(SourceUnit unit, Span span, String text) {
        for (int i = span.from(); i < span.to(); i++) {
            if (unit.code().is(i, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean patient(SourceUnit unit, Block loop) {
        Tokens code = unit.code();
        int limit = Math.min(loop.body().to(), loop.body().from() + 300);
        for (int i = loop.header(); i < limit; i++) {
            if (code.isWord(i) && Names.words(code.text(i)).stream().anyMatch(PATIENT::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a span mentions the variable of a loop, or one that is set inside it. */
    private static boolean depends(SourceUnit unit, Span span, Block loop) {
        Tokens code = unit.code();
        for (int i = span.from(); i < span.to(); i++) {
            if (!code.isWord(i)) {
                continue;
            }
            String word = code.text(i);
            if (unit.expressions().mentions(header(loop), word)) {
                return true;
            }
            for (int j : unit.places(word)) {
                if (j >= loop.body().from() && j < i && code.isAny(j + 1, "=", ":=", ":", ",")) {
                    return true;
                }
            }
        }
        return false;
    }
}
