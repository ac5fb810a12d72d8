package io.opdbus.agents.review.token;

/**
 * A file taken apart.
 *
 * @param code everything but comments
 * @param comments the comments
 */
public record Lexed(Tokens code, Tokens comments) {}
