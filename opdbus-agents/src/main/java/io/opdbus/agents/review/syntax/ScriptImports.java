package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/** JavaScript's {@code import … from}, {@code export … from}, {@code require()} and dynamic {@code import()}. */
final class ScriptImports {
    private static final int LONGEST_CLAUSE = 400;

    private final Tokens tokens;
    private final Brackets brackets;
    private final List<Import> imports = new ArrayList<>();

    private ScriptImports(Tokens tokens, Brackets brackets) {
        this.tokens = tokens;
        this.brackets = brackets;
    }

    static List<Import> read(Tokens tokens, Brackets brackets) {
        ScriptImports reader = new ScriptImports(tokens, brackets);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isAny(i, "import", "export") && !tokens.is(i - 1, ".")) {
                reader.statement(i);
            } else if (tokens.is(i, "require") && tokens.is(i + 1, "(") && tokens.isString(i + 2)) {
                reader.require(i);
            }
        }
        return reader.imports;
    }

    /** A module's name without the {@code node:} prefix. */
    static String module(String name) {
        return name.startsWith("node:") ? name.substring(5) : name;
    }

    private void statement(int at) {
        if (tokens.is(at, "import") && tokens.is(at + 1, "(")) {
            if (tokens.isString(at + 2)) {
                add(at + 2, "", "", true);
            }
            return;
        }
        if (tokens.isString(at + 1)) {
            add(at + 1, "", "", false);
            return;
        }
        int from = at + 1;
        int limit = from + LONGEST_CLAUSE;
        while (from < limit && !tokens.is(from, "from")) {
            if (tokens.isAny(from, ";", "=", "(", "function", "class", "const", "default")) {
                return;
            }
            int close = tokens.is(from, "{") ? brackets.partner(from) : from;
            if (close < 0) {
                return;
            }
            from = close + 1;
        }
        if (tokens.is(from, "from") && tokens.isString(from + 1)) {
            clause(at + 1, from, from + 1);
        }
    }

    private void clause(int from, int to, int specifier) {
        boolean types = tokens.is(from, "type") && !tokens.isAny(from + 1, ",", "from");
        int before = imports.size();
        for (int i = from; i < to; i++) {
            if (tokens.is(i, "*")) {
                add(specifier, "", tokens.is(i + 1, "as") ? tokens.text(i + 2) : "", types);
                i += 2;
            } else if (tokens.is(i, "{")) {
                names(i + 1, brackets.partner(i), specifier, "as", types);
                i = brackets.partner(i);
            } else if (tokens.isWord(i) && !(tokens.is(i, "type") && types)) {
                add(specifier, "", tokens.text(i), types);
            }
        }
        if (imports.size() == before) {
            add(specifier, "", "", types);
        }
    }

    private void require(int at) {
        boolean deferred = tokens.column(firstOnLine(at)) > 0;
        if (!tokens.is(at - 1, "=")) {
            add(at + 2, "", "", deferred);
        } else if (tokens.is(at - 2, "}") && brackets.partner(at - 2) >= 0) {
            names(brackets.partner(at - 2) + 1, at - 2, at + 2, ":", deferred);
        } else if (tokens.is(at + 4, ".") && tokens.isWord(at + 5)) {
            add(at + 2, tokens.text(at + 5), tokens.text(at - 2), deferred);
        } else {
            add(at + 2, "", tokens.text(at - 2), deferred);
        }
    }

    private void names(int from, int to, int specifier, String renaming, boolean deferred) {
        for (int i = from; i < to; i++) {
            if (tokens.isWord(i) && !(tokens.is(i, "type") && tokens.isWord(i + 1))) {
                boolean renamed = tokens.is(i + 1, renaming);
                add(specifier, tokens.text(i), tokens.text(renamed ? i + 2 : i), deferred);
                i += renamed ? 2 : 0;
            }
        }
    }

    private int firstOnLine(int at) {
        int first = at;
        int line = tokens.line(at);
        while (first > 0 && tokens.line(first - 1) == line) {
            first--;
        }
        return first;
    }

    private void add(int specifier, String member, String local, boolean deferred) {
        String module = module(tokens.content(specifier));
        imports.add(
                new Import(module, member.equals("default") ? "" : member, local, tokens.line(specifier), deferred));
    }
}
