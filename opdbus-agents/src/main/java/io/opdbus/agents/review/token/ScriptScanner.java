package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;
import java.util.Set;

/** JavaScript and TypeScript: templates, and regular expressions told from division by what stands before the slash. */
final class ScriptScanner extends BraceScanner {
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "return",
            "typeof",
            "case",
            "in",
            "of",
            "delete",
            "void",
            "throw",
            "new",
            "do",
            "else",
            "yield",
            "await",
            "instanceof");

    private final Template template;

    ScriptScanner(SourceFile file) {
        super(file);
        this.template = new Template(text, true);
    }

    @Override
    boolean literal(char c) {
        if (c == '"' || c == '\'') {
            quoted(TokenKind.STRING, at);
            return true;
        }
        if (c == '`') {
            int start = at;
            int innerEnd = template.end(at + 1, "`");
            at = Math.min(text.length(), innerEnd + 1);
            code.add(TokenKind.STRING, start, at, start + 1, innerEnd, template.interpolated());
            return true;
        }
        return c == '/' && expressionMayBegin() && regex();
    }

    private boolean expressionMayBegin() {
        int last = code.size() - 1;
        if (last < 0) {
            return true;
        }
        return switch (code.kind(last)) {
            case PUNCT -> !code.isAny(last, ")", "]", "}", "++", "--") && !(code.is(last, "<") && code.end(last) == at);
            case WORD -> BEFORE_EXPRESSION.contains(code.text(last)) && !code.is(last - 1, ".");
            default -> false;
        };
    }

    private boolean regex() {
        int end = at + 1;
        boolean inClass = false;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '\n') {
                return false;
            } else if (c == '\\') {
                end++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '/' && !inClass) {
                break;
            }
            end++;
        }
        if (end >= text.length()) {
            return false;
        }
        int start = at;
        at = end + 1;
        while (Character.isLetter(peek(0))) {
            at++;
        }
        code.add(TokenKind.REGEX, start, at, start + 1, end, false);
        return true;
    }
}
