package io.opdbus.core.expression;

import java.util.List;
import java.util.function.IntPredicate;

/** The syntax tree of a pattern. */
sealed interface PatternPiece {

    /** As {@link Repeat#max()}: no bound. */
    int UNBOUNDED = -1;

    /** One character of a kind. */
    record One(IntPredicate character) implements PatternPiece {}

    /** A place in the text, such as its end. */
    record Edge(LinearPattern.Code code) implements PatternPiece {}

    /** One after the other. */
    record Sequence(List<PatternPiece> pieces) implements PatternPiece {}

    /** One of several. */
    record Choice(List<PatternPiece> ways) implements PatternPiece {}

    /** A number of times. */
    record Repeat(PatternPiece piece, int min, int max) implements PatternPiece {}
}
