package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the calls of a file; declarations of functions are told from calls by what stands before their name. */
final class Calls {
    private static final int LONGEST_CHAIN = 60;
    private static final Set<String> DECLARING = Set.of("def", "fn", "func", "fun", "function", "class", "void");
    private static final Set<String> NOT_CALLED = Set.of(
            "if",
            "for",
            "while",
            "switch",
            "catch",
            "return",
            "synchronized",
            "try",
            "when",
            "match",
            "in",
            "and",
            "or",
            "not",
            "elif",
            "assert",
            "del",
            "with",
            "using",
            "yield",
            "await",
            "throw",
            "case",
            "else",
            "do",
            "sizeof",
            "lambda");
    private static final Set<String> BEFORE_CALL = Set.of(
            "return", "throw", "else", "await", "yield", "case", "in", "not", "and", "or", "assert", "do", "raise",
            "from", "defer", "go", "is", "if", "elif", "while", "match", "lambda", "default", "print", "del", "with",
            "then", "of", "typeof", "void", "as", "move", "unsafe", "until", "when", "export");

    private final Tokens tokens;
    private final Brackets brackets;
    private final Imports imports;
    private final Language language;
    private final List<CallSite> calls = new ArrayList<>();

    private Calls(Tokens tokens, Brackets brackets, Imports imports, Language language) {
        this.tokens = tokens;
        this.brackets = brackets;
        this.imports = imports;
        this.language = language;
    }

    static List<CallSite> read(Tokens tokens, Brackets brackets, Imports imports, Language language) {
        Calls reader = new Calls(tokens, brackets, imports, language);
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.is(i, "(") || tokens.isAny(i, "[", "{") && tokens.is(i - 1, "!")) {
                reader.open(i);
            }
        }
        return List.copyOf(reader.calls);
    }

    private void open(int open) {
        int close = brackets.partner(open);
        if (close < 0) {
            return;
        }
        boolean macro = language == Language.RUST && tokens.is(open - 1, "!");
        int word = macro ? open - 2 : beforeTypeArguments(open - 1);
        if (!tokens.isWord(word) || NOT_CALLED.contains(tokens.text(word))) {
            return;
        }
        StringBuilder name = new StringBuilder(tokens.text(word)).append(macro ? "!" : "");
        int first = chain(word, name);
        boolean constructor = tokens.is(first - 1, "new");
        if (!constructor && declares(first, word, close)) {
            return;
        }
        String plain = name.toString();
        String resolved = imports.resolve(plain);
        String prefix = constructor ? "new " : "";
        calls.add(new CallSite(
                prefix + plain, prefix + resolved, constructor ? first - 1 : first, word, new Span(open + 1, close)));
    }

    /** Steps back over {@code <T>}, {@code ::<T>} or {@code <>} before an argument list. */
    private int beforeTypeArguments(int at) {
        if (!tokens.is(at, ">")
                || language == Language.PYTHON
                || language == Language.SHELL
                || language == Language.C) {
            return at;
        }
        int depth = 0;
        for (int i = at; i > at - 40 && i > 0; i--) {
            depth += tokens.is(i, ">") ? 1 : tokens.is(i, "<") ? -1 : 0;
            if (tokens.isAny(i, ";", "{", "}", "&&", "||")) {
                return at;
            }
            if (depth == 0) {
                return tokens.is(i - 1, "::") ? i - 2 : i - 1;
            }
        }
        return at;
    }

    /** Puts what stands before the dots in front of the name; returns the first token of it all. */
    private int chain(int word, StringBuilder name) {
        int first = word;
        for (int links = 0; links < LONGEST_CHAIN && tokens.isAny(first - 1, ".", "::", "->", "?.", "!!"); links++) {
            int at = tokens.is(first - 2, "!!") || tokens.is(first - 2, "?") ? first - 3 : first - 2;
            if (tokens.isWord(at)) {
                name.insert(0, tokens.text(at) + ".");
                first = at;
            } else if (tokens.isAny(at, ")", "]") && brackets.partner(at) > 0) {
                int open = brackets.partner(at);
                int callee = beforeTypeArguments(open - 1);
                if (!tokens.isWord(callee)) {
                    name.insert(0, "().");
                    return open;
                }
                name.insert(0, part(callee, open, tokens.is(at, ")")) + ".");
                first = callee;
            } else if (tokens.isString(at)) {
                name.insert(0, "\"\".");
                return at;
            } else {
                name.insert(0, ".");
                return first;
            }
        }
        return first;
    }

    private String part(int callee, int open, boolean called) {
        boolean required = tokens.is(callee, "require") && tokens.isString(open + 1);
        if (required) {
            return ScriptImports.module(tokens.content(open + 1));
        }
        return tokens.text(callee) + (called ? "()" : "[]");
    }

    private boolean declares(int first, int word, int close) {
        if (first != word) {
            return language == Language.CPP && tokens.is(close + 1, "{") && tokens.is(word - 1, "::");
        }
        if (tokens.isWord(first - 1)) {
            String before = tokens.text(first - 1);
            if (DECLARING.contains(before)
                    && !(before.equals("void") && language != Language.JAVA && language != Language.C)) {
                return true;
            }
            return switch (language) {
                case JAVA, C, CPP -> !BEFORE_CALL.contains(before) || before.equals("void") || before.equals("default");
                case JAVASCRIPT, TYPESCRIPT -> tokens.is(close + 1, "{") && !BEFORE_CALL.contains(before);
                default -> false;
            };
        }
        boolean body = tokens.isAny(close + 1, "{", "throws");
        return switch (language) {
            case JAVA -> body && !tokens.is(first - 1, "=");
            case JAVASCRIPT, TYPESCRIPT -> body && tokens.isAny(first - 1, "{", "}", ";", ",", "*");
            case C, CPP ->
                body && tokens.isAny(first - 1, "*", "&", ">", "~")
                        || tokens.isAny(first - 1, "*", "&")
                                && tokens.is(close + 1, ";")
                                && tokens.isWord(first - 2)
                                && tokens.isAny(first - 2, "char", "void", "int", "FILE", "T");
            default -> false;
        };
    }
}
