package io.opdbus.agents.review.syntax;

/**
 * A block of code.
 *
 * @param kind what it is
 * @param name its name, or empty
 * @param header the first token of what introduces it
 * @param body the tokens inside
 * @param parent the index of the block around it in {@link Outline#blocks()}, or -1
 * @param async whether it is a function that must not block its thread
 */
public record Block(BlockKind kind, String name, int header, Span body, int parent, boolean async) {}
