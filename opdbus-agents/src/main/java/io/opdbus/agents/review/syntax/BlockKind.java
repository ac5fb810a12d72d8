package io.opdbus.agents.review.syntax;

/** What a block of code is for. */
public enum BlockKind {
    /** A class, interface, struct, trait, namespace or the like. */
    TYPE,
    /** A function or method with a name. */
    FUNCTION,
    /** A function without a name. */
    LAMBDA,
    /** The body of a loop: what is done many times. */
    LOOP,
    /** The body of a condition, or of a try. */
    BRANCH,
    /** Anything else in braces, such as an initialiser. */
    OTHER;

    /** Whether code inside runs at another time than the code around it. */
    boolean separate() {
        return this == TYPE || this == FUNCTION || this == LAMBDA;
    }
}
