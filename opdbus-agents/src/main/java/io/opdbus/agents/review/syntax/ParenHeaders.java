package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;
import java.util.Locale;
import java.util.Set;

/** Reads block headers of languages with conditions in parentheses: Java, Kotlin, JavaScript, TypeScript, C and C++. */
final class ParenHeaders {
    private static final Set<String> BRANCHES =
            Set.of("if", "switch", "catch", "synchronized", "try", "when", "with", "using", "constexpr");
    private static final Set<String> TYPES =
            Set.of("class", "interface", "enum", "struct", "union", "namespace", "record", "object");

    private final Tokens tokens;
    private final Brackets brackets;
    private final Language language;
    private final boolean linesEndStatements;

    ParenHeaders(Tokens tokens, Brackets brackets, Language language) {
        this.tokens = tokens;
        this.brackets = brackets;
        this.language = language;
        this.linesEndStatements =
                language == Language.KOTLIN || language == Language.JAVASCRIPT || language == Language.TYPESCRIPT;
    }

    BlockHeader read(int brace, boolean inFunction) {
        int before = brace - 1;
        if (tokens.isAny(before, "->", "=>")) {
            return arrow(before);
        }
        if (tokens.is(before, "do")) {
            return BlockHeader.of(BlockKind.LOOP, before);
        }
        if (tokens.isAny(before, "else", "try", "finally")) {
            return BlockHeader.of(BlockKind.BRANCH, before);
        }
        if (tokens.is(before, ")") && brackets.partner(before) > 0) {
            return afterParentheses(brackets.partner(before), inFunction);
        }
        if (tokens.is(before, "forEach") || tokens.is(before, "repeat")) {
            return BlockHeader.of(language == Language.KOTLIN ? BlockKind.LOOP : BlockKind.OTHER, before);
        }
        return scan(brace, inFunction);
    }

    private BlockHeader arrow(int arrow) {
        if (language == Language.KOTLIN) {
            return BlockHeader.of(BlockKind.BRANCH, arrow);
        }
        int line = tokens.line(arrow);
        for (int i = arrow - 1; language == Language.JAVA && i >= 0 && tokens.line(i) >= line - 3; i--) {
            if (tokens.isAny(i, "case", "default")) {
                return BlockHeader.of(BlockKind.BRANCH, i);
            }
            if (tokens.isAny(i, ";", "{", "}", "=", ".")) {
                break;
            }
        }
        int first = parameters(arrow);
        boolean async = tokens.is(first - 1, "async");
        int assigned = async ? first - 2 : first - 1;
        boolean named = tokens.isAny(assigned, "=", ":") && tokens.isWord(assigned - 1);
        return new BlockHeader(
                named ? BlockKind.FUNCTION : BlockKind.LAMBDA, named ? tokens.text(assigned - 1) : "", first, async);
    }

    /** The first token of an arrow function's parameters, before a return type too. */
    private int parameters(int arrow) {
        if (tokens.is(arrow - 1, ")")) {
            return brackets.partner(arrow - 1);
        }
        for (int i = arrow - 2; i > arrow - 20 && i > 0 && !tokens.isAny(i, ";", "{", "}", "=", "=>"); i--) {
            if (tokens.is(i, ")") && tokens.is(i + 1, ":") && brackets.partner(i) >= 0) {
                return brackets.partner(i);
            }
        }
        return arrow - 1;
    }

    private BlockHeader afterParentheses(int open, boolean inFunction) {
        int name = open - 1;
        String word = tokens.text(name);
        if (word.equals("for") || word.equals("while") || word.equals("foreach") || word.equals("await")) {
            return BlockHeader.of(BlockKind.LOOP, name);
        }
        if (BRANCHES.contains(word)) {
            return BlockHeader.of(BlockKind.BRANCH, name);
        }
        if (tokens.is(name, "]")) {
            return BlockHeader.of(BlockKind.LAMBDA, name);
        }
        int type = typeKeyword(name);
        if (type >= 0) {
            return new BlockHeader(BlockKind.TYPE, tokens.text(type + 1), type, false);
        }
        return switch (language) {
            case KOTLIN -> kotlin(name);
            case C, CPP -> c(name, inFunction);
            case JAVA -> new BlockHeader(BlockKind.FUNCTION, word, name, false);
            default -> script(name);
        };
    }

