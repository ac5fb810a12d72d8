package io.opdbus.agents.review.token;

import io.opdbus.agents.review.source.SourceFile;

/** C and C++: strings and characters with their prefixes, raw strings, digit separators. */
final class CScanner extends BraceScanner {
    CScanner(SourceFile file) {
        super(file);
    }

    @Override
    boolean literal(char c) {
        int start = at;
        if (Character.isDigit(c)) {
            separatedNumber();
            return true;
        }
        int prefix = prefixLength();
        if (prefix < 0) {
            return false;
        }
        boolean raw = prefix > 0 && peek(prefix - 1) == 'R';
        at += prefix;
        if (raw) {
            int open = text.indexOf('(', at);
            if (open < 0 || open - at > 17) {
                quoted(TokenKind.STRING, start);
                return true;
            }
            String delimiter = text.substring(at + 1, open);
            at = open + 1;
            raw(start, ")" + delimiter + "\"");
        } else {
            quoted(text.charAt(at) == '"' ? TokenKind.STRING : TokenKind.CHAR, start);
        }
        return true;
    }

    private int prefixLength() {
        for (String prefix : new String[] {"", "L", "u8", "u", "U", "R", "LR", "u8R", "uR", "UR"}) {
            char next = peek(prefix.length());
            if (looking(prefix) && (next == '"' || next == '\'' && !prefix.endsWith("R"))) {
                return prefix.length();
            }
        }
        return -1;
    }

    private void separatedNumber() {
        int start = at;
        number();
        while (peek(0) == '\'' && Character.isLetterOrDigit(peek(1))) {
            at++;
            while (Character.isLetterOrDigit(peek(0))) {
                at++;
            }
        }
        code.dropLast();
        token(TokenKind.NUMBER, start);
    }
}
