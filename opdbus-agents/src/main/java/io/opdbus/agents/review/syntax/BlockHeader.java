package io.opdbus.agents.review.syntax;

/** What stands before a block says of it. */
record BlockHeader(BlockKind kind, String name, int first, boolean async) {
    static BlockHeader of(BlockKind kind, int first) {
        return new BlockHeader(kind, "", first, false);
    }
}
