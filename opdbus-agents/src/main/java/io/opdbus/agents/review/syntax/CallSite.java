package io.opdbus.agents.review.syntax;

/**
 * One call in the code.
 *
 * @param name what is called, dotted, with {@code ()} after a part that is itself called: {@code Runtime.getRuntime().exec}; a
 *     constructor begins with {@code new }, a Rust macro ends in {@code !}
 * @param resolved the same with its first part replaced by what it was imported as
 * @param first the first token of the name
 * @param word the last word of the name
 * @param args the tokens between the parentheses
 */
public record CallSite(String name, String resolved, int first, int word, Span args) {
    /** The last part of the name. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What stands before the last dot of the name; empty if nothing does. */
    public String receiver() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }
}