    private BlockHeader kotlin(int name) {
        for (int i = name; i >= 0 && i > name - 30 && tokens.line(i) == tokens.line(name); i--) {
            if (tokens.is(i, "fun")) {
                boolean suspend = tokens.is(i - 1, "suspend") || tokens.is(i - 2, "suspend");
                return new BlockHeader(BlockKind.FUNCTION, tokens.text(name), i, suspend);
            }
        }
        if (tokens.is(name, "constructor")) {
            return new BlockHeader(BlockKind.FUNCTION, "constructor", name, false);
        }
        return BlockHeader.of(tokens.is(name, "repeat") ? BlockKind.LOOP : BlockKind.LAMBDA, name);
    }

    private BlockHeader c(int name, boolean inFunction) {
        String word = tokens.text(name);
        if (inFunction) {
            boolean each = word.toLowerCase(Locale.ROOT).contains("each");
            return BlockHeader.of(each ? BlockKind.LOOP : BlockKind.BRANCH, name);
        }
        return new BlockHeader(BlockKind.FUNCTION, word, name, false);
    }

    private BlockHeader script(int name) {
        int keyword = tokens.is(name, "function") ? name : tokens.is(name - 1, "function") ? name - 1 : -1;
        if (keyword < 0) {
            return new BlockHeader(BlockKind.FUNCTION, tokens.text(name), name, tokens.is(name - 1, "async"));
        }
        boolean async = tokens.is(keyword - 1, "async");
        if (keyword != name) {
            return new BlockHeader(BlockKind.FUNCTION, tokens.text(name), keyword, async);
        }
        int assigned = async ? keyword - 2 : keyword - 1;
        boolean named = tokens.isAny(assigned, "=", ":") && tokens.isWord(assigned - 1);
        return new BlockHeader(
                named ? BlockKind.FUNCTION : BlockKind.LAMBDA, named ? tokens.text(assigned - 1) : "", keyword, async);
    }

    /** The keyword of a type whose header holds this token, or {@code new} for an anonymous class; -1 if none. */
    private int typeKeyword(int from) {
        for (int i = from; i >= 0 && i > from - 40; i--) {
            if (tokens.isAny(i, ";", "{", "}", "(", "=", "return")) {
                return -1;
            }
            if (tokens.is(i, ")")) {
                i = brackets.partner(i);
                if (i < 0) {
                    return -1;
                }
            } else if (tokens.is(i, "new")) {
                return language == Language.JAVA ? i : -1;
            } else if (isTypeKeyword(i)) {
                return i;
            } else if (linesEndStatements && tokens.line(i) != tokens.line(from)) {
                return -1;
            }
        }
        return -1;
    }

    private boolean isTypeKeyword(int token) {
        return tokens.isWord(token)
                && TYPES.contains(tokens.text(token))
                && !tokens.is(token - 1, ".")
                && (tokens.isWord(token + 1) || tokens.is(token + 1, "{"));
    }

    private BlockHeader scan(int brace, boolean inFunction) {
        for (int i = brace - 1; i >= 0 && i > brace - 120; i--) {
            if (tokens.isAny(i, ";", "{", "}", "(", "[", ",") && !tokens.is(i, ",") || tokens.isString(i)) {
                break;
            }
            if (tokens.isAny(i, "=", "return", "+=", "&&", "||", "?")) {
                break;
            }
            if (tokens.isAny(i, ")", "]")) {
                int open = brackets.partner(i);
                if (open < 0) {
                    break;
                }
                boolean signature = tokens.is(i, ")") && signatureContinues(i + 1);
                if (signature && tokens.is(open - 1, TokenKind.WORD)) {
                    return afterParentheses(open, inFunction);
                }
                i = open;
            } else if (isTypeKeyword(i)) {
                return new BlockHeader(BlockKind.TYPE, tokens.text(i + 1), i, false);
            }
        }
        return single(brace);
    }

    /** Whether what follows a parameter list still belongs to the head of a function. */
    private boolean signatureContinues(int token) {
        return tokens.isAny(token, "throws", ":", "const", "noexcept", "override", "final", "->", "&", "volatile");
    }

    private BlockHeader single(int brace) {
        int before = brace - 1;
        if (language == Language.KOTLIN && tokens.isWord(before) && !tokens.is(before, "init")) {
            return BlockHeader.of(BlockKind.LAMBDA, before);
        }
        if (language == Language.CPP && tokens.is(before, "]")) {
            return BlockHeader.of(BlockKind.LAMBDA, before);
        }
        boolean initialiser = tokens.isAny(before, "static", "init");
        return new BlockHeader(BlockKind.OTHER, initialiser ? tokens.text(before) : "", before, false);
    }
}
