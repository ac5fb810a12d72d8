package io.opdbus.agents.review.syntax;

import io.opdbus.agents.review.token.Tokens;

/** A name such as {@code a.b.c}, read forward from its first word. */
record DottedName(String name, int end) {
    static DottedName at(Tokens tokens, int from) {
        StringBuilder name = new StringBuilder(tokens.text(from));
        int end = from + 1;
        while (tokens.is(end, ".") && tokens.isWord(end + 1)) {
            name.append('.').append(tokens.text(end + 1));
            end += 2;
        }
        return new DottedName(name.toString(), end);
    }

    String last() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
