package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;
import java.util.ArrayDeque;
import java.util.Deque;

/** POSIX shell and bash: words, quoting, here-documents, comments at the beginning of a word only. */
final class ShellScanner extends Scanner {
    private static final String META = " \t\r\n;|&()<>\"'`";
    private static final String[] OPERATORS = {"<<<", ";;", "&&", "||", "<<-", "<<", ">>", ">&", "<&", "&>", "|&", "$("
    };

    private final Deque<HereDocument> pending = new ArrayDeque<>();

    private record HereDocument(String delimiter, boolean interpolated, boolean indented) {}

    ShellScanner(SourceFile file) {
        super(file);
    }

    @Override
    void step() {
        char c = text.charAt(at);
        if (c == '\n') {
            code.add(TokenKind.NEWLINE, at, at);
            at++;
            while (!pending.isEmpty()) {
                body(pending.poll());
            }
        } else if (c == '\\' && peek(1) == '\n') {
            at += 2;
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#' && (at == 0 || " \t\r\n;|&(".indexOf(text.charAt(at - 1)) >= 0)) {
            lineComment();
        } else if (c == '\'') {
            int start = at++;
            raw(start, "'");
        } else if (c == '"' || c == '$' && peek(1) == '"') {
            doubleQuoted(c == '"' ? 1 : 2);
        } else if (c == '$' && peek(1) == '\'') {
            ansiQuoted();
        } else if (!meta()) {
            shellWord();
        }
    }

    private boolean meta() {
        int start = at;
        if (looking("$((") || looking("((")) {
            int close = text.indexOf("))", at);
            if (close >= 0 && close < endOfLine(at)) {
                at = close + 2;
                token(TokenKind.WORD, start);
                return true;
            }
        }
        for (String operator : OPERATORS) {
            if (looking(operator)) {
                at += operator.length();
                token(TokenKind.PUNCT, start);
                if (operator.equals("<<") || operator.equals("<<-")) {
                    hereDocument(operator.equals("<<-"));
                }
                return true;
            }
        }
        if (META.indexOf(text.charAt(at)) >= 0) {
            at++;
            token(TokenKind.PUNCT, start);
            return true;
        }
        return false;
    }

    private void shellWord() {
        int start = at;
        while (at < text.length() && META.indexOf(text.charAt(at)) < 0 && !looking("$(")) {
            if (looking("${")) {
                int close = text.indexOf('}', at);
                at = close < 0 ? text.length() : close + 1;
            } else {
                at += text.charAt(at) == '\\' && at + 1 < text.length() && peek(1) != '\n' ? 2 : 1;
            }
        }
        at = Math.max(at, start + 1);
        boolean brace = at == start + 1 && (text.charAt(start) == '{' || text.charAt(start) == '}');
        token(brace ? TokenKind.PUNCT : TokenKind.WORD, start);
    }

    private void doubleQuoted(int prefix) {
        int start = at;
        int inner = at + prefix;
        boolean interpolated = false;
        int commands = 0;
        at = inner;
        while (at < text.length() && (commands > 0 || text.charAt(at) != '"')) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '$' || c == '`') {
                interpolated = true;
                commands += peek(1) == '(' ? 1 : 0;
                at += peek(1) == '(' ? 1 : 0;
            } else if (commands > 0) {
                commands += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            at++;
        }
        at = Math.min(at, text.length());
        int innerEnd = at;
        at = Math.min(text.length(), at + 1);
        code.add(TokenKind.STRING, start, at, inner, innerEnd, interpolated);
    }

    private void ansiQuoted() {
        int start = at;
        int inner = at + 2;
        at = inner;
        while (at < text.length() && text.charAt(at) != '\'') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at, text.length());
        int innerEnd = at;
        at = Math.min(text.length(), at + 1);
        code.add(TokenKind.STRING, start, at, inner, innerEnd, false);
    }

    private void hereDocument(boolean indented) {
        while (peek(0) == ' ' || peek(0) == '\t') {
            at++;
        }
        int start = at;
        while (at < text.length() && " \t\r\n;|&()<>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        String delimiter = word.replaceAll("[\"'\\\\]", "");
        if (!delimiter.isEmpty() && !Character.isDigit(delimiter.charAt(0))) {
            pending.add(new HereDocument(delimiter, delimiter.equals(word), indented));
        }
        if (at > start) {
            token(TokenKind.WORD, start);
        }
    }

    private void body(HereDocument document) {
        int start = at;
        while (at < text.length()) {
            int end = endOfLine(at);
            String line = text.substring(at, end).stripTrailing();
            int next = Math.min(text.length(), end + 1);
            if ((document.indented() ? line.stripLeading() : line).equals(document.delimiter())) {
                code.add(TokenKind.STRING, start, at, start, at, interpolated(document, start, at));
                at = next;
                return;
            }
            at = next;
        }
        code.add(TokenKind.STRING, start, at, start, at, interpolated(document, start, at));
    }

    private boolean interpolated(HereDocument document, int from, int to) {
        int dollar = text.indexOf('$', from);
        return document.interpolated() && dollar >= 0 && dollar < to;
    }
}
