package io.opdbus.agents.review.token;

/** What a token is. Comments are kept apart from code. */
public enum TokenKind {
    /** An identifier, a keyword, or a shell word. */
    WORD,
    /** A number. */
    NUMBER,
    /** A string literal, prefix and quotes included. */
    STRING,
    /** A character literal. */
    CHAR,
    /** A regular expression literal. */
    REGEX,
    /** An operator or bracket. */
    PUNCT,
    /** The end of a logical line, in Python and shell. */
    NEWLINE,
    /** A comment. */
    COMMENT
}
