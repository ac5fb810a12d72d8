package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.CACHE;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.BlockKind;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Maps that live as long as the process, are added to by functions, and never lose an entry. */
final class UnboundedCacheCheck implements Check {
    private static final Set<Language> LANGUAGES = EnumSet.of(
            Language.JAVA, Language.KOTLIN, Language.PYTHON, Language.GO, Language.JAVASCRIPT, Language.TYPESCRIPT);
    private static final Set<String> CACHE_WORDS = Set.of(
            "cache",
            "caches",
            "cached",
            "memo",
            "memoized",
            "seen",
            "visited",
            "sessions",
            "results",
            "history",
            "pending",
            "lookup");
    private static final Set<String> REMOVALS = Set.of(
            "remove",
            "clear",
            "removeIf",
            "delete",
            "pop",
            "popitem",
            "evict",
            "invalidate",
            "retainAll",
            "removeEldestEntry",
            "expunge",
            "trim",
            "prune",
            "size",
            "len",
            "values",
            "entrySet",
            "keySet",
            "iterator");

    @Override
    public List<Rule> rules() {
        return List.of(CACHE);
    }

    @Override
    public boolean reads(SourceFile file) {
        return LANGUAGES.contains(file.language());
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (int i = 0; i < code.size(); i++) {
            boolean named = code.isWord(i) && Names.words(code.text(i)).stream().anyMatch(CACHE_WORDS::contains);
            if (named && declaresMap(unit, i) && onlyGrows(unit, code.text(i))) {
                reporter.at(CACHE, unit, i, code.text(i));
            }
        }
    }

    private static boolean declaresMap(SourceUnit unit, int at) {
        Tokens code = unit.code();
        boolean topLevel = unit.outline().callable(at).isEmpty();
        return topLevel
                && switch (unit.language()) {
                    case JAVA ->
                        code.is(at + 1, "=")
                                && code.is(at - 1, ">")
                                && code.is(at + 2, "new")
                                && code.isAny(
                                        at + 3, "HashMap", "ConcurrentHashMap", "TreeMap", "Hashtable", "LinkedHashMap")
                                && statement(code, at, "static")
                                && !anonymous(unit, at);
                    case KOTLIN ->
                        code.isAny(at - 1, "val", "var")
                                && unit.outline()
                                        .at(at)
                                        .map(block -> objectLike(unit, block))
                                        .orElse(true)
                                && code.is(at + 1, "=")
                                && code.isAny(at + 2, "mutableMapOf", "HashMap", "ConcurrentHashMap", "hashMapOf");
                    case PYTHON ->
                        code.column(at) == 0
                                && (code.is(at + 1, "=") && dictionary(code, at + 2)
                                        || code.is(at + 1, ":") && annotated(code, at));
                    case GO ->
                        code.is(at - 1, "var")
                                && (code.is(at + 1, "=") && (code.is(at + 2, "map") || code.is(at + 4, "map"))
                                        || code.is(at + 1, "map"));
                    default ->
                        code.isAny(at - 1, "const", "let", "var")
                                && unit.outline().at(at).isEmpty()
                                && code.is(at + 1, "=")
                                && (code.is(at + 2, "new") && code.is(at + 3, "Map")
                                        || code.is(at + 2, "{") && code.is(at + 3, "}"));
                };
    }

    private static boolean objectLike(SourceUnit unit, Block block) {
        return block.kind() == BlockKind.TYPE && unit.code().is(block.header(), "object")
                || unit.code().is(block.body().from() - 2, "object");
    }

    private static boolean statement(Tokens code, int at, String word) {
        for (int i = at; i > at - 30 && i >= 0 && !code.isAny(i, ";", "{", "}"); i--) {
            if (code.is(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** A map with a body of its own may bound itself, as by {@code removeEldestEntry}. */
    private static boolean anonymous(SourceUnit unit, int at) {
        return unit.code().is(unit.expressions().rest(at + 2).to() - 1, "}");
    }

    private static boolean dictionary(Tokens code, int value) {
        return code.is(value, "{") && code.is(value + 1, "}")
                || code.isAny(value, "dict", "defaultdict", "OrderedDict") && code.is(value + 1, "(");
    }

    private static boolean annotated(Tokens code, int at) {
        int limit = at + 16;
        for (int i = at + 2; i < limit; i++) {
            if (code.is(i, "=")) {
                return dictionary(code, i + 1);
            }
        }
        return false;
    }

    /** Whether functions add to the map and nothing in the file takes from it, counts it or goes through it. */
    private static boolean onlyGrows(SourceUnit unit, String name) {
        Tokens code = unit.code();
        boolean grows = false;
        for (int i : unit.places(name)) {
            boolean counted = code.is(i - 1, "(") && code.isAny(i - 2, "len", "delete", "clear");
            boolean removed = code.is(i - 1, "del") || code.is(i - 1, "delete");
            boolean taken = code.isAny(i + 1, ".", "?.") && REMOVALS.contains(code.text(i + 2));
            boolean replaced = code.is(i + 1, "=") && unit.outline().function(i).isPresent();
            if (counted || removed || taken || replaced) {
                return false;
            }
            grows |= unit.outline().function(i).isPresent() && adds(unit, i);
        }
        return grows;
    }

    private static boolean adds(SourceUnit unit, int at) {
        Tokens code = unit.code();
        if (code.isAny(at + 1, ".")
                && code.isAny(at + 2, "put", "putIfAbsent", "computeIfAbsent", "set", "setdefault", "getOrPut")) {
            return !code.isString(at + 4);
        }
        int close = code.is(at + 1, "[") ? unit.brackets().partner(at + 1) : -1;
        return close > 0 && code.is(close + 1, "=") && !code.isString(at + 2);
    }
}
