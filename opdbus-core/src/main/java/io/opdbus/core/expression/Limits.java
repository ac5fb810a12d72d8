package io.opdbus.core.expression;

/** The bounds of the language (R19). All of them are checked before an expression is evaluated, where that is possible. */
final class Limits {

    /** Characters of one expression. JEXL numbers columns up to 4095. */
    static final int EXPRESSION_LENGTH = 4000;

    /** Brackets, braces and parentheses inside each other. JEXL's parser looks ahead, and doubles its work at each. */
    static final int BRACKETS = 10;

    /** Operators and literals inside each other, so that no evaluation overflows the stack. */
    static final int NODES = 200;

    /** Characters of a text that an expression or a template builds. */
    static final int TEXT_LENGTH = 16 * 1024 * 1024;

    /** Bits of a whole number that arithmetic takes or gives. */
    static final int INTEGER_BITS = 4096;

    /** Digits before, after and altogether of a decimal number that arithmetic takes or gives. */
    static final int DECIMAL_DIGITS = 1200;

    /** Characters of a pattern. */
    static final int PATTERN_LENGTH = 256;

    /** Instructions that a pattern is compiled to. */
    static final int PATTERN_SIZE = 1000;

    /** Characters of a text that is matched with a pattern. */
    static final int SUBJECT_LENGTH = 65_536;

    private Limits() {}
}
