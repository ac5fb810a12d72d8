package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.token.TokenKind;
import io.opdbus.agents.review.token.Tokens;

/** Reads block headers of Rust and Go, whose conditions need no parentheses: the keyword tells. */
final class KeywordHeaders {
    private final Tokens tokens;
    private final Brackets brackets;
    private final boolean go;

    KeywordHeaders(Tokens tokens, Brackets brackets, Language language) {
        this.tokens = tokens;
        this.brackets = brackets;
        this.go = language == Language.GO;
    }

    BlockHeader read(int brace) {
        if (!go && tokens.is(brace - 1, "=>")) {
            return BlockHeader.of(BlockKind.BRANCH, brace - 1);
        }
        if (!go && tokens.isAny(brace - 1, "|", "||")) {
            return BlockHeader.of(BlockKind.LAMBDA, brace - 1);
        }
        if (!go && tokens.isAny(brace - 1, "async", "move")) {
            boolean async = tokens.is(brace - 1, "async") || tokens.is(brace - 2, "async");
            return new BlockHeader(BlockKind.LAMBDA, "", brace - 1, async);
        }
        return scan(brace);
    }

    private BlockHeader scan(int brace) {
        BlockHeader found = BlockHeader.of(BlockKind.OTHER, brace);
        for (int i = brace - 1; i >= 0; i--) {
            if (tokens.isAny(i, ";", "{", "(", "[") || tokens.is(i, "}") && !typeLiteral(i)) {
                break;
            }
            if (tokens.isAny(i, ")", "]", "}")) {
                int open = brackets.partner(i);
                if (open < 0) {
                    break;
                }
                i = open;
            } else if (tokens.isWord(i)) {
                BlockHeader read = keyword(i);
                if (read != null) {
                    found = read;
                    if (go) {
                        break;
                    }
                }
            }
            if (go && lineEndsBefore(i)) {
                break;
            }
        }
        return found;
    }

    private @org.jspecify.annotations.Nullable BlockHeader keyword(int at) {
        return switch (tokens.text(at)) {
            case "for", "while", "loop" -> BlockHeader.of(BlockKind.LOOP, at);
            case "if", "else", "match", "switch", "select", "case" -> BlockHeader.of(BlockKind.BRANCH, at);
            case "impl", "struct", "enum", "trait", "mod", "union", "interface" ->
                new BlockHeader(BlockKind.TYPE, tokens.text(at + 1), at, false);
            case "fn" -> new BlockHeader(BlockKind.FUNCTION, tokens.text(at + 1), at, rustAsync(at));
            case "func" -> goFunction(at);
            default -> null;
        };
    }

    private boolean rustAsync(int fn) {
        return tokens.is(fn - 1, "async") || tokens.is(fn - 1, "unsafe") && tokens.is(fn - 2, "async");
    }

    private BlockHeader goFunction(int at) {
        int name = at + 1;
        if (tokens.is(name, "(") && tokens.isWord(brackets.partner(name) + 1)) {
            int after = brackets.partner(name) + 1;
            boolean receiver = tokens.isAny(after + 1, "(", "[");
            name = receiver ? after : name;
        }
        return tokens.isWord(name)
                ? new BlockHeader(BlockKind.FUNCTION, tokens.text(name), at, false)
                : BlockHeader.of(BlockKind.LAMBDA, at);
    }

    /** Whether a closing brace ends something inside a Go header, such as {@code range []string{"a"}}. */
    private boolean typeLiteral(int closer) {
        return go && tokens.is(closer + 1, "{") && brackets.partner(closer) > 0;
    }

    /** Whether a Go statement ends between the token before this one and this one. */
    private boolean lineEndsBefore(int token) {
        int before = token - 1;
        if (before < 0 || tokens.line(before) == tokens.line(token)) {
            return false;
        }
        return !tokens.is(before, TokenKind.PUNCT) || tokens.isAny(before, ")", "]", "}");
    }
}
