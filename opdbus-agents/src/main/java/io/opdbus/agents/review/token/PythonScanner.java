package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;
import java.util.Locale;

/** Python: prefixed and triple-quoted strings, and the ends of logical lines. */
final class PythonScanner extends Scanner {
    private int depth;

    PythonScanner(SourceFile file) {
        super(file);
    }

    @Override
    void step() {
        char c = text.charAt(at);
        if (c == '\n') {
            endLine();
            at++;
        } else if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
            at += peek(1) == '\r' ? 3 : 2;
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#') {
            lineComment();
        } else if (string()) {
            return;
        } else if (Character.isDigit(c)) {
            number();
        } else if (Character.isJavaIdentifierStart(c) && c != '$') {
            word();
        } else {
            depth = Math.max(0, depth + (("([{".indexOf(c) >= 0) ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0));
            operator();
        }
    }

    @Override
    void finish() {
        depth = 0;
        endLine();
    }

    private void endLine() {
        int last = code.size() - 1;
        if (depth == 0 && last >= 0 && !code.is(last, TokenKind.NEWLINE)) {
            code.add(TokenKind.NEWLINE, Math.min(at, text.length()), Math.min(at, text.length()));
        }
    }

    private boolean string() {
        int length = 0;
        while (length < 2 && peek(length) != '\0' && "rRbBuUfFtT".indexOf(peek(length)) >= 0) {
            length++;
        }
        char quote = peek(length);
        if (quote != '"' && quote != '\'') {
            return false;
        }
        int start = at;
        String prefix = text.substring(at, at + length).toLowerCase(Locale.ROOT);
        at += length;
        String triple = String.valueOf(quote).repeat(3);
        String terminator = looking(triple) ? triple : String.valueOf(quote);
        at += terminator.length();
        int inner = at;
        int innerEnd = skipTo(terminator);
        boolean formatted = prefix.indexOf('f') >= 0 || prefix.indexOf('t') >= 0;
        code.add(TokenKind.STRING, start, at, inner, innerEnd, formatted && hasField(inner, innerEnd));
        return true;
    }

    private int skipTo(String terminator) {
        boolean oneLine = terminator.length() == 1;
        while (at < text.length() && !looking(terminator) && !(oneLine && text.charAt(at) == '\n')) {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1;
        }
        int innerEnd = Math.min(at, text.length());
        at = looking(terminator) ? at + terminator.length() : innerEnd;
        return innerEnd;
    }

    private boolean hasField(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '{') {
                if (i + 1 < to && text.charAt(i + 1) == '{') {
                    i++;
                } else {
                    return true;
                }
            }
        }
        return false;
    }
}
